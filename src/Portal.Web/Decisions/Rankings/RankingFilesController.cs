using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;
using Portal.Web.Staff;

namespace Portal.Web.Decisions.Rankings;

/// <summary>A ranking as files: the votes that it was made from, as <c>bin/rank</c> reads them, what that makes of them, and a workbook.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class RankingFilesController(PortalDbContext db, RankingReading reading) : Controller
{
    [HttpGet("/staff/rankings/{id:guid}/votes.csv")]
    public async Task<IActionResult> Votes(Guid id, CancellationToken cancellation)
    {
        if (await OpenAsync(id, "votes", cancellation) is not ({ } head, { } run))
            return NotFound();
        var numbers = await NumbersAsync(run, cancellation);
        // Codes: who reproduces an outcome needs to know which votes are one expert's, and not whose.
        var experts = run.Matter.Reviews.Select(review => review.Expert).Distinct().ToList();
        return Csv(
            head,
            "votes",
            run.Matter.Reviews.Select(review =>
                    new object[]
                    {
                        numbers[review.Dossier],
                        $"expert-{experts.IndexOf(review.Expert) + 1}",
                        RankingMatter.Section,
                        review.Score,
                    }
                )
                .Prepend(["proposal", "voter", "section", "score"])
        );
    }

    [HttpGet("/staff/rankings/{id:guid}/ranks.csv")]
    public async Task<IActionResult> Ranks(Guid id, CancellationToken cancellation)
    {
        if (await OpenAsync(id, "ranks", cancellation) is not ({ } head, { Result.IsAdjusted: true } run))
            return NotFound();
        var numbers = await NumbersAsync(run, cancellation);
        var ranked = run.Result.Dossiers.Where(one => one.Adjusted is not null);
        return Csv(
            head,
            "ranks",
            ranked
                .OrderBy(one => one.Adjusted!.Expected)
                .ThenByDescending(one => one.Mean)
                .ThenBy(one => numbers[one.Dossier], StringComparer.Ordinal)
                .Select(one => RankOf(one, numbers[one.Dossier]))
                .Prepend(["proposal", "mean", "expected_rank", "low50", "high50", "low90", "high90", "group"])
        );
    }

    [HttpGet("/staff/rankings/{id:guid}/ranking.xlsx")]
    public async Task<IActionResult> Workbook(
        Guid id,
        [FromServices] RankingWorkbook workbook,
        CancellationToken cancellation
    )
    {
        if (
            await OpenAsync(id, "workbook", cancellation) is not ({ } head, { Result: not null })
            || await reading.RunAsync(id, User.Viewer(), byMean: false, cancellation) is not { Part: { } part }
        )
            return NotFound();
        var content = new MemoryStream();
        await workbook.WriteAsync(content, part, head.Id, cancellation);
        content.Position = 0;
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return File(
            content,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            $"{head.Slug}-{head.Number}-ranking.xlsx"
        );
    }

    /// <summary>Finds a ranking and notes that somebody takes it along.</summary>
    private async Task<(WaveHead Wave, RankingRun Run)?> OpenAsync(Guid id, string what, CancellationToken cancellation)
    {
        if (await reading.FindAsync(id, User.Viewer(), cancellation) is not { } found)
            return null;
        var now = await db.NowAsync(cancellation);
        db.History.Add(HistoryEntry.Of(new RankingFetched(found.Run.Id, found.Wave.Id, what, User.Person(), now)));
        await db.SaveChangesAsync(cancellation);
        return found;
    }

    private async Task<Dictionary<DossierId, string>> NumbersAsync(RankingRun run, CancellationToken cancellation)
    {
        var lines = await reading.LinesAsync(run.WaveId, User.Viewer(), cancellation);
        return run.Matter.Dossiers.ToDictionary(one => one.Dossier, one => lines[one.Dossier].Number);
    }

    private static object[] RankOf(RankedScore one, string number) =>
        [
            number,
            Math.Round((double)one.Mean!.Value, 4),
            Math.Round(one.Adjusted!.Expected, 4),
            one.Adjusted.Low50,
            one.Adjusted.High50,
            one.Adjusted.Low90,
            one.Adjusted.High90,
            one.Group!.Value.ToString().ToLowerInvariant(),
        ];

    /// <summary>Commas and points, as programs read them.</summary>
    private FileContentResult Csv(WaveHead head, string name, IEnumerable<IReadOnlyList<object>> lines)
    {
        var text = string.Concat(
            lines.Select(line =>
                string.Join(',', line.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture))) + "\n"
            )
        );
        return File(Encoding.UTF8.GetBytes(text), "text/csv; charset=utf-8", $"{head.Slug}-{head.Number}-{name}.csv");
    }
}
