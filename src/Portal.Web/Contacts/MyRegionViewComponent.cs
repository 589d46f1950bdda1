using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Contacts;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Contacts;

/// <summary>The way to the drafts that are open to somebody, for who works for a contact body.</summary>
public sealed class MyRegionViewComponent(PortalDbContext db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var viewer = UserClaimsPrincipal.Viewer();
        return await db.BodiesOf(viewer).AnyAsync()
            ? View("/Contacts/MyRegion.cshtml", await db.OpeningsFor(viewer).CountAsync())
            : Content("");
    }
}
