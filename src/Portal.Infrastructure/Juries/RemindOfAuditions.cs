using Microsoft.EntityFrameworkCore;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Juries;

/// <summary>
/// Owes a reminder to who comes to an audition, the day before. It is derived from the chosen slot each time: moved to
/// another day, it is told for that one.
/// </summary>
public sealed class RemindOfAuditions(PortalDbContext db)
{
    private static readonly TimeSpan Before = TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var soon = now + Before;
        var due = await (
            from audition in db.Auditions
            join slot in db.AuditionSlots on audition.SlotId equals slot.Id
            where slot.StartsAt > now && slot.StartsAt <= soon
            join sitting in db.Sittings on audition.SittingId equals sitting.Id
            join dossier in db.Dossiers on audition.DossierId equals dossier.Id
            where dossier.Withdrawal == null
            join filing in db.Filings on dossier.FilingId equals filing.Id
            join member in db.Members on dossier.Id equals member.DossierId
            where member.Role == MemberRole.Coordinator
            join account in db.Users on member.Person.Value equals account.Id
            select new
            {
                audition.Id,
                Dossier = dossier.Id,
                slot.StartsAt,
                sitting.Place,
                filing.Title,
                Reader = new Addressee(account.Email!, account.Name, account.Language),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        var occasions = due.ToDictionary(one => $"audition.reminder:{one.Id.Value}:{one.StartsAt.ToUnixTimeSeconds()}");
        var owed = await db
            .Outbox.Where(mail => occasions.Keys.Contains(mail.Occasion))
            .Select(mail => mail.Occasion)
            .ToHashSetAsync(cancellation);
        foreach (var (occasion, one) in occasions.Where(pair => !owed.Contains(pair.Key)))
        {
            var facts = new Facts()
                .Text("title", one.Title)
                .Text("place", one.Place)
                .Moment("at", one.StartsAt)
                .Link($"/auditions/{one.Id.Value}");
            var mail = Letters.Owe(one.Reader, "audition-reminder", occasion, facts, now, due: one.StartsAt);
            mail.DossierId = one.Dossier;
            db.Outbox.Add(mail);
        }
        await db.SaveChangesAsync(cancellation);
    }
}
