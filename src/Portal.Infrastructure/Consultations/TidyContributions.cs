using Microsoft.EntityFrameworkCore;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Consultations;

/// <summary>
/// Forgets what nobody confirmed, which has no file, and, a year after the answer, who said what: what was said stays, as the public read it.
/// </summary>
public sealed class TidyContributions(PortalDbContext db)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        await db
            .Contributions.Where(one => one.ConfirmedAt == null && one.SentAt < now - Contribution.ToConfirm)
            .ExecuteDeleteAsync(cancellation);
        await db.Database.ExecuteSqlAsync(
            $"""
            update contributions one
            set from_name = '', from_is_named = false, from_email = one.id || '@forgotten.invalid',
                mailbox = one.id || '@forgotten.invalid', key = ''
            from consultations
            where consultations.id = one.consultation_id and consultations.answered_at < {now - Kept}
              and one.from_email not like '%@forgotten.invalid'
            """,
            cancellation
        );
    }
}
