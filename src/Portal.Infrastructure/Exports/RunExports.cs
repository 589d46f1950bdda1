using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Exports;
using Portal.Infrastructure.Attachments.Scanning;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Exports;

/// <summary>Makes the exports that were asked for.</summary>
public sealed class RunExports(
    PortalDbContext db,
    FormCache forms,
    IFileStore store,
    IVirusScanner scanner,
    Texts.Texts texts,
    RunAsked asked
)
{
    public const string Job = "run-exports";

    internal static readonly AskedTable Table = new(
        "wave_exports",
        "file_stored_as is null and cancelled_at is null and failed_at is null"
    );

    public Task RunAsync(CancellationToken cancellation) =>
        asked.RunAsync<WaveExport, ExportId>(Table, (id, itsTry) => MakeAsync(id, itsTry, cancellation), cancellation);

    /// <summary>Removes the files whose time is over.</summary>
    public async Task RemoveAsync(CancellationToken cancellation)
    {
        var limit = await db.NowAsync(cancellation) - WaveExport.Kept;
        var due = await db
            .WaveExports.Where(export => export.File != null && export.RemovedAt == null && export.File.At <= limit)
            .Select(export => export.Id)
            .ToListAsync(cancellation);
        foreach (var id in due)
            await asked.ChangeAsync<WaveExport, ExportId>(
                Table,
                id,
                async (export, now) =>
                {
                    export.Remove(now);
                    await store.DeleteAsync(new AttachmentId(export.File!.StoredAs), cancellation);
                },
                cancellation
            );
    }

    /// <summary>Changes an export that nobody else changes meanwhile.</summary>
    public Task ChangeAsync(ExportId id, Action<WaveExport, DateTimeOffset> change, CancellationToken cancellation) =>
        asked.ChangeAsync(Table, id, change, cancellation);

    private async Task MakeAsync(ExportId id, ClaimedTry itsTry, CancellationToken cancellation)
    {
        // What a try that died may have left.
        for (var earlier = 1; earlier < itsTry.Number; earlier++)
            await store.DeleteAsync(NameOf(id, earlier), cancellation);
        var export = await db.WaveExports.AsNoTracking().SingleAsync(one => one.Id == id, cancellation);
        var viewer = await db.ViewerOfAsync(export.By, cancellation);
        var dossiers = await ExportedDossiers.SettleAsync(db, forms, export.WaveId, viewer, cancellation);
        var sheets = new ExportSheets(await dossiers.FormsAsync(export.WaveId, cancellation), texts, export.Language);
        var progress = new ExportProgress(itsTry);
        var writer = new ExportWriter(db, store, scanner, texts, export, dossiers, sheets, progress);
        var name = NameOf(id, itsTry.Number);
        var (stored, count) = await store.WriteAsync(name, writer.WriteAsync, cancellation);
        var taken = false;
        await ChangeAsync(
            id,
            (one, now) =>
            {
                var file = new ExportedFile(
                    name.Value,
                    stored.Size,
                    stored.Sha256,
                    count.Dossiers,
                    count.Attachments,
                    now
                );
                taken = one.Finish(itsTry.Number, file);
            },
            cancellation
        );
        if (!taken)
            await store.DeleteAsync(name, cancellation);
    }

    private static AttachmentId NameOf(ExportId id, int itsTry) =>
        new(new Guid(SHA256.HashData([.. id.Value.ToByteArray(), (byte)itsTry]).AsSpan(0, 16)));
}
