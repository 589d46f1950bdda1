using Microsoft.EntityFrameworkCore;
using Portal.Domain.Retention;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Retention;

/// <param name="Day">In Paris.</param>
/// <param name="Event">As the history names it.</param>
/// <param name="Number">How many.</param>
public sealed record ErasedRow(DateOnly Day, string Event, int Number);

/// <summary>All that is held under a rule and comes near its end, and what was erased when.</summary>
public sealed class RetentionRecord(
    PortalDbContext db,
    HeldDrafts drafts,
    HeldRejected rejected,
    HeldReviews reviews,
    HeldAccounts accounts
)
{
    private const int MostDays = 60;

    public async Task<IReadOnlyList<HeldRow>> EndingAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var rows = new List<HeldRow>();
        foreach (var holding in (IHolding[])[drafts, rejected, reviews, accounts])
            rows.AddRange(await holding.EndingAsync(now, only: null, cancellation));
        return rows;
    }

    /// <summary>From the history, which nobody can change; the names are those of its index.</summary>
    public async Task<IReadOnlyList<ErasedRow>> ErasedAsync(CancellationToken cancellation) =>
        await db
            .Database.SqlQuery<ErasedRow>(
                $"""
                select (at at time zone 'Europe/Paris')::date as day, name as event, count(*)::int as number
                from history
                where name in ('dossier.erased', 'dossier.filed-erased', 'wave.experts-forgotten', 'person.account-closed')
                group by 1, 2 order by 1 desc, 2 limit {MostDays}
                """
            )
            .ToListAsync(cancellation);

    /// <summary>Accounts whose owners asked that they be erased, and who haven't come back on it.</summary>
    public Task<int> AskedAsync(CancellationToken cancellation) =>
        db.Users.CountAsync(account => account.ErasureAskedAt != null && account.ClosedAt == null, cancellation);
}
