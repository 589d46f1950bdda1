using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Retention;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Retention;

/// <summary>
/// Tells the teams of dossiers that got no aid, once the last remedy is long over, and erases what they said: a
/// transaction each, with the files. What counts stays. Nothing is announced before the archives' visa is noted.
/// </summary>
public sealed class EraseRejected(PortalDbContext db, HeldRejected held, IFileStore store, OneByOne oneByOne)
{
    /// <summary>What figures are made of, by the keys under which forms ask for it.</summary>
    private static readonly string[] Counted =
    [
        CommonFields.Region,
        CommonFields.AidRequested,
        CommonFields.TotalCost,
        CommonFields.DurationMonths,
    ];

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var ending = await held.EndingAsync(now, only: null, cancellation);
        var due = ending
            .Where(row => row.Held.IsToAnnounceAt(now))
            .ToDictionary(row => new DossierId(row.Held.Subject), row => row.Held.DueAt(now));
        await oneByOne.RunAsync<Dossier, DossierId>(
            due.Keys,
            async dossier =>
            {
                await db.Entry(dossier).Collection(one => one.Members).LoadAsync(cancellation);
                dossier.AnnounceFiledErasure(due[dossier.Id], now);
            },
            cancellation
        );
        await oneByOne.RunByIdAsync<Dossier, DossierId>(
            ending.Where(row => row.Held.IsToEraseAt(now)).Select(row => new DossierId(row.Held.Subject)),
            id => EraseAsync(id, now, cancellation),
            cancellation
        );
    }

    /// <summary>It may have been corrected, or kept, since it was selected.</summary>
    private async Task EraseAsync(DossierId id, DateTimeOffset now, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from dossiers where id = {id.Value} for update", cancellation);
        if (await held.EndingAsync(now, id.Value, cancellation) is not [{ Held: var ended }] || !ended.IsToEraseAt(now))
            return;
        var (files, kept) = (
            await db.FilesOfAloneAsync(id, cancellation),
            (string[])[.. Counted, .. await KindsOfLeadAsync(id, cancellation)]
        );
        await ForgetTextsAsync(id, cancellation);
        db.History.Add(HistoryEntry.Of(new FiledErased(id, ended.Days, files.Count, now)));
        await db.Database.ExecuteSqlAsync($"select erase_filed({id.Value}, {kept})", cancellation);
        // Before the commit: where that fails, it is erased again the next night, and no file is left behind.
        foreach (var file in files)
            await store.DeleteAsync(file, cancellation);
    }

    /// <summary>What reviews said of it in words, those that were set aside among them.</summary>
    private async Task ForgetTextsAsync(DossierId id, CancellationToken cancellation)
    {
        var reviews = db.Reviews.IgnoreQueryFilters().Where(one => one.DossierId == id);
        (await reviews.ToListAsync(cancellation)).ForEach(one => one.ForgetTexts());
        var syntheses = db.Syntheses.IgnoreQueryFilters().Where(one => one.DossierId == id);
        (await syntheses.ToListAsync(cancellation)).ForEach(one => one.ForgetTexts());
    }

    /// <summary>The fields that asked what the lead is: a hospital, a company.</summary>
    private async Task<IEnumerable<string>> KindsOfLeadAsync(DossierId id, CancellationToken cancellation)
    {
        var forms = await db
            .Forms.AsNoTracking()
            .Where(form => db.Filings.Any(filing => filing.DossierId == id && filing.FormId == form.Id))
            .ToListAsync(cancellation);
        return forms.Select(form => Consortium.LeadOf(form).Type).OfType<string>();
    }
}
