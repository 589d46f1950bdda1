using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Awards;

/// <summary>Officers announce the shortlist of an edition and watch the vote.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StaffAwardsController(PortalDbContext db, AwardReading reading, AwardDesk desk, Texts texts)
    : Controller
{
    [HttpGet("/staff/waves/{id:guid}/awards")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await reading.StaffAsync(new WaveId(id), User.Viewer(), cancellation) is { } page
            ? View("/Awards/Staff.cshtml", page)
            : NotFound();

    [HttpPost("/staff/waves/{id:guid}/awards"), Authorize(Policy = Policies.Officer)]
    public async Task<IActionResult> Announce(Guid id, Guid[] ids, DateTime? votesUntil, CancellationToken cancellation)
    {
        var wave = new WaveId(id);
        if (await reading.StaffAsync(wave, User.Viewer(), cancellation) is not { MayAct: true })
            return NotFound();
        try
        {
            var until = votesUntil is { } civil ? new Deadline(civil) : null;
            var chosen = ids.Select(one => new DossierId(one)).ToList();
            if (!await desk.AnnounceAsync(wave, chosen, until, User.Viewer(), cancellation))
                return NotFound();
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, nameof(votesUntil), texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await Show(id, cancellation);
        }
        TempData["Said"] = "awards.announced";
        return Redirect($"/staff/waves/{id}/awards");
    }
}
