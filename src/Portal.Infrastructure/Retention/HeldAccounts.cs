using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Domain.Retention;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Retention;

/// <summary>
/// The accounts of people who don't come any more, and whom nothing waits for: no work for the service, no dossier or
/// project that goes on, no review, seat or opinion that is owed.
/// </summary>
public sealed class HeldAccounts(PortalDbContext db, RetentionRules rules) : IHolding
{
    /// <summary>The roles without work for the service.</summary>
    internal static readonly string[] Free = [nameof(PortalRole.Carrier), nameof(PortalRole.Expert)];

    public async Task<IReadOnlyList<HeldRow>> EndingAsync(DateTimeOffset by, Guid? only, CancellationToken cancellation)
    {
        var days = (await rules.ReadAsync(cancellation)).Of(RetainedKind.IdleAccount).Days;
        var before = by - TimeSpan.FromDays(days) + Held.Notice;
        var found = await db
            .Database.SqlQuery<Found>(
                $"""
                select account.id as person, coalesce(account.seen_at, account.created_at) as since,
                       account.idle_announced_at as announced_at
                from accounts account
                where account.closed_at is null and coalesce(account.seen_at, account.created_at) <= {before}
                  and not exists (
                      select from account_roles given join roles role on role.id = given.role_id
                      where given.user_id = account.id and role.name <> all ({Free}))
                  and not exists (
                      select from dossier_members member join dossiers_running() running
                        on running.dossier_id = member.dossier_id
                      where member.person = account.id)
                  and not exists (select from judgements_owed() owed where owed.expert = account.id)
                  and not exists (select from seats_to_come() seat where seat.person = account.id)
                  and ({only}::uuid is null or account.id = {only})
                order by since
                """
            )
            .ToListAsync(cancellation);
        return [.. found.Select(one => one.RowUnder(days)).Where(row => row.Held.IsNearAt(by))];
    }

    private sealed record Found(Guid Person, DateTimeOffset Since, DateTimeOffset? AnnouncedAt)
    {
        public HeldRow RowUnder(int days) =>
            new(new Held(RetainedKind.IdleAccount, Person, Since, AnnouncedAt, days), Call: "", Wave: null);
    }
}
