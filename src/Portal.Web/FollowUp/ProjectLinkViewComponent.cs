using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp;

/// <summary>The way from a winning dossier to its project; nothing where there is none.</summary>
public sealed class ProjectLinkViewComponent(PortalDbContext db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(DossierId dossier, bool isStaff)
    {
        var viewer = HttpContext.User.Viewer();
        var seen = isStaff ? db.ProjectsStaffedBy(viewer) : db.ProjectsOf(viewer);
        var id = await seen.Where(one => one.DossierId == dossier)
            .Select(one => (Guid?)one.Id.Value)
            .SingleOrDefaultAsync(HttpContext.RequestAborted);
        return id is null
            ? Content("")
            : View(
                "/FollowUp/_ProjectLink.cshtml",
                isStaff ? $"/staff/projects/{id}" : $"/dossiers/{dossier.Value}/project"
            );
    }
}
