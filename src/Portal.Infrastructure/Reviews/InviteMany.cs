using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Pool;

namespace Portal.Infrastructure.Reviews;

/// <summary>
/// Invites several of a wave's pool: what ties them to dossiers is looked for once for all of them, then each is invited in
/// a transaction of their own. Who was invited meanwhile isn't again.
/// </summary>
public sealed class InviteMany(PortalDbContext db, Invitations invitations, LookForConflicts conflicts)
{
    /// <exception cref="RefusedException">The days are out of range.</exception>
    public async Task RunAsync(
        Wave wave,
        IReadOnlyCollection<PoolExpertId> chosen,
        PersonId by,
        int days,
        CancellationToken cancellation
    )
    {
        var experts = await InvitableAsync(wave.Id, chosen, cancellation);
        if (experts.Count == 0)
            return;
        await conflicts.RecordAsync(wave.Id, [.. experts.Select(one => one.Id)], dossier: null, cancellation);
        foreach (var expert in experts)
            await InviteAsync(wave, expert, by, days, cancellation);
    }

    private async Task<List<PoolExpert>> InvitableAsync(
        WaveId wave,
        IReadOnlyCollection<PoolExpertId> chosen,
        CancellationToken cancellation
    )
    {
        var now = await db.NowAsync(cancellation);
        var found = await (
            from expert in db.PoolExperts
            where expert.WaveId == wave && chosen.Contains(expert.Id)
            join sent in db.ExpertInvitations.AsNoTracking() on expert.Id equals sent.PoolExpertId into invitations
            from invitation in invitations.DefaultIfEmpty()
            orderby expert.Name, expert.Id
            select new { expert, invitation }
        ).ToListAsync(cancellation);
        return
        [
            .. found
                .Where(one => ExpertInvitation.MayGoTo(one.expert.Email is not null, one.invitation, now))
                .Select(one => one.expert),
        ];
    }

    private async Task InviteAsync(Wave wave, PoolExpert expert, PersonId by, int days, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        try
        {
            await invitations.SendAsync(wave, expert, by, days, cancellation);
            await transaction.CommitAsync(cancellation);
        }
        catch (RefusedException refused)
            when (refused.Refusals is [var one] && one.Code == ReviewRefusals.AlreadyInvited.Code)
        {
            // Somebody else invited them since the list was shown.
        }
    }
}
