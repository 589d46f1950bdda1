using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Exports;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;
using Portal.Web.Staff;

namespace Portal.Web.Reviews.Pool;

/// <summary>The pool of a wave as a CSV file, and back: what a file would do is shown before it does all of it or nothing.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class PoolSheetController(
    PortalDbContext db,
    PortalClock clock,
    PoolImport import,
    PoolDesk desk,
    Texts texts
) : Controller
{
    private const int LargestBody = 3 * PoolSheetReader.Largest;

    [HttpGet("/staff/waves/{id:guid}/experts.csv")]
    public async Task<IActionResult> Download(Guid id, CancellationToken cancellation)
    {
        if (await HeadAsync(id, cancellation) is not { } head)
            return NotFound();
        var experts = db.PoolExperts.AsNoTracking().Where(one => one.WaveId == head.Id && one.Email != null);
        // Noted first: who breaks off has read some of it all the same.
        var fetched = new PoolFetched(
            head.Id,
            await experts.CountAsync(cancellation),
            User.Person(),
            await db.NowAsync(cancellation)
        );
        db.History.Add(HistoryEntry.Of(fetched));
        await db.SaveChangesAsync(cancellation);
        var words = await desk.WordsAsync(head.Id, cancellation);
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition =
            $"attachment; filename=\"{head.Slug}-{head.Number}-{texts["poolfile.file"]}.csv\"";
        await using var csv = new StreamWriter(Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await csv.WriteAsync(PoolSheetWriter.Head(words));
        await foreach (
            var one in experts
                .OrderBy(one => one.Name)
                .ThenBy(one => one.Id)
                .AsAsyncEnumerable()
                .WithCancellation(cancellation)
        )
            await csv.WriteAsync(PoolSheetWriter.Line(one.Facts!, words));
        return new EmptyResult();
    }

    [HttpGet("/staff/waves/{id:guid}/experts/import")]
    public async Task<IActionResult> Import(Guid id, CancellationToken cancellation) =>
        await HeadAsync(id, cancellation) is { } head ? View(PoolImportPage.Empty(head)) : NotFound();

    /// <summary>Shows what a file would do, and does nothing.</summary>
    [HttpPost("/staff/waves/{id:guid}/experts/import"), TakesForms]
    [RequestSizeLimit(LargestBody), RequestFormLimits(MultipartBodyLengthLimit = LargestBody)]
    public async Task<IActionResult> Preview(Guid id, IFormFile? file, CancellationToken cancellation)
    {
        if (await HeadAsync(id, cancellation) is not { } head)
            return NotFound();
        try
        {
            if (file is not { Length: > 0 and <= PoolSheetReader.Largest })
                throw new RefusedException(PoolRefusals.ImportNoFile(PoolSheetReader.Largest / 1024 / 1024));
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancellation);
            var plan = await import.PlanAsync(head.Id, content.ToArray(), cancellation);
            return View(nameof(Import), PoolImportPage.Of(head, plan, UploadedCsv.Packed(content.ToArray())));
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, nameof(file), texts);
            return View(nameof(Import), PoolImportPage.Empty(head));
        }
    }

    [HttpPost("/staff/waves/{id:guid}/experts/import/apply"), TakesForms]
    [
        RequestSizeLimit(LargestBody),
        RequestFormLimits(MultipartBodyLengthLimit = LargestBody, ValueLengthLimit = LargestBody)
    ]
    public async Task<IActionResult> Apply(Guid id, string? content, string? hash, CancellationToken cancellation)
    {
        if (await HeadAsync(id, cancellation) is not { } head)
            return NotFound();
        try
        {
            await import.ApplyAsync(
                head.Id,
                UploadedCsv.Unpacked(content) ?? throw new RefusedException(PoolRefusals.ImportOvertaken),
                hash,
                User.Person(),
                cancellation
            );
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, "", texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View(nameof(Import), PoolImportPage.Empty(head));
        }
        TempData["Said"] = "poolfile.applied";
        return Redirect($"/staff/waves/{id}/experts");
    }

    private async Task<WaveHead?> HeadAsync(Guid id, CancellationToken cancellation) =>
        await StaffWaves.HeadAsync(db, id, User.Viewer(), clock.GetUtcNow(), cancellation) is { MayAct: true } head
            ? head
            : null;
}

/// <param name="Columns">Which columns say something else; none where the person is new.</param>
public sealed record PoolImportLine(int Line, string Name, string Email, IReadOnlyList<PoolColumn> Columns);

/// <param name="Content">The file, as the page's form sends it back.</param>
/// <param name="Hash">Of what it would do.</param>
public sealed record PoolImportPage(
    WaveHead Wave,
    IReadOnlyList<PoolImportLine> Added,
    IReadOnlyList<PoolImportLine> Changed,
    int Same,
    IReadOnlyList<PoolFault> Faults,
    string? Content,
    string Hash
)
{
    public static PoolImportPage Empty(WaveHead head) => new(head, [], [], 0, [], null, "");

    internal static PoolImportPage Of(WaveHead head, PoolImportPlan plan, string content) =>
        new(
            head,
            [.. plan.Added.Select(one => LineOf(one, []))],
            [.. plan.Changed.Select(one => LineOf(one.Line, Differing(one.Before, one.Line.Facts)))],
            plan.Same,
            plan.Faults,
            content,
            plan.Hash
        );

    private static PoolImportLine LineOf(PoolLine line, IReadOnlyList<PoolColumn> columns) =>
        new(line.Line, line.Facts.Name, line.Facts.Email.Value, columns);

    private static List<PoolColumn> Differing(ExpertFacts before, ExpertFacts after)
    {
        (PoolColumn Column, bool IsSame)[] all =
        [
            (PoolColumn.Name, before.Name == after.Name),
            (PoolColumn.Role, before.Role == after.Role),
            (PoolColumn.Organisation, before.Organisation == after.Organisation),
            (PoolColumn.Siren, before.Siren == after.Siren),
            (PoolColumn.Region, before.Region == after.Region),
            (PoolColumn.Capacity, before.Capacity == after.Capacity),
            (PoolColumn.Language, before.Language == after.Language),
            (PoolColumn.Skills, before.Skills.SequenceEqual(after.Skills)),
            (PoolColumn.Texts, before.Texts.SequenceEqual(after.Texts)),
            (PoolColumn.Links, before.Links.SequenceEqual(after.Links)),
            (PoolColumn.Aliases, before.Aliases.SequenceEqual(after.Aliases)),
        ];
        return [.. all.Where(one => !one.IsSame).Select(one => one.Column)];
    }
}
