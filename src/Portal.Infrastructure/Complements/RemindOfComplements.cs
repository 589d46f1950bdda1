using Microsoft.EntityFrameworkCore;
using Portal.Domain.Complements;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Complements;

/// <summary>
/// Owes a reminder to everybody who writes in a dossier whose complements are awaited, three days and one day before
/// the date. Like those before a cut-off, they are derived from the date each time: a prolonged one moves them.
/// </summary>
public sealed class RemindOfComplements(PortalDbContext db)
{
    private static readonly TimeSpan[] Before = [TimeSpan.FromDays(3), TimeSpan.FromDays(1)];

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var soon = now + Before.Max();
        var open = await db
            .ComplementRequests.AsNoTracking()
            .Where(request =>
                request.Answer == null
                && request.Withdrawal == null
                && request.Missed == null
                && request.Due.At > now
                && request.Due.At <= soon
                && db.Dossiers.Any(dossier => dossier.Id == request.DossierId && dossier.Withdrawal == null)
            )
            .ToListAsync(cancellation);
        foreach (var request in open)
            await db.OweAsync(
                new WriterReminder(
                    request.DossierId,
                    "complements-reminder",
                    $"complement.reminder:{request.Id.Value}",
                    request.Due,
                    request.AskedAt,
                    "/complements"
                ),
                Before,
                now,
                cancellation
            );
    }
}
