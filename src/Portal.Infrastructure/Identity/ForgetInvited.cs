using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;

namespace Portal.Infrastructure.Identity;

/// <summary>
/// Erases the addresses of those whose invitation was taken back, or expired without an answer, a month after, the mails
/// that invited them, and what the pool of a wave knows of such an expert. That somebody was invited, by whom and when, is kept.
/// </summary>
public sealed class ForgetInvited(PortalDbContext db, PortalClock clock)
{
    /// <returns>How many invitations, experts and mails were forgotten.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var before = clock.GetUtcNow() - TeamInvitation.AddressKept;
        var forgotten = await db
            .TeamInvitations.IgnoreQueryFilters()
            .Where(one => one.Email != null && one.Answer == null)
            .Where(one => one.TakenBackAt < before || one.InvitedAt < before - TeamInvitation.Validity)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Email, (EmailAddress?)null), cancellation);
        var expired = clock.GetUtcNow() - ExpertInvitation.AddressKept;
        forgotten += await db
            .ExpertInvitations.Where(one =>
                one.Email != null && one.Answer == null && one.InvitedAt.AddDays(one.ValidityDays) < expired
            )
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Email, (EmailAddress?)null), cancellation);
        forgotten += await ForgetDeclinedAsync(cancellation);
        forgotten += await ForgetExpertsAsync(cancellation);
        return forgotten + await ForgetMailsAsync(cancellation);
    }

    /// <summary>Who was suggested is kept for a month, who declined for a year.</summary>
    private async Task<int> ForgetDeclinedAsync(CancellationToken cancellation)
    {
        var (month, year) = (clock.GetUtcNow() - ExpertInvitation.AddressKept, clock.GetUtcNow() - PoolExpert.Kept);
        var declined = await db
            .ExpertInvitations.Where(one =>
                one.Email != null && one.Answer != null && !one.Answer.Accepted && one.Answer.At < year
            )
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Email, (EmailAddress?)null), cancellation);
        var suggested = await db
            .ExpertInvitations.Where(one => one.Substitute != null && one.Answer != null && one.Answer.At < month)
            .ToListAsync(cancellation);
        suggested.ForEach(one => one.ForgetSubstitute());
        await db.SaveChangesAsync(cancellation);
        return declined + suggested.Count;
    }

    private async Task<int> ForgetExpertsAsync(CancellationToken cancellation)
    {
        var year = clock.GetUtcNow() - PoolExpert.Kept;
        var never = await db
            .PoolExperts.Where(expert =>
                expert.Email != null
                && !db.Experts.Any(one => one.PoolExpertId == expert.Id)
                && (
                    db.ExpertInvitations.Any(one => one.PoolExpertId == expert.Id && one.Email == null)
                    || expert.AddedAt < year && !db.ExpertInvitations.Any(one => one.PoolExpertId == expert.Id)
                )
            )
            .ToListAsync(cancellation);
        never.ForEach(expert => expert.Forget());
        await db.SaveChangesAsync(cancellation);
        return never.Count;
    }

    private Task<int> ForgetMailsAsync(CancellationToken cancellation)
    {
        var (team, expert) = (InviteMember.Occasion, Invitations.Occasion);
        return db.Database.ExecuteSqlAsync(
            $"""
            delete from outbox mail
            where starts_with(mail.occasion, {team})
                  and exists (select from team_invitations one
                              where one.email is null and mail.occasion = {team} || one.id)
               or starts_with(mail.occasion, {ReviewMails.Answered})
                  and exists (select from expert_invitations one
                              where one.email is null and starts_with(mail.occasion, {ReviewMails.Answered} || one.id))
               or starts_with(mail.occasion, {expert})
                  and exists (select from expert_invitations one
                              where one.email is null and starts_with(mail.occasion, {expert} || one.id))
            """,
            cancellation
        );
    }
}
