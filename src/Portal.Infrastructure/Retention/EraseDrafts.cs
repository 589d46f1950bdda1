using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Retention;

/// <summary>
/// Tells the teams of drafts whose time comes near, and erases those whose time is over: a transaction each, with the
/// files. The database erases by a function of its own, which refuses whatever was once filed or wasn't announced.
/// </summary>
public sealed class EraseDrafts(PortalDbContext db, HeldDrafts held, IFileStore store, OneByOne oneByOne)
{
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
                dossier.AnnounceErasure(due[dossier.Id], now);
            },
            cancellation
        );
        await oneByOne.RunByIdAsync<Dossier, DossierId>(
            ending.Where(row => row.Held.IsToEraseAt(now)).Select(row => new DossierId(row.Held.Subject)),
            id => EraseAsync(id, now, cancellation),
            cancellation
        );
    }

    /// <summary>Somebody may have kept it, or written in it, since it was selected.</summary>
    private async Task EraseAsync(DossierId id, DateTimeOffset now, CancellationToken cancellation)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from dossiers where id = {id.Value} for update", cancellation);
        if (await held.EndingAsync(now, id.Value, cancellation) is not [{ Held: var draft }] || !draft.IsToEraseAt(now))
            return;
        var files = await db.FilesOfAloneAsync(id, cancellation);
        db.History.Add(HistoryEntry.Of(new DraftErased(id, draft.Kind, draft.Days, files.Count, now)));
        await db.Database.ExecuteSqlAsync($"select erase_draft({id.Value})", cancellation);
        // Before the commit: where that fails, the draft is erased again the next night, and no file is left behind.
        foreach (var file in files)
            await store.DeleteAsync(file, cancellation);
    }
}
