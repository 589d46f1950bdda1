using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.Exports;
using Portal.Domain.People;
using Portal.Infrastructure.Attachments.Scanning;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Exports;

/// <summary>
/// Makes the exports that were asked for. A try is claimed, gives signs of life while it runs, and is taken over when
/// it gave none for two minutes, so that a restart loses no export and two instances make none twice.
/// </summary>
public sealed partial class RunExports(
    PortalDbContext db,
    FormCache forms,
    IFileStore store,
    IVirusScanner scanner,
    Texts.Texts texts,
    ILogger<RunExports> log
)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var due = await db
            .Database.SqlQuery<Guid>(
                $"""
                select id as "Value" from wave_exports
                where file_stored_as is null and cancelled_at is null and failed_at is null
                  and (beat_at is null or beat_at < clock_timestamp() - interval '2 minutes')
                order by asked_at
                """
            )
            .ToListAsync(cancellation);
        foreach (var id in due)
            await RunAsync(new ExportId(id), cancellation);
    }

    /// <summary>Removes the files whose time is over.</summary>
    public async Task RemoveAsync(CancellationToken cancellation)
    {
        var limit = await db.NowAsync(cancellation) - WaveExport.Kept;
        var due = await db
            .WaveExports.Where(export => export.File != null && export.RemovedAt == null && export.File.At <= limit)
            .Select(export => export.Id)
            .ToListAsync(cancellation);
        foreach (var id in due)
            await ChangeAsync(
                id,
                async export =>
                {
                    export.Remove(await db.NowAsync(cancellation));
                    await store.DeleteAsync(new AttachmentId(export.File!.StoredAs), cancellation);
                },
                cancellation
            );
    }

    /// <summary>Changes an export that nobody else changes meanwhile.</summary>
    public async Task ChangeAsync(ExportId id, Func<WaveExport, Task> change, CancellationToken cancellation)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.Database.ExecuteSqlAsync(
            $"select 1 from wave_exports where id = {id.Value} for no key update",
            cancellation
        );
        await change(await db.WaveExports.SingleAsync(export => export.Id == id, cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task RunAsync(ExportId id, CancellationToken cancellation)
    {
        if (await ClaimAsync(id, cancellation) is not { } itsTry)
            return;
        try
        {
            if (itsTry <= WaveExport.MostTries)
                await MakeAsync(id, itsTry, cancellation);
            else
                await FailAsync(id, itsTry);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            // The portal stops. Whoever starts next takes it up at once, as if this try had never been.
            await ReleaseAsync(id, itsTry, counts: false);
            throw;
        }
        catch (ExportOvertakenException)
        {
            Overtaken(id.Value, itsTry);
        }
        catch (Exception failure)
        {
            Failed(failure, id.Value, itsTry);
            await FailAsync(id, itsTry);
        }
    }

    private async Task<int?> ClaimAsync(ExportId id, CancellationToken cancellation)
    {
        var key = id.Value;
        var claimed = await db
            .Database.SqlQuery<int>(
                $"""
                update wave_exports set try = try + 1, done = 0, total = 0, beat_at = clock_timestamp()
                where id = {key} and file_stored_as is null and cancelled_at is null and failed_at is null
                  and (beat_at is null or beat_at < clock_timestamp() - interval '2 minutes')
                returning try as "Value"
                """
            )
            .ToListAsync(cancellation);
        return claimed is [var itsTry] ? itsTry : null;
    }

    private async Task MakeAsync(ExportId id, int itsTry, CancellationToken cancellation)
    {
        // What a try that died may have left.
        for (var earlier = 1; earlier < itsTry; earlier++)
            await store.DeleteAsync(NameOf(id, earlier), cancellation);
        var export = await db.WaveExports.AsNoTracking().SingleAsync(one => one.Id == id, cancellation);
        var viewer = await ViewerOfAsync(export.By, cancellation);
        var dossiers = await ExportedDossiers.SettleAsync(db, forms, export.WaveId, viewer, cancellation);
        var sheets = new ExportSheets(await dossiers.FormsAsync(export.WaveId, cancellation), texts, export.Language);
        var progress = new ExportProgress(db, id, itsTry);
        var writer = new ExportWriter(db, store, scanner, texts, export, dossiers, sheets, progress);
        var name = NameOf(id, itsTry);
        var (stored, count) = await store.WriteAsync(name, writer.WriteAsync, cancellation);
        var taken = false;
        await ChangeAsync(
            id,
            async one =>
                taken = one.Finish(
                    itsTry,
                    new ExportedFile(
                        name.Value,
                        stored.Size,
                        stored.Sha256,
                        count.Dossiers,
                        count.Attachments,
                        await db.NowAsync(cancellation)
                    )
                ),
            cancellation
        );
        if (!taken)
            await store.DeleteAsync(name, cancellation);
    }

    /// <summary>The person who asked, with the roles that they have now.</summary>
    private async Task<Viewer> ViewerOfAsync(PersonId person, CancellationToken cancellation)
    {
        var roles = await (
            from given in db.UserRoles
            where given.UserId == person.Value
            join role in db.Roles on given.RoleId equals role.Id
            select role.Name!
        ).ToListAsync(cancellation);
        return new Viewer(person, roles.Select(Enum.Parse<PortalRole>).ToHashSet());
    }

    private async Task FailAsync(ExportId id, int itsTry)
    {
        await ReleaseAsync(id, itsTry, counts: true);
        await ChangeAsync(id, async export => export.Fail(itsTry, await db.NowAsync()), CancellationToken.None);
    }

    private Task ReleaseAsync(ExportId id, int itsTry, bool counts)
    {
        var (key, less) = (id.Value, counts ? 0 : 1);
        return db.Database.ExecuteSqlAsync(
            $"update wave_exports set beat_at = null, try = try - {less} where id = {key} and try = {itsTry}",
            CancellationToken.None
        );
    }

    private static AttachmentId NameOf(ExportId id, int itsTry) =>
        new(new Guid(SHA256.HashData([.. id.Value.ToByteArray(), (byte)itsTry]).AsSpan(0, 16)));

    [LoggerMessage(LogLevel.Error, "Try {Try} of export {Export} failed.")]
    private partial void Failed(Exception failure, Guid export, int @try);

    [LoggerMessage(LogLevel.Information, "Try {Try} of export {Export} isn't wanted any more.")]
    private partial void Overtaken(Guid export, int @try);
}
