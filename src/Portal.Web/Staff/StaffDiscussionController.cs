using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Texts;
using Portal.Web.Reviews;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

/// <summary>The discussion of a dossier, as staff reads it and takes part.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StaffDiscussionController(
    PortalDbContext db,
    PortalClock clock,
    DiscussionReading reading,
    Texts texts
) : Controller
{
    private const int NoteLimit = 500;

    [HttpGet("/staff/dossiers/{id:guid}/discussion")]
    public async Task<IActionResult> Discussion(Guid id, CancellationToken cancellation) =>
        await PageAsync(id, typed: null, cancellation) is { } page ? View(page) : NotFound();

    [HttpPost("/staff/dossiers/{id:guid}/discussion")]
    public async Task<IActionResult> Say(Guid id, string? text, CancellationToken cancellation)
    {
        if (!await InChargeOf(id).AnyAsync(cancellation))
            return NotFound();
        var dossier = new DossierId(id);
        var names = await reading.NamesAsync(dossier, isStaff: true, cancellation);
        var door = await db.DoorOfAsync(dossier, cancellation);
        var now = await db.NowAsync(cancellation);
        try
        {
            db.DiscussionMessages.Add(
                DiscussionMessage.FromStaff(dossier, text ?? "", names, door, User.Person(), now)
            );
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, nameof(text), texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View(nameof(Discussion), await PageAsync(id, text, cancellation));
        }
        await db.SaveChangesAsync(cancellation);
        return Redirect($"/staff/dossiers/{id}/discussion");
    }

    [HttpPost("/staff/dossiers/{id:guid}/discussion/{message:guid}/strike")]
    public async Task<IActionResult> Strike(Guid id, Guid message, string? note, CancellationToken cancellation)
    {
        var said = await db.DiscussionMessages.SingleOrDefaultAsync(
            one =>
                one.Id == new DiscussionMessageId(message)
                && InChargeOf(id).Any(dossier => dossier.Id == one.DossierId),
            cancellation
        );
        if (said is null)
            return NotFound();
        var now = await db.NowAsync(cancellation);
        said.Strike((note ?? "").Shortened(NoteLimit), isStaff: true, User.Person(), now);
        await db.SaveChangesAsync(cancellation);
        return Redirect($"/staff/dossiers/{id}/discussion");
    }

    private IQueryable<Dossier> InChargeOf(Guid id) =>
        db.DossiersInChargeOf(User.Viewer()).Where(one => one.Id == new DossierId(id));

    private async Task<StaffDiscussionPage?> PageAsync(Guid id, string? typed, CancellationToken cancellation)
    {
        var (dossier, viewer) = (new DossierId(id), User.Viewer());
        var found = await db.DossiersStaffedBy(viewer)
            .Where(one => one.Id == dossier)
            .Select(one => new { one.WaveId, one.Number })
            .SingleOrDefaultAsync(cancellation);
        if (
            found is null
            || await StaffWaves.HeadAsync(db, found.WaveId.Value, viewer, clock.GetUtcNow(), cancellation)
                is not { } head
        )
            return null;
        var part = await reading.ReadAsync(dossier, own: null, viewer, cancellation);
        var post = head.MayAct ? $"/staff/dossiers/{id}/discussion" : null;
        return new StaffDiscussionPage(head, dossier, found.Number!, part with { Post = post, Typed = typed });
    }
}

public sealed record StaffDiscussionPage(WaveHead Wave, DossierId Dossier, string Number, DiscussionPart Part);
