using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Exports;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

/// <summary>The filed dossiers of a wave, as a page and as a file.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class DossierListController(PortalDbContext db, PortalClock clock, Texts texts) : Controller
{
    [HttpGet("/staff/waves/{id:guid}/dossiers")]
    public async Task<IActionResult> Dossiers(
        Guid id,
        DossierState? state,
        bool awaiting,
        bool toCheck,
        int? step,
        CancellationToken cancellation
    )
    {
        if (await StaffWaves.HeadAsync(db, id, User.Viewer(), clock.GetUtcNow(), cancellation) is not { } head)
            return NotFound();
        var lines = await db.FiledInAsync(head.Id, User.Viewer()).ToListAsync(cancellation);
        var shown = lines.Where(line =>
            (state is null || line.State == state)
            && (!awaiting || line.AwaitsVerdict)
            && (!toCheck || line.AwaitsCheck)
            && (step is null || line.Step == step)
        );
        return View(
            new DossiersPage(head, state, [.. shown])
            {
                Steps = await StepsAsync(head, lines, cancellation),
                AwaitingVerdict = awaiting,
                ToCheck = toCheck,
                Step = step,
            }
        );
    }

    [HttpGet("/staff/waves/{id:guid}/dossiers.csv")]
    public async Task<IActionResult> Csv(Guid id, CancellationToken cancellation)
    {
        if (await StaffWaves.HeadAsync(db, id, User.Viewer(), clock.GetUtcNow(), cancellation) is not { } head)
            return NotFound();
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"{head.Slug}-{head.Number}.csv\"";
        await using var csv = new StreamWriter(Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await csv.WriteAsync(
            CsvCell.Line(
                texts["staff.number"],
                texts["staff.project"],
                texts["winners.lead-organisation"],
                texts["export.filed-at"],
                texts["staff.state"],
                texts["steps.step"],
                texts["staff.reviews-assigned"],
                texts["staff.reviews"],
                texts["staff.score"],
                texts["staff.decision"]
            )
        );
        // Noted first: who breaks off has read some of it all the same.
        var now = await db.NowAsync(cancellation);
        var count = await db.DossiersStaffedBy(User.Viewer()).CountAsync(one => one.WaveId == head.Id, cancellation);
        db.History.Add(HistoryEntry.Of(new ListFetched(head.Id, count, User.Person(), now)));
        await db.SaveChangesAsync(cancellation);
        await foreach (var line in db.FiledInAsync(head.Id, User.Viewer()).WithCancellation(cancellation))
        {
            await csv.WriteAsync(
                CsvCell.Line(
                    line.Number,
                    line.Title,
                    line.Lead,
                    Dates.WholeSecond(line.FiledAt),
                    texts[$"staff.state-{line.State}"],
                    line.Step,
                    line.Reviews,
                    line.Submitted,
                    line.Score,
                    line.Outcome is { } outcome ? texts[$"staff.outcome-{outcome}"] : ""
                )
            );
        }
        return new EmptyResult();
    }

    /// <summary>The steps that these dossiers go through; none where all is filed at once.</summary>
    private async Task<IReadOnlyList<CallStep>> StepsAsync(
        WaveHead wave,
        IEnumerable<DossierLine> lines,
        CancellationToken cancellation
    ) =>
        lines.Any(line => line.InPart || line.Step > 1)
            ? await db
                .Calls.Where(call => db.Waves.Any(one => one.Id == wave.Id && one.CallId == call.Id))
                .Select(call => call.Steps)
                .SingleAsync(cancellation)
            : [];
}
