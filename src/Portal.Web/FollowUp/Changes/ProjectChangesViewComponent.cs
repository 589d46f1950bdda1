using Microsoft.AspNetCore.Mvc;

namespace Portal.Web.FollowUp.Changes;

/// <summary>What was asked to be changed in a project, on its page.</summary>
public sealed class ProjectChangesViewComponent(ChangeReading reading) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(ProjectPage page) =>
        View("/FollowUp/Changes/_Changes.cshtml", await reading.PartAsync(page, HttpContext.RequestAborted));
}
