using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Admissions;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Admissions;

/// <summary>
/// Tells teams before what proves a criterion no longer holds: sixty, thirty and seven days before, once each, whenever it
/// runs; a new last day is another occasion.
/// </summary>
public sealed class RemindOfExpiries(PortalDbContext db, OneByOne oneByOne)
{
    /// <summary>Days before.</summary>
    private static readonly int[] Before = [60, 30, 7];

    public async Task RunAsync(CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(Dates.Civil(await db.NowAsync(cancellation)));
        var until = today.AddDays(Before[0]);
        var due = await db
            .Admissions.Where(one =>
                // One that expired hides none that will.
                one.NextExpiry <= until
                && db.Dossiers.Admissible().Any(its => its.Id == one.DossierId)
            )
            .Select(one => one.DossierId)
            .ToListAsync(cancellation);
        await oneByOne.RunAsync<Admission, DossierId>(due, one => RemindAsync(one, today, cancellation), cancellation);
    }

    private async Task RemindAsync(Admission admission, DateOnly today, CancellationToken cancellation)
    {
        var call = await db
            .Calls.AsNoTracking()
            .SingleAsync(
                one => db.Dossiers.Any(its => its.Id == admission.DossierId && its.CallId == one.Id),
                cancellation
            );
        foreach (var record in admission.Records)
            if (
                record.Check is { IsMet: true, ValidUntil: { } day }
                && Before.Where(days => day.AddDays(-days) <= today).DefaultIfEmpty().Min() is > 0 and var before
                && day >= today
                && call.Admission?.Criterion(record.Key) is { } criterion
            )
                await OweAsync(admission.DossierId, criterion, day, before, cancellation);
    }

    private async Task OweAsync(
        DossierId id,
        AdmissionCriterion criterion,
        DateOnly day,
        int before,
        CancellationToken cancellation
    )
    {
        var occasion = $"criterion-expires:{id.Value}:{criterion.Key}:{day:yyyyMMdd}:{before}";
        if (await db.Outbox.AnyAsync(mail => mail.Occasion == occasion, cancellation))
            return;
        var people = await (
            from member in db.Members
            where member.DossierId == id
            join account in db.Users on member.Person.Value equals account.Id
            select new Addressee(account.Email!, account.Name, account.Language)
        ).ToListAsync(cancellation);
        var dossier = await db
            .Dossiers.AsNoTracking()
            .IgnoreAutoIncludes()
            .SingleAsync(one => one.Id == id, cancellation);
        var facts = new Facts()
            .Text("title", dossier.Title)
            .Text("criterion", criterion.Title)
            .Day("until", day)
            .Link($"/dossiers/{id.Value}/criteria");
        var now = await db.NowAsync(cancellation);
        db.Outbox.AddRange(people.Select(one => Letters.Owe(one, "criterion-expires", occasion, facts, now)));
    }
}
