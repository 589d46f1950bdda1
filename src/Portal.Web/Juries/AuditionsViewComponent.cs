using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;
using Portal.Web.Shared;

namespace Portal.Web.Juries;

/// <summary>Tells the team of a dossier that a jury hears it, and when.</summary>
public sealed class AuditionsViewComponent(PortalDbContext db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(DossierId dossier) =>
        await db.AuditionsOf(UserClaimsPrincipal.Viewer())
            .Where(one => one.DossierId == dossier && one.CancelledAt == null)
            .OrderBy(one => one.ProposedAt)
            .Select(one => new AuditionLine(
                one.Id,
                db.AuditionSlots.Where(slot => slot.Id == one.SlotId)
                    .Select(slot => (DateTimeOffset?)slot.StartsAt)
                    .FirstOrDefault()
            ))
            .ToListAsync()
            is { Count: > 0 } auditions
            ? View("/Juries/_AuditionLines.cshtml", auditions)
            : Content("");
}

/// <param name="At">Null while no slot is chosen.</param>
public sealed record AuditionLine(AuditionId Id, DateTimeOffset? At);
