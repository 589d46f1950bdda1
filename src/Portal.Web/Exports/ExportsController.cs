using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Exports;
using Portal.Infrastructure.Exports;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;
using Portal.Infrastructure.Storage;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;
using Portal.Web.Staff;

namespace Portal.Web.Exports;

/// <summary>The dossiers of a wave as a file, made in the background for the officer in charge who asked.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class ExportsController(PortalDbContext db, Texts texts) : Controller
{
    private const int MostShown = 20;

    [HttpGet("/staff/waves/{id:guid}/exports")]
    public async Task<IActionResult> Index(Guid id, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        if (await StaffWaves.HeadAsync(db, id, User.Viewer(), now, cancellation) is not { MayAct: true } head)
            return NotFound();
        var exports = await db.ExportsOf(User.Viewer())
            .AsNoTracking()
            .Where(export => export.WaveId == head.Id)
            .OrderByDescending(export => export.AskedAt)
            .Take(MostShown)
            .ToListAsync(cancellation);
        return View(new ExportsPage(head, [.. exports.Select(RowOf)]));
    }

    /// <summary>One of a kind at a time: asked for again while it is under way, the same goes on.</summary>
    [HttpPost("/staff/waves/{id:guid}/exports")]
    public async Task<IActionResult> Ask(
        Guid id,
        ExportKind? kind,
        [FromServices] WakeJob wake,
        CancellationToken cancellation
    )
    {
        if (await StaffWaves.InChargeAsync(db, id, User.Viewer(), cancellation) is not { } wave)
            return NotFound();
        if (kind is not { } asked || !Enum.IsDefined(asked))
            return BadRequest();
        if (!await IsUnderWayAsync(wave.Id, asked, cancellation))
        {
            var now = await db.NowAsync(cancellation);
            db.WaveExports.Add(new WaveExport(wave.Id, asked, texts.Language, User.Person(), now));
            await db.SaveChangesAsync(cancellation);
            wake.Now(RunExports.Job);
        }
        return Redirect($"/staff/waves/{id}/exports");
    }

    [HttpGet("/staff/exports/{id:guid}/progress")]
    public async Task<IActionResult> Progress(Guid id, CancellationToken cancellation) =>
        await OwnAsync(id, cancellation) is { } export
            ? Json(new ExportStep(export.State, export.Done, export.Total, WordsOf(texts, RowOf(export))))
            : NotFound();

    [HttpPost("/staff/exports/{id:guid}/cancel")]
    public async Task<IActionResult> Cancel(Guid id, [FromServices] RunExports exports, CancellationToken cancellation)
    {
        if (await OwnAsync(id, cancellation) is not { } own)
            return NotFound();
        await exports.ChangeAsync(own.Id, (export, now) => export.Cancel(User.Person(), now), cancellation);
        return Redirect($"/staff/waves/{own.WaveId.Value}/exports");
    }

    /// <summary>What failed is tried again; where the same was asked for anew meanwhile, that one goes on.</summary>
    [HttpPost("/staff/exports/{id:guid}/again")]
    public async Task<IActionResult> TryAgain(
        Guid id,
        [FromServices] RunExports exports,
        [FromServices] WakeJob wake,
        CancellationToken cancellation
    )
    {
        if (await OwnAsync(id, cancellation) is not { } own)
            return NotFound();
        if (!await IsUnderWayAsync(own.WaveId, own.Kind, cancellation))
        {
            await exports.ChangeAsync(own.Id, (export, now) => export.TryAgain(User.Person(), now), cancellation);
            wake.Now(RunExports.Job);
        }
        return Redirect($"/staff/waves/{own.WaveId.Value}/exports");
    }

    [HttpGet("/staff/exports/{id:guid}/file")]
    public async Task<IActionResult> Fetch(Guid id, [FromServices] IFileStore store, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        var export = await db.ExportsOf(User.Viewer())
            .SingleOrDefaultAsync(one => one.Id == new ExportId(id), cancellation);
        if (export is null || !export.IsReadyAt(now))
            return NotFound();
        var head = await StaffWaves.HeadAsync(db, export.WaveId.Value, User.Viewer(), now, cancellation);
        var content = await store.OpenAsync(new AttachmentId(export.File!.StoredAs), cancellation);
        export.Fetch(User.Person(), now);
        await db.SaveChangesAsync(cancellation);
        var extension = export.Kind.ToString().ToLowerInvariant();
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return File(content, "application/octet-stream", $"{head!.Slug}-{head.Number}-dossiers.{extension}");
    }

    /// <summary>How far it is, in a sentence.</summary>
    public static string WordsOf(Texts texts, ExportRow export) =>
        export switch
        {
            { State: ExportState.UnderWay, Total: 0 } => texts["exports.waiting"],
            { State: ExportState.UnderWay } => texts["exports.progress", 100L * export.Done / export.Total],
            { State: ExportState.Ready } => texts[
                "exports.ready",
                export.Dossiers,
                Dates.Short(export.ExpiresAt!.Value, texts.Language)
            ],
            _ => texts[$"exports.state-{export.State}"],
        };

    private Task<bool> IsUnderWayAsync(WaveId wave, ExportKind kind, CancellationToken cancellation) =>
        db.ExportsOf(User.Viewer())
            .Where(WaveExport.IsUnderWay)
            .AnyAsync(export => export.WaveId == wave && export.Kind == kind, cancellation);

    private Task<WaveExport?> OwnAsync(Guid id, CancellationToken cancellation) =>
        db.ExportsOf(User.Viewer())
            .AsNoTracking()
            .SingleOrDefaultAsync(export => export.Id == new ExportId(id), cancellation);

    private static ExportRow RowOf(WaveExport export) =>
        new(
            export.Id,
            export.Kind,
            export.AskedAt,
            export.State,
            export.Done,
            export.Total,
            export.File?.Size ?? 0,
            export.File?.Dossiers ?? 0,
            export.ExpiresAt
        );
}
