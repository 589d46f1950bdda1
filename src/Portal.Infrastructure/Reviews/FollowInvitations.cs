using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Pool;
using Portal.Infrastructure.Scheduling;

namespace Portal.Infrastructure.Reviews;

/// <summary>
/// Reminds once of invitations that are about to expire, and invites the next of the wave's standby list where one was
/// declined or expired: of the same role, the first in line, or whoever comes on the list later.
/// </summary>
public sealed class FollowInvitations(PortalDbContext db, Invitations invitations, OneByOne items)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var open = await db
            .ExpertInvitations.AsNoTracking()
            .Where(one => one.Email != null && one.Answer == null && one.LapsedAt == null)
            .ToListAsync(cancellation);
        await items.RunAsync<ExpertInvitation, InvitationId>(
            open.Where(one => one.IsToRemindAt(now)).Select(one => one.Id),
            one => invitations.RemindAsync(one, now, cancellation),
            cancellation
        );
        await items.RunAsync<ExpertInvitation, InvitationId>(
            open.Where(one => one.IsLostAt(now)).Select(one => one.Id),
            one => one.Lapse(now),
            cancellation
        );
        await items.RunAsync<ExpertInvitation, InvitationId>(
            await PlacesAsync(cancellation),
            one => FollowAsync(one, now, cancellation),
            cancellation
        );
    }

    /// <summary>What was lost, however long ago, and somebody of the list can take up; what was lost first comes first.</summary>
    private Task<List<InvitationId>> PlacesAsync(CancellationToken cancellation) =>
        db
            .ExpertInvitations.Where(one =>
                one.FollowedAt == null
                && (one.LapsedAt != null || one.Answer != null && !one.Answer.Accepted)
                && db.Waves.Any(wave => wave.Id == one.WaveId && wave.PanelClosed == null)
                && db.StandingBy()
                    .Any(next =>
                        next.WaveId == one.WaveId
                        && db.PoolExperts.Any(before => before.Id == one.PoolExpertId && before.Role == next.Role)
                    )
            )
            .OrderBy(one => one.LapsedAt ?? one.Answer!.At)
            .ThenBy(one => one.Id)
            .Select(one => one.Id)
            .ToListAsync(cancellation);

    private async Task FollowAsync(ExpertInvitation lost, DateTimeOffset now, CancellationToken cancellation)
    {
        // Two lost ones would else call the same next one.
        await db.HoldStandbyAsync(lost.WaveId, cancellation);
        var wave = await db.Waves.SingleAsync(one => one.Id == lost.WaveId, cancellation);
        if (wave.PanelClosed is not null || await NextAsync(lost, cancellation) is not { } next)
            return;
        if (lost.GiveWayTo(next, now))
            await invitations.InviteAsync(
                wave,
                next,
                Inviter.PortalFor(lost.InvitedBy),
                lost.ValidityDays,
                cancellation
            );
    }

    private Task<PoolExpert?> NextAsync(ExpertInvitation lost, CancellationToken cancellation) =>
        db.StandingBy()
            .Where(one =>
                one.WaveId == lost.WaveId
                && db.PoolExperts.Any(before => before.Id == lost.PoolExpertId && before.Role == one.Role)
            )
            .OrderBy(one => one.Standby)
            .ThenBy(one => one.Id)
            .FirstOrDefaultAsync(cancellation);
}
