using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp.Results;

/// <summary>The indicators of projects across time, by project and by call.</summary>
[Authorize]
public sealed class ResultsController(PortalDbContext db, ResultsReading reading) : Controller
{
    [HttpGet("/dossiers/{id:guid}/project/indicators.csv")]
    public async Task<IActionResult> OfTeam(Guid id, CancellationToken cancellation) =>
        await reading.OfTeamAsync(new DossierId(id), User.Viewer(), cancellation) is { } results
            ? Table(results)
            : NotFound();

    [HttpGet("/staff/projects/{id:guid}/indicators.csv"), Authorize(Policy = Policies.Staff)]
    public async Task<IActionResult> OfStaff(Guid id, CancellationToken cancellation)
    {
        if (await reading.OfStaffAsync(new ProjectId(id), User.Viewer(), cancellation) is not { } found)
            return NotFound();
        var values = found.Results.Indicators.Sum(series => series.Points.Count);
        await NoteAsync(found.Call, values, cancellation);
        return Table(found.Results);
    }

    [HttpGet("/staff/calls/{slug}/indicators"), Authorize(Policy = Policies.Staff)]
    public async Task<IActionResult> OfCall(string slug, CancellationToken cancellation) =>
        await reading.OfCallAsync(slug, User.Viewer(), cancellation) is { } page
            ? View("/FollowUp/Results/Call.cshtml", page)
            : NotFound();

    [HttpGet("/staff/calls/{slug}/indicators.csv"), Authorize(Policy = Policies.Staff)]
    public async Task<IActionResult> OfCallAsFile(string slug, CancellationToken cancellation)
    {
        if (await reading.OfCallAsync(slug, User.Viewer(), cancellation) is not { } page)
            return NotFound();
        var values = page.Indicators.Sum(indicator => indicator.Projects.Sum(project => project.Series.Points.Count));
        await NoteAsync(page.CallId, values, cancellation);
        var lines =
            from indicator in page.Indicators
            from project in indicator.Projects
            from line in LinesOf(project.Series, project.Number, project.Title)
            select line;
        return Csv(["dossier", "title"], lines);
    }

    private async Task NoteAsync(CallId call, int values, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        db.History.Add(HistoryEntry.Of(new IndicatorsFetched(call, values, User.Person(), now)));
        await db.SaveChangesAsync(cancellation);
    }

    private ContentResult Table(ProjectResults results) =>
        Csv([], results.Indicators.SelectMany(series => LinesOf(series)));

    private static IEnumerable<string> LinesOf(IndicatorSeries series, params object?[] first) =>
        series.Points.Select(point =>
            Decisions.OpenData.Csv.Line([
                .. first,
                series.Indicator.Key,
                series.Indicator.Title.Fr,
                series.Indicator.Unit.Fr,
                point.Key,
                point.Milestone.Fr,
                point.On,
                point.Value,
            ])
        );

    private ContentResult Csv(IEnumerable<object?> first, IEnumerable<string> lines)
    {
        var head = Decisions.OpenData.Csv.Line([
            .. first,
            "indicator",
            "indicator_title",
            "unit",
            "milestone",
            "milestone_title",
            "due_on",
            "value",
        ]);
        return Content(head + string.Concat(lines), "text/csv; charset=utf-8");
    }
}
