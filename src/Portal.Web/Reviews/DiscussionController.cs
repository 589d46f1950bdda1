using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Reviews;

/// <summary>The discussion of a dossier, for an expert who has submitted their review of it; for others there is none.</summary>
[Authorize(Policy = Policies.Expert)]
public sealed class DiscussionController(PortalDbContext db, DiscussionReading reading, Texts texts) : Controller
{
    private const int NoteLimit = 500;

    [HttpGet("/reviews/{id:guid}/discussion")]
    public async Task<IActionResult> Discussion(Guid id, CancellationToken cancellation) =>
        await OwnAsync(id, cancellation) is { } own
            ? View(await PageAsync(own, typed: null, cancellation))
            : NotFound();

    [HttpPost("/reviews/{id:guid}/discussion")]
    public async Task<IActionResult> Say(Guid id, string? text, CancellationToken cancellation)
    {
        if (await OwnAsync(id, cancellation) is not { } own)
            return NotFound();
        var names = await reading.NamesAsync(own.DossierId, isStaff: false, cancellation);
        var door = await db.DoorOfAsync(own.DossierId, cancellation);
        try
        {
            db.DiscussionMessages.Add(
                DiscussionMessage.FromExpert(own, text ?? "", names, door, await db.NowAsync(cancellation))
            );
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, nameof(text), texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View(nameof(Discussion), await PageAsync(own, text, cancellation));
        }
        await db.SaveChangesAsync(cancellation);
        return Redirect($"/reviews/{id}/discussion");
    }

    [HttpPost("/reviews/{id:guid}/discussion/{message:guid}/strike")]
    public async Task<IActionResult> Strike(Guid id, Guid message, string? note, CancellationToken cancellation)
    {
        if (await OwnAsync(id, cancellation) is not { } own)
            return NotFound();
        var said = await db.DiscussionMessages.SingleOrDefaultAsync(
            one => one.Id == new DiscussionMessageId(message) && one.DossierId == own.DossierId,
            cancellation
        );
        if (said is null)
            return NotFound();
        var now = await db.NowAsync(cancellation);
        said.Strike((note ?? "").Shortened(NoteLimit), isStaff: false, User.Person(), now);
        await db.SaveChangesAsync(cancellation);
        return Redirect($"/reviews/{id}/discussion");
    }

    private Task<Review?> OwnAsync(Guid id, CancellationToken cancellation) =>
        db.ReviewsOf(User.Viewer())
            .Where(one => one.SubmittedAt != null && one.Recusal == null)
            .SingleOrDefaultAsync(one => one.Id == new ReviewId(id), cancellation);

    private async Task<DiscussionPage> PageAsync(Review own, string? typed, CancellationToken cancellation)
    {
        var filed = await (
            from dossier in db.Dossiers
            where dossier.Id == own.DossierId
            join filing in db.Filings on own.FilingId equals filing.Id
            select new { dossier.Number, filing.Title }
        ).SingleAsync(cancellation);
        var part = await reading.ReadAsync(own.DossierId, own.Id, User.Viewer(), cancellation);
        var post = $"/reviews/{own.Id.Value}/discussion";
        return new DiscussionPage(own.Id, filed.Number!, filed.Title, part with { Post = post, Typed = typed });
    }
}
