using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Admissions;
using Portal.Infrastructure.Admissions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.FollowUp;
using Portal.Web.Shared;

namespace Portal.Web.Admissions;

/// <summary>The criteria of a dossier that doesn't compete: its team brings evidence, staff checks.</summary>
[Authorize]
public sealed class CriteriaController(PortalDbContext db, AdmissionReading reading, AdmissionDesk desk, Texts texts)
    : Controller
{
    [HttpGet("/dossiers/{id:guid}/criteria")]
    public Task<IActionResult> Own(Guid id, CancellationToken cancellation) => OwnAsync(id, cancellation);

    [HttpPost("/dossiers/{id:guid}/criteria/{key}")]
    public async Task<IActionResult> Bring(
        Guid id,
        string key,
        string? statement,
        string? link,
        CancellationToken cancellation
    )
    {
        try
        {
            var dossier = new DossierId(id);
            if (!await desk.BringAsync(dossier, key, Typed(statement), Typed(link), User.Viewer(), cancellation))
                return NotFound();
        }
        catch (RefusedException refused)
        {
            return await RefusedAsync(refused, () => OwnAsync(id, cancellation));
        }
        TempData["Said"] = "admissions.brought";
        return Redirect($"/dossiers/{id}/criteria#{key}");
    }

    [HttpGet("/staff/dossiers/{id:guid}/criteria"), Authorize(Policy = Policies.Staff)]
    public Task<IActionResult> Staffed(Guid id, CancellationToken cancellation) => StaffedAsync(id, cancellation);

    [HttpPost("/staff/dossiers/{id:guid}/criteria/{key}"), Authorize(Policy = Policies.Officer)]
    public async Task<IActionResult> Check(
        Guid id,
        string key,
        bool? met,
        string? reason,
        string? validUntil,
        CancellationToken cancellation
    )
    {
        try
        {
            if (met is not { } isMet)
                throw new RefusedException(AdmissionRefusals.NotSaid);
            var until = TypedFields.DayOf(validUntil);
            if (
                !await desk.CheckAsync(new DossierId(id), key, isMet, Typed(reason), until, User.Viewer(), cancellation)
            )
                return NotFound();
        }
        catch (RefusedException refused)
        {
            return await RefusedAsync(refused, () => StaffedAsync(id, cancellation));
        }
        TempData["Said"] = "admissions.checked";
        return Redirect($"/staff/dossiers/{id}/criteria#{key}");
    }

    private async Task<IActionResult> OwnAsync(Guid id, CancellationToken cancellation) =>
        await reading.OfTeamAsync(new DossierId(id), User.Viewer(), cancellation) is { } page
            ? View("/Admissions/Own.cshtml", page)
            : NotFound();

    private async Task<IActionResult> StaffedAsync(Guid id, CancellationToken cancellation) =>
        await reading.OfStaffAsync(new DossierId(id), User.Viewer(), cancellation) is { } page
            ? View("/Admissions/Staffed.cshtml", page)
            : NotFound();

    private Task<IActionResult> RefusedAsync(RefusedException refused, Func<Task<IActionResult>> page)
    {
        db.ChangeTracker.Clear();
        ModelState.Take(refused, "", texts);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return page();
    }

    private static string Typed(string? text) => (text ?? "").ReplaceLineEndings("\n").Trim();
}
