using Microsoft.AspNetCore.Mvc;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp.Results;

/// <summary>What a project has come to, for its team and for staff; nothing while no report is accepted.</summary>
public sealed class ProjectResultsViewComponent(ResultsReading reading) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(ProjectPage project)
    {
        var (viewer, cancellation) = (HttpContext.User.Viewer(), HttpContext.RequestAborted);
        var results = project.IsStaff
            ? (await reading.OfStaffAsync(project.Id, viewer, cancellation))?.Results
            : await reading.OfTeamAsync(project.Dossier, viewer, cancellation);
        return results is { IsEmpty: false }
            ? View(
                "/FollowUp/Results/_Results.cshtml",
                new ResultsPart(
                    results,
                    $"{project.Root}/indicators.csv",
                    project.IsStaff ? $"/staff/calls/{project.CallSlug}/indicators" : null
                )
            )
            : Content("");
    }
}

/// <summary>What everybody reads of a winner's results; nothing where its call gives nothing to read.</summary>
public sealed class PublicResultsViewComponent(ResultsReading reading) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(string slug, int wave, string number) =>
        await reading.OfWinnerAsync(slug, wave, number, HttpContext.RequestAborted) is { IsEmpty: false } results
            ? View("/FollowUp/Results/_Results.cshtml", new ResultsPart(results, Csv: null, OfCall: null))
            : Content("");
}
