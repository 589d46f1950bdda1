using Microsoft.AspNetCore.Mvc;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp.Reports;

/// <summary>The milestones of a project, and how far the report of each has come; nothing while it has none.</summary>
public sealed class ProjectReportsViewComponent(ReportListReading reading) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(ProjectPage project) =>
        await reading.ListAsync(project.Id, project.IsStaff, HttpContext.User.Viewer(), HttpContext.RequestAborted)
            is { } part
            ? View("/FollowUp/Reports/_Reports.cshtml", part)
            : Content("");
}
