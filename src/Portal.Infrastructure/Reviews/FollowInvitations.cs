using Hangfire;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;

namespace Portal.Infrastructure.Reviews;

/// <summary>
/// Reminds once of invitations that are about to expire, and invites the next of the wave's standby list where one was
/// declined or expired: of the same role, the first in line.
/// </summary>
[AutomaticRetry(Attempts = 0)]
public sealed class FollowInvitations(PortalDbContext db, Invitations invitations, OneByOne items)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var open = await db
            .ExpertInvitations.AsNoTracking()
            .Where(one => one.Email != null && one.FollowedAt == null && (one.Answer == null || !one.Answer.Accepted))
            .ToListAsync(cancellation);
        await items.RunAsync<ExpertInvitation, InvitationId>(
            open.Where(one => one.IsToRemindAt(now)).Select(one => one.Id),
            one => invitations.RemindAsync(one, now, cancellation),
            cancellation
        );
        await items.RunAsync<ExpertInvitation, InvitationId>(
            open.Where(one => one.IsLostAt(now)).Select(one => one.Id),
            one => FollowAsync(one, now, cancellation),
            cancellation
        );
    }

    private async Task FollowAsync(ExpertInvitation lost, DateTimeOffset now, CancellationToken cancellation)
    {
        if (lost.FollowedAt is not null || !lost.IsLostAt(now))
            return;
        // Two lost ones would else call the same next one.
        await db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended({$"standby:{lost.WaveId.Value}"}, 0))",
            cancellation
        );
        var wave = await db.Waves.SingleAsync(one => one.Id == lost.WaveId, cancellation);
        var next = wave.PanelClosed is null ? await NextAsync(lost, cancellation) : null;
        lost.Follow(next, now);
        if (next is null)
            return;
        next.StandBy(place: null, lost.InvitedBy, now);
        await invitations.InviteAsync(wave, next, lost.InvitedBy, lost.ValidityDays, cancellation);
    }

    /// <summary>Who is invited, or was, is on no list any more, whatever it says.</summary>
    private Task<PoolExpert?> NextAsync(ExpertInvitation lost, CancellationToken cancellation) =>
        db
            .PoolExperts.Where(one =>
                one.WaveId == lost.WaveId
                && one.Standby != null
                && one.Email != null
                && db.PoolExperts.Any(before => before.Id == lost.PoolExpertId && before.Role == one.Role)
                && !db.ExpertInvitations.Any(sent => sent.PoolExpertId == one.Id)
            )
            .OrderBy(one => one.Standby)
            .ThenBy(one => one.Id)
            .FirstOrDefaultAsync(cancellation);
}
