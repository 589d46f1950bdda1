using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Waves;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Web.Attachments;
using Portal.Web.Dossiers;

namespace Portal.Web.Reviews;

/// <summary>Reads a review as its expert works on it: the sheet beside the dossier, their other reviews, and in time their peers'.</summary>
public sealed class ReviewReading(PortalDbContext db, FormCache forms)
{
    /// <returns>Null where it isn't the viewer's.</returns>
    public async Task<ReviewPage?> PageOfAsync(ReviewId id, Viewer viewer, CancellationToken cancellation)
    {
        if (await FindAsync(id, viewer, cancellation) is not { } found)
            return null;
        var own = found.Review;
        var siblings = await SiblingsAsync(own.WaveId, viewer, cancellation);
        var place = siblings.FindIndex(sibling => sibling.Id == id);
        return new ReviewPage(
            id,
            found.Number,
            found.Filing.Title,
            found.Call,
            found.Wave.Number,
            found.Wave.ReviewsDue,
            found.Grid,
            own.Sheet,
            own.Revision,
            own.SavedAt,
            own.SubmittedAt,
            own.Score,
            own.Recusal,
            await AnswersAsync(found, cancellation),
            own.ObstaclesToSubmission(found.Grid),
            MarksElsewhere(found.Grid, siblings.Where(sibling => sibling.Id != id)),
            await PeersAsync(own, viewer, cancellation),
            siblings.ElementAtOrDefault(place - 1)?.Id,
            place < 0 ? null : siblings.ElementAtOrDefault(place + 1)?.Id,
            found.IsDemonstration,
            found.HasComplements && own.Recusal is null
        );
    }

    private Task<Found?> FindAsync(ReviewId id, Viewer viewer, CancellationToken cancellation) =>
        (
            from review in db.ReviewsOf(viewer)
            where review.Id == id
            join dossier in db.Dossiers on review.DossierId equals dossier.Id
            join filing in db.Filings on review.FilingId equals filing.Id
            join grid in db.Grids on review.GridId equals grid.Id
            join wave in db.Waves on review.WaveId equals wave.Id
            join call in db.Calls on dossier.CallId equals call.Id
            select new Found
            {
                Review = review,
                Number = dossier.Number!,
                IsDemonstration = dossier.IsDemonstration,
                HasComplements = dossier.FilingId != review.FilingId,
                Filing = filing,
                Grid = grid,
                Wave = wave,
                Call = call.Presentation,
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);

    /// <summary>Who recused themselves reads nothing of it any more.</summary>
    private async Task<AnswersPart> AnswersAsync(Found found, CancellationToken cancellation)
    {
        var form = await forms.OfAsync(db, found.Filing, cancellation);
        if (found.Review.Recusal is not null)
            return new AnswersPart(form, Answers.None, []);
        var files = await FilePart.Query(db.AttachmentsFiledIn(found.Filing.Id)).ToListAsync(cancellation);
        return new AnswersPart(form, found.Filing.Answers, files);
    }

    private Task<List<Sibling>> SiblingsAsync(WaveId wave, Viewer viewer, CancellationToken cancellation) =>
        db.ReviewsOf(viewer)
            .AsNoTracking()
            .Where(review => review.WaveId == wave && review.Recusal == null)
            .OrderBy(review => review.Id)
            .Select(review => new Sibling(review.Id, review.Sheet))
            .ToListAsync(cancellation);

    private static Dictionary<string, IReadOnlyList<int>> MarksElsewhere(Grid grid, IEnumerable<Sibling> others) =>
        grid.Criteria.ToDictionary(
            criterion => criterion.Key,
            IReadOnlyList<int> (criterion) =>
                [.. others.Select(other => other.Sheet.For(criterion.Key).Mark).OfType<int>()],
            StringComparer.Ordinal
        );

    /// <summary>The others' reviews, once one's own is in. Letters follow the scores, so that they tell nothing of who wrote first.</summary>
    private async Task<IReadOnlyList<PeerReview>> PeersAsync(Review own, Viewer viewer, CancellationToken cancellation)
    {
        var peers = await db.ReviewsOfPeers(viewer)
            .AsNoTracking()
            .Where(review => review.DossierId == own.DossierId)
            .Select(review => new { review.Score, review.Sheet })
            .ToListAsync(cancellation);
        return
        [
            .. peers
                .OrderByDescending(peer => peer.Score)
                .ThenBy(peer => peer.Sheet.ToCarrier, StringComparer.Ordinal)
                .Select((peer, index) => new PeerReview(((char)('A' + index)).ToString(), peer.Score, peer.Sheet)),
        ];
    }

    private sealed record Sibling(ReviewId Id, ReviewSheet Sheet);

    private sealed class Found
    {
        public required Review Review { get; init; }

        public required string Number { get; init; }

        public required bool IsDemonstration { get; init; }

        public required bool HasComplements { get; init; }

        public required Filing Filing { get; init; }

        public required Grid Grid { get; init; }

        public required Wave Wave { get; init; }

        public required CallPresentation Call { get; init; }
    }
}
