using Microsoft.AspNetCore.Mvc;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp.Agreements;

/// <summary>The agreements of a project, on its page.</summary>
public sealed class AgreementsViewComponent(AgreementReading reading) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(ProjectPage project) =>
        View(
            "/FollowUp/Agreements/_Agreements.cshtml",
            await reading.PartAsync(project, HttpContext.User.Viewer(), HttpContext.RequestAborted)
        );
}
