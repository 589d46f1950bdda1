using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;

namespace Portal.Web.Reviews;

/// <summary>Reads what an expert has to do: their panels, and in each the reviews that are theirs.</summary>
public sealed class PanelPages(PortalDbContext db)
{
    public async Task<ReviewsPage> ReadAsync(Viewer viewer, CancellationToken cancellation)
    {
        var person = viewer.Id!.Value;
        var panels = await (
            from expert in db.Experts
            where expert.Person == person
            join wave in db.Waves on expert.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            orderby expert.JoinedAt descending
            select new
            {
                expert.Id,
                call.Presentation,
                Wave = wave,
                expert.CharterSignedAt,
                expert.ConflictsDeclaredAt,
                HasDeclaredAll = db.ExpertsWhoDeclaredAll().Any(one => one.Id == expert.Id),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        var rows = await RowsAsync(viewer, cancellation);
        return new ReviewsPage([
            .. panels
                .Select(panel => new PanelPart(
                    panel.Id,
                    panel.Presentation,
                    panel.Wave.Number,
                    panel.Wave.ReviewsDue,
                    panel.CharterSignedAt is not null,
                    panel.HasDeclaredAll,
                    panel.ConflictsDeclaredAt is not null && !panel.HasDeclaredAll,
                    [.. rows[panel.Id]]
                ))
                .OrderBy(panel => panel.IsDone)
                .ThenBy(panel => panel.Due?.At ?? DateTimeOffset.MaxValue),
        ]);
    }

    private async Task<ILookup<ExpertId, ReviewRow>> RowsAsync(Viewer viewer, CancellationToken cancellation)
    {
        var reviews = await (
            from review in db.ReviewsOf(viewer)
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
                    review.Recusal != null
                ),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);
        return reviews.ToLookup(review => review.ExpertId, review => review.Row);
    }
}
