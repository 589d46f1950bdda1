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
    public async Task<IActionResult> TakeAway(Guid id, string? word, CancellationToken cancellation)
    {
        if (await InChargeAsync(id, cancellation) is not { } review)
            return NotFound();
        var conflict = await db.ConflictOfAsync(review, cancellation);
        var now = await db.NowAsync(cancellation);
        review.TakeAway(Cut(word), conflict, User.Person(), now);
        // What somebody wrote who must not judge is nobody's to go on with.
        if (conflict is not null && await SynthesisOfAsync(review, cancellation) is { } theirs)
            theirs.SetAside(User.Person(), now);
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "staff.taken-away";
        return Redirect($"/staff/dossiers/{review.DossierId.Value}");
    }

    /// <summary>Makes the expert of a review the dossier's rapporteur.</summary>
    [HttpPost("/staff/reviews/{id:guid}/rapporteur")]
    public async Task<IActionResult> NameRapporteur(Guid id, CancellationToken cancellation)
    {
        if (await InChargeAsync(id, cancellation) is not { } review)
            return NotFound();
        if (await db.ConflictOfAsync(review, cancellation) is { } conflict)
            throw new RefusedException(ReviewRefusals.Conflict(conflict));
        var now = await db.NowAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await EntrustAsync(review, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        TempData["Said"] = "staff.rapporteur-named";
        return Redirect($"/staff/dossiers/{review.DossierId.Value}");
    }

    /// <summary>Who comes after a rapporteur in conflict begins afresh.</summary>
    private async Task EntrustAsync(Review to, DateTimeOffset now, CancellationToken cancellation)
    {
        var begun = await db.Syntheses.SingleOrDefaultAsync(one => one.DossierId == to.DossierId, cancellation);
        if (begun is not null && !await db.SynthesesThatCount().AnyAsync(one => one.Id == begun.Id, cancellation))
        {
            begun.SetAside(User.Person(), now);
            await db.SaveChangesAsync(cancellation);
            begun = null;
        }
        if (begun is null)
            db.Syntheses.Add(Synthesis.Entrust(to, User.Person(), now));
        else
            begun.PassTo(to, User.Person(), now);
    }

    private Task<Synthesis?> SynthesisOfAsync(Review rapporteur, CancellationToken cancellation) =>
        db.Syntheses.SingleOrDefaultAsync(one => one.Rapporteur == rapporteur.Id, cancellation);

    private Task<Review?> InChargeAsync(Guid id, CancellationToken cancellation) =>
        db.ReviewsInChargeOf(User.Viewer()).SingleOrDefaultAsync(one => one.Id == new ReviewId(id), cancellation);

    private static string Cut(string? word) => (word ?? "").Shortened(WordLimit);
}
