using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;

namespace Portal.Web.Dossiers;

/// <summary>What was said of a dossier, as its team reads it.</summary>
/// <param name="Decision">Null until it is told.</param>
/// <param name="Comments">What experts wrote for the carrier; told with the decision, and as it was told then.</param>
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
        var decision = await ToldAsync(db, dossier.Id, now, cancellation);
        return new Opinions(
            // Whether it is eligible is told at once: the carrier may have to act.
            dossier.Eligibility
                is { } check
                ? new EligibilityPart(check.IsEligible, check.At, check.Reason)
                : null,
            decision,
            decision is null ? [] : await CommentsAsync(db, dossier.Id, decision, cancellation)
        );
    }

    /// <summary>Of a dossier that went on to another cut-off, the last one that was told.</summary>
    private static Task<RevealedDecision?> ToldAsync(
        PortalDbContext db,
        DossierId id,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        (
            from one in db.DecisionsRevealedAt(now)
            where one.DossierId == id
            join list in db.WinnerLists on one.ListId equals list.Id
            orderby list.PublishAt descending
            select new RevealedDecision(
                one.Outcome,
                one.Amount,
                one.ReserveRank,
                one.Reason,
                one.Conditions,
                one.Criteria,
                list.PublishAt
            )
            {
                DeclinedAt = one.DeclinedAt,
                CorrectedAt = one.CorrectedAt,
                Correction = db.CorrectionsPublicAt(now)
                    .Where(correction => correction.ListId == list.Id && correction.PublishedAt == one.CorrectedAt)
                    .Select(correction => correction.Reason)
                    .FirstOrDefault(),
            }
        ).FirstOrDefaultAsync(cancellation);

    /// <summary>What staff says of a criterion stands in the place of what experts said of it.</summary>
    private static async Task<IReadOnlyList<CarrierComment>> CommentsAsync(
        PortalDbContext db,
        DossierId id,
        RevealedDecision decision,
        CancellationToken cancellation
    )
    {
        // Reviews of the cut-off to come are not told with the decision that put it off.
        if (decision.Outcome == Outcome.NextCutOff)
            return [];
        var reviews = await (
            from review in db.ReviewsToldAt(decision.At)
            where review.DossierId == id
            join grid in db.Grids on review.GridId equals grid.Id
            orderby grid.Version descending
            select new { review.Sheet, grid.Criteria }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        List<ReviewSheet> sheets = [.. reviews.Select(review => review.Sheet)];
        // In the order of the grid, the newest where it changed meanwhile; never in that of the reviews.
        var criteria = reviews
            .SelectMany(review => review.Criteria)
            .DistinctBy(criterion => criterion.Key)
            .Where(criterion => decision.Criteria.All(said => said.Criterion != criterion.Key));
        return Told(sheets, criteria);
    }

    /// <summary>What experts wrote for a carrier, in an order that tells nothing.</summary>
    internal static IReadOnlyList<CarrierComment> Told(
        IReadOnlyList<ReviewSheet> sheets,
        IEnumerable<Criterion> criteria
    ) =>
        [
            .. criteria
                .Select(criterion => new CarrierComment(
                    criterion.Title,
                    Sorted(sheets.Select(sheet => sheet.For(criterion.Key).ToCarrier))
                ))
                .Prepend(new CarrierComment(Criterion: null, Sorted(sheets.Select(sheet => sheet.ToCarrier))))
                .Where(comment => comment.Texts.Count > 0),
        ];

    private static List<string> Sorted(IEnumerable<string> comments) =>
        [.. comments.Where(text => text.Length > 0).Order(StringComparer.InvariantCulture)];
}
