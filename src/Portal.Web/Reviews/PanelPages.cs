using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.People;
using Portal.Domain.Reviews.Calibration;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Reviews.Calibration;

namespace Portal.Web.Reviews;

/// <summary>Reads what an expert has to do: their panels, and in each the reviews that are theirs.</summary>
public sealed class PanelPages(PortalDbContext db, PortalClock clock)
{
    public async Task<ReviewsPage> ReadAsync(Viewer viewer, CancellationToken cancellation)
    {
        var panels = await PanelsAsync(viewer, cancellation);
        var rows = await RowsAsync(viewer, cancellation);
        var now = clock.GetUtcNow();
        return new ReviewsPage([
            .. panels
                .Select(panel => PartOf(panel, rows[panel.Id], now))
                .OrderBy(panel => panel.IsDone)
                .ThenBy(panel => panel.Due?.At ?? DateTimeOffset.MaxValue),
        ]);
    }

    private Task<List<Panel>> PanelsAsync(Viewer viewer, CancellationToken cancellation) =>
        (
            from expert in db.Experts
            where expert.Person == viewer.Id
            join wave in db.Waves on expert.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            orderby expert.JoinedAt descending
            select new Panel(
                expert.Id,
                call.Presentation,
                wave,
                expert.CharterSignedAt != null,
                expert.ConflictsDeclaredAt != null,
                db.ExpertsWhoDeclaredAll().Any(one => one.Id == expert.Id),
                db.ExercisesOf(viewer).FirstOrDefault(one => one.WaveId == expert.WaveId),
                db.Trials.FirstOrDefault(one => one.ExpertId == expert.Id)
            )
        )
            .AsNoTracking()
            .ToListAsync(cancellation);

    private static PanelPart PartOf(Panel panel, IEnumerable<ReviewRow> rows, DateTimeOffset now) =>
        new(
            panel.Id,
            panel.Call,
            panel.Wave.Number,
            panel.Wave.ReviewsDue,
            panel.Wave.ReviewsDue?.Accepts(now) == false,
            panel.HasSigned,
            panel.HasDeclaredAll,
            panel.HasDeclared && !panel.HasDeclaredAll,
            [.. rows],
            panel.Wave.TakesWishes(now) ? panel.Wave.WishesUntil : null
        )
        {
            Exercise = panel.Exercise is { } exercise ? LineOf(exercise, panel.Own, now) : null,
        };

    private static ExerciseLine LineOf(Exercise exercise, Trial? own, DateTimeOffset now) =>
        new(
            exercise.Id,
            exercise.Due!,
            own?.SubmittedAt is null && !exercise.IsOver(now),
            exercise.ObstacleToReviewing(own, now)
        );

    private async Task<ILookup<ExpertId, ReviewRow>> RowsAsync(Viewer viewer, CancellationToken cancellation)
    {
        var reviews = await (
            from review in db.ReviewsGivenTo(viewer)
            join dossier in db.Dossiers on review.DossierId equals dossier.Id
            join filing in db.Filings on review.FilingId equals filing.Id
            orderby dossier.Number
            select new
            {
                review.ExpertId,
                Row = new ReviewRow(
                    review.Id,
                    dossier.Number!,
                    filing.Title,
                    review.SavedAt,
                    review.SubmittedAt,
                    review.Score,
                    review.Recusal != null,
                    db.OpenReviews().Any(open => open.Id == review.Id),
                    db.ReviewsInConflict().Any(kept => kept.Id == review.Id)
                ),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        return reviews.ToLookup(review => review.ExpertId, review => review.Row);
    }

    /// <param name="HasDeclared">Conflicts with the dossiers that were there then.</param>
    /// <param name="HasDeclaredAll">Conflicts with every dossier.</param>
    private sealed record Panel(
        ExpertId Id,
        CallPresentation Call,
        Wave Wave,
        bool HasSigned,
        bool HasDeclared,
        bool HasDeclaredAll,
        Exercise? Exercise,
        Trial? Own
    );
}
