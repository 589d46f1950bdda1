using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Dossiers;

/// <summary>What was said of a dossier, as its team reads it.</summary>
/// <param name="Decision">Null until it is told.</param>
/// <param name="Comments">What experts wrote for the carrier; told with the decision.</param>
public sealed record Opinions(
    EligibilityPart? Eligibility,
    RevealedDecision? Decision,
    IReadOnlyList<CarrierComment> Comments
)
{
    /// <summary>Who may see the dossier is asked before.</summary>
    internal static async Task<Opinions> ReadAsync(
        PortalDbContext db,
        Dossier dossier,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var decision = await db.DecisionsRevealedAt(now)
            .AsNoTracking()
            .Where(one => one.DossierId == dossier.Id)
            .Select(one => new RevealedDecision(one.Outcome, one.Amount, one.Reason))
            .SingleOrDefaultAsync(cancellation);
        return new Opinions(
            // Whether it is eligible is told at once: the carrier may have to act.
            dossier.Eligibility
                is { } check
                ? new EligibilityPart(check.IsEligible, check.At, check.Reason)
                : null,
            decision,
            decision is null ? [] : await CommentsAsync(db, dossier.Id, cancellation)
        );
    }

    private static async Task<IReadOnlyList<CarrierComment>> CommentsAsync(
        PortalDbContext db,
        DossierId id,
        CancellationToken cancellation
    )
    {
        var reviews = await db
            .Reviews.AsNoTracking()
            .Where(review => review.DossierId == id && review.SubmittedAt != null)
            .Join(
                db.Grids,
                review => review.GridId,
                grid => grid.Id,
                (review, grid) =>
                    new
                    {
                        review.Sheet,
                        grid.Criteria,
                        grid.Version,
                    }
            )
            .ToListAsync(cancellation);
        if (reviews.Count == 0)
            return [];
        var overall = new CarrierComment(Criterion: null, Sorted(reviews.Select(review => review.Sheet.ToCarrier)));
        // In the order of the grid, the newest where it changed meanwhile; never in that of the reviews.
        var criteria = reviews
            .OrderByDescending(review => review.Version)
            .SelectMany(review => review.Criteria)
            .DistinctBy(criterion => criterion.Key)
            .Select(criterion => new CarrierComment(
                criterion.Title,
                Sorted(reviews.Select(review => review.Sheet.For(criterion.Key).ToCarrier))
            ));
        return [.. criteria.Prepend(overall).Where(comment => comment.Texts.Count > 0)];
    }

    private static List<string> Sorted(IEnumerable<string> comments) =>
        [.. comments.Where(text => text.Length > 0).Order(StringComparer.InvariantCulture)];
}
