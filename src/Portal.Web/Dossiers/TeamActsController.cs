using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Dossiers;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

public sealed class PlaceForm
{
    public MemberRole? Role { get; set; }

    public string? Partner { get; set; }
}

/// <summary>The team of a dossier by partner, and what its coordinator changes there.</summary>
[Authorize]
public sealed class TeamActsController(TeamActs acts, TeamPages pages) : Controller
{
    [HttpGet("/dossiers/{id:guid}/team")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await pages.ReadAsync(new DossierId(id), User.Viewer(), cancellation) is { } page
            ? View("Team", page)
            : NotFound();

    [HttpPost("/dossiers/{id:guid}/team/{person:guid}")]
    public async Task<IActionResult> Place(Guid id, Guid person, PlaceForm form, CancellationToken cancellation) =>
        Said(
            id,
            await acts.PlaceAsync(
                new DossierId(id),
                new PersonId(person),
                form.Role is { } role && Enum.IsDefined(role) ? role : MemberRole.Reader,
                form.Partner ?? Consortium.Lead,
                User.Viewer(),
                cancellation
            ),
            "team.placed"
        );

    [HttpPost("/dossiers/{id:guid}/team/{person:guid}/remove")]
    public async Task<IActionResult> Remove(
        Guid id,
        Guid person,
        [FromServices] DeskPresence desk,
        CancellationToken cancellation
    )
    {
        var left = new PersonId(person) == User.Person();
        var done = await acts.RemoveAsync(new DossierId(id), new PersonId(person), User.Viewer(), cancellation);
        if (done)
            await desk.DropAsync(new DossierId(id), new PersonId(person));
        if (!done || !left)
            return Said(id, done, "team.removed");
        TempData["Said"] = "team.left";
        return Redirect("/dossiers");
    }

    [HttpPost("/dossiers/{id:guid}/team/invitations/{invitation:guid}/take-back")]
    public async Task<IActionResult> TakeBack(Guid id, Guid invitation, CancellationToken cancellation) =>
        Said(
            id,
            await acts.TakeBackAsync(new DossierId(id), new TeamInvitationId(invitation), User.Viewer(), cancellation),
            "team.invitation-taken-back"
        );

    [HttpPost("/dossiers/{id:guid}/coordination/offer")]
    public Task<IActionResult> Offer(Guid id, Guid to, CancellationToken cancellation) =>
        CoordinateAsync(
            id,
            (dossier, now) => dossier.OfferCoordination(new PersonId(to), User.Person(), now),
            "team.offered",
            cancellation
        );

    [HttpPost("/dossiers/{id:guid}/coordination/take-back")]
    public Task<IActionResult> TakeOfferBack(Guid id, CancellationToken cancellation) =>
        CoordinateAsync(
            id,
            (dossier, now) => dossier.TakeCoordinationBack(User.Person(), now),
            "team.offer-taken-back",
            cancellation
        );

    [HttpPost("/dossiers/{id:guid}/coordination/accept")]
    public Task<IActionResult> Accept(Guid id, CancellationToken cancellation) =>
        CoordinateAsync(
            id,
            (dossier, now) => dossier.AcceptCoordination(User.Person(), now),
            "team.coordination-accepted",
            cancellation
        );

    [HttpPost("/dossiers/{id:guid}/coordination/decline")]
    public Task<IActionResult> Decline(Guid id, CancellationToken cancellation) =>
        CoordinateAsync(
            id,
            (dossier, now) => dossier.DeclineCoordination(User.Person(), now),
            "team.coordination-declined",
            cancellation
        );

    private async Task<IActionResult> CoordinateAsync(
        Guid id,
        Action<Dossier, DateTimeOffset> act,
        string said,
        CancellationToken cancellation
    ) => Said(id, await acts.CoordinateAsync(new DossierId(id), act, User.Viewer(), cancellation), said);

    private IActionResult Said(Guid id, bool done, string said)
    {
        if (!done)
            return NotFound();
        TempData["Said"] = said;
        return Redirect($"/dossiers/{id}/team");
    }
}
