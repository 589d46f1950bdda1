using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Web.Shared;

namespace Portal.Web.Complements;

/// <summary>
/// Complements that came after a review was assigned, for its expert to read. The review stays one of what was filed
/// when it was assigned.
/// </summary>
[Authorize(Policy = Policies.Expert)]
public sealed class ReviewComplementsController(PortalDbContext db, FormCache forms) : Controller
{
    [HttpGet("/reviews/{id:guid}/complements")]
    public async Task<IActionResult> Index(Guid id, CancellationToken cancellation)
    {
        var found = await (
            from review in db.ReviewsOf(User.Viewer())
            where review.Id == new ReviewId(id) && review.Recusal == null
            join dossier in db.Dossiers on review.DossierId equals dossier.Id
            where dossier.FilingId != review.FilingId
            join filing in db.Filings on dossier.FilingId equals filing.Id
            join wave in db.Waves on review.WaveId equals wave.Id
            select new
            {
                review.Id,
                dossier.Number,
                Judged = review.FilingId,
                Now = filing,
                filing.Title,
                filing.FiledAt,
                filing.Version,
                wave.Terms.CarrierHidden,
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return NotFound();
        var form = await forms.OfAsync(db, found.Now, cancellation);
        var before = await ComplementParts.OfFilingAsync(db, form, found.Judged, cancellation);
        var after = await ComplementParts.OfFilingAsync(db, form, found.Now.Id, cancellation);
        return View(
            "Review",
            new ReviewComplementsPage(
                found.Id,
                found.Number!,
                found.Title,
                found.FiledAt,
                found.Version,
                found.CarrierHidden
                    ? ComplementParts.Changes(form, before.WithoutCarrier(), after.WithoutCarrier())
                    : ComplementParts.Changes(form, before, after)
            )
        );
    }
}
