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
using Portal.Infrastructure.Reviews.Calibration;
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
        var owed = own.ObstacleToBeginning(
            await db.OwedBeforeAsync(own, await db.NowAsync(cancellation), cancellation)
        );
        var place = siblings.FindIndex(sibling => sibling.Id == id);
        return new ReviewPage(
            id,
            found.Number,
            found.Filing.Title,
            found.Call,
            found.Wave.Number,
            found.Wave.ReviewsDue,
            found.Grid,
            own.Written,
            own.Revision,
            own.SavedAt,
            own.SubmittedAt,
            own.Score,
            own.Recusal,
            await AnswersAsync(found, cancellation),
            MarksElsewhere(found.Grid, siblings.Where(sibling => sibling.Id != id)),
            await PeersAsync(own, found.Wave.Terms, viewer, cancellation),
            siblings.ElementAtOrDefault(place - 1)?.Id,
            place < 0 ? null : siblings.ElementAtOrDefault(place + 1)?.Id,
            found.IsDemonstration,
            found.HasComplements && own.Recusal is null
        )
        {
            IsOpen = own.IsOpen && owed is null,
            FirstDo = owed,
            Exercise = owed is null
                ? null
                : await db
                    .Exercises.Where(one => one.WaveId == own.WaveId)
                    .Select(one => (ExerciseId?)one.Id)
                    .SingleAsync(cancellation),
            IsCarrierHidden = found.Wave.Terms.CarrierHidden,
            Reopened = own is { Draft: not null, Reopened: { } reopened }
                ? new ReopenedPart(reopened.At, reopened.Reason, reopened.By != own.ExpertPerson)
                : null,
            StaysAsItIs = own.SubmittedAt is null ? null : own.ObstacleToReopening(await DoorAsync(own, cancellation)),
            Doubt = own.Doubt,
            Notes = await NotesAsync(own, cancellation),
            Synthesis = own.SubmittedAt is null ? null : await SynthesisAsync(own, cancellation),
        };
    }

    private Task<List<PassageNote>> NotesAsync(Review own, CancellationToken cancellation) =>
        db
            .PassageNotes.AsNoTracking()
            .Where(note => note.ReviewId == own.Id)
            .OrderBy(note => note.At)
            .ThenBy(note => note.Id)
            .ToListAsync(cancellation);

    private Task<bool?> SynthesisAsync(Review own, CancellationToken cancellation) =>
        db.SynthesesThatCount()
            .Where(one => one.DossierId == own.DossierId)
            .Where(one => one.Rapporteur == own.Id || one.SubmittedAt != null)
            .Select(one => (bool?)(one.Rapporteur == own.Id && one.SubmittedAt == null))
            .SingleOrDefaultAsync(cancellation);

    private Task<PanelDoor> DoorAsync(Review own, CancellationToken cancellation) =>
        db.DoorOfAsync(own.DossierId, cancellation);

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
        if (found.Wave.Terms.CarrierHidden)
            return new AnswersPart(form, found.Filing.Answers, []) { IsAnchored = true }.WithoutCarrier();
        var files = await FilePart.Query(db.AttachmentsFiledIn(found.Filing.Id)).ToListAsync(cancellation);
        return new AnswersPart(form, found.Filing.Answers, files) { IsAnchored = true, ShowsFiles = true };
    }

    private Task<List<Sibling>> SiblingsAsync(WaveId wave, Viewer viewer, CancellationToken cancellation) =>
        (
            from review in db.ReviewsOf(viewer)
            where review.WaveId == wave && review.Recusal == null
            join dossier in db.Dossiers on review.DossierId equals dossier.Id
            orderby dossier.Number
            select new Sibling(review.Id, review.Draft ?? review.Sheet)
        )
            .AsNoTracking()
            .ToListAsync(cancellation);

    private static Dictionary<string, IReadOnlyList<int>> MarksElsewhere(Grid grid, IEnumerable<Sibling> others) =>
        grid.Criteria.ToDictionary(
            criterion => criterion.Key,
            IReadOnlyList<int> (criterion) =>
                [.. others.Select(other => other.Sheet.For(criterion.Key).Mark).OfType<int>()],
            StringComparer.Ordinal
        );

    /// <summary>The others' reviews, once one's own is in, in the order of their letters.</summary>
    internal async Task<IReadOnlyList<PeerReview>> PeersAsync(
        Review own,
        ReviewTerms terms,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        if (own.SubmittedAt is null)
            return [];
        var peers = await (
            from review in db.ReviewsOfPeers(viewer)
            where review.DossierId == own.DossierId
            join grid in db.Grids on review.GridId equals grid.Id
            join expert in db.Experts on review.ExpertId equals expert.Id
            select new
            {
                review.Id,
                Grid = grid,
                review.Score,
                review.Sheet,
                HasChanged = review.ChangedAt != null,
                Name = terms.ExpertsNamed ? expert.Name : null,
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        var letters = await db.PseudonymsAsync(own.DossierId, cancellation);
        return
        [
            .. peers
                .Select(peer => new PeerReview(
                    letters[peer.Id],
                    peer.Name,
                    peer.Score,
                    new ReadSheet(peer.Grid, peer.Sheet),
                    peer.HasChanged
                ))
                .OrderBy(peer => peer.Letter, StringComparer.Ordinal),
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
