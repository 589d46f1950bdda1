using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Awards;
using Portal.Infrastructure.Awards;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.FollowUp;
using Portal.Web.Shared;

namespace Portal.Web.Awards;

/// <summary>Officers announce the shortlist of an edition and watch the vote.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StaffAwardsController(PortalDbContext db, StaffAwards reading, AwardDesk desk, Texts texts)
    : Controller
{
    [HttpGet("/staff/waves/{id:guid}/awards")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await reading.FindAsync(new WaveId(id), User.Viewer(), cancellation) is { } page
            ? View("/Awards/Staff.cshtml", page)
            : NotFound();

    [HttpPost("/staff/waves/{id:guid}/awards"), Authorize(Policy = Policies.Officer)]
    public async Task<IActionResult> Announce(Guid id, Guid[] ids, string? votesUntil, CancellationToken cancellation)
    {
        var (wave, chosen) = (new WaveId(id), ids.Select(one => new DossierId(one)).ToList());
        if (await reading.FindAsync(wave, User.Viewer(), cancellation) is not { MayAct: true } page)
            return NotFound();
        try
        {
            if (!await desk.AnnounceAsync(wave, chosen, EndOf(votesUntil), User.Viewer(), cancellation))
                return NotFound();
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, FieldOf, texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View("/Awards/Staff.cshtml", page with { Ticked = chosen.ToHashSet() });
        }
        TempData["Said"] = "awards.announced";
        return Redirect($"/staff/waves/{id}/awards");
    }

    private static string FieldOf(Refusal refusal) =>
        refusal == AwardRefusals.VoteEndsBefore || refusal == AwardRefusals.VoteEndUnread ? "votesUntil" : "";

    /// <returns>Null where nothing is typed: the public doesn't vote.</returns>
    /// <exception cref="RefusedException">It can't be read: a vote isn't left out by mistake.</exception>
    private static Deadline? EndOf(string? typed) =>
        string.IsNullOrWhiteSpace(typed) ? null
        : DateTime.TryParse(typed, CultureInfo.InvariantCulture, DateTimeStyles.None, out var civil)
            ? new Deadline(DateTime.SpecifyKind(civil, DateTimeKind.Unspecified))
        : throw new RefusedException(AwardRefusals.VoteEndUnread);
}
