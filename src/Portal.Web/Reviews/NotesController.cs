using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Web.Shared;

namespace Portal.Web.Reviews;

/// <summary>An expert's own notes on passages of a dossier.</summary>
[Authorize(Policy = Policies.Expert)]
public sealed class NotesController(PortalDbContext db, PortalClock clock, FormCache forms) : Controller
{
    [HttpPost("/reviews/{id:guid}/notes")]
    public async Task<IActionResult> Take(
        Guid id,
        string? field,
        string? quote,
        string? text,
        CancellationToken cancellation
    )
    {
        var found = await (
            from review in OwnOf(id)
            join filing in db.Filings on review.FilingId equals filing.Id
            select new { Review = review, Filing = filing }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return NotFound();
        var form = await forms.OfAsync(db, found.Filing, cancellation);
        if (form.Fields.All(one => one.Key != field))
            throw new RefusedException(ReviewRefusals.NoPassage);
        db.PassageNotes.Add(PassageNote.Take(found.Review, field!, quote ?? "", text ?? "", clock.GetUtcNow()));
        await db.SaveChangesAsync(cancellation);
        return Redirect($"/reviews/{id}#notes");
    }

    [HttpPost("/reviews/{id:guid}/notes/{note:guid}/remove")]
    public async Task<IActionResult> Remove(Guid id, Guid note, CancellationToken cancellation)
    {
        var taken = await db.PassageNotes.SingleOrDefaultAsync(
            one => one.Id == new PassageNoteId(note) && OwnOf(id).Any(review => review.Id == one.ReviewId),
            cancellation
        );
        if (taken is null)
            return NotFound();
        db.PassageNotes.Remove(taken);
        await db.SaveChangesAsync(cancellation);
        return Redirect($"/reviews/{id}#notes");
    }

    private IQueryable<Review> OwnOf(Guid id) =>
        db.ReviewsOf(User.Viewer()).Where(one => one.Id == new ReviewId(id) && one.Recusal == null);
}
