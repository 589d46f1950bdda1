using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

/// <summary>What staff asks of an expert who has a dossier: another version, or the dossier back.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class StaffReviewsController(PortalDbContext db) : Controller
{
    private const int WordLimit = 1_000;

    [HttpPost("/staff/reviews/{id:guid}/hand-back")]
    public async Task<IActionResult> HandBack(Guid id, string? word, CancellationToken cancellation)
    {
        if (await InChargeAsync(id, cancellation) is not { } review)
            return NotFound();
        var door = await db.DoorOfAsync(review.DossierId, cancellation);
        var conflict = await db.ConflictOfAsync(review, cancellation);
        review.HandBack(Cut(word), conflict, door, User.Person(), await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "staff.handed-back";
        return Redirect($"/staff/dossiers/{review.DossierId.Value}");
    }

    [HttpPost("/staff/reviews/{id:guid}/take-away")]
    public async Task<IActionResult> TakeAway(
        Guid id,
        string? word,
        [FromServices] TakeReviewAway take,
        CancellationToken cancellation
    )
    {
        if (await InChargeAsync(id, cancellation) is not { } review)
            return NotFound();
        await take.RunAsync(review, Cut(word), User.Person(), cancellation);
        TempData["Said"] = "staff.taken-away";
        return Redirect($"/staff/dossiers/{review.DossierId.Value}");
    }

    /// <summary>Makes the expert of a review the dossier's rapporteur.</summary>
    [HttpPost("/staff/reviews/{id:guid}/rapporteur")]
    public async Task<IActionResult> NameRapporteur(
        Guid id,
        [FromServices] NameRapporteur name,
        CancellationToken cancellation
    )
    {
        if (await InChargeAsync(id, cancellation) is not { } review)
            return NotFound();
        await name.RunAsync(review, User.Person(), cancellation);
        TempData["Said"] = "staff.rapporteur-named";
        return Redirect($"/staff/dossiers/{review.DossierId.Value}");
    }

    private Task<Review?> InChargeAsync(Guid id, CancellationToken cancellation) =>
        db.ReviewsInChargeOf(User.Viewer()).SingleOrDefaultAsync(one => one.Id == new ReviewId(id), cancellation);

    private static string Cut(string? word) => (word ?? "").Shortened(WordLimit);
}
