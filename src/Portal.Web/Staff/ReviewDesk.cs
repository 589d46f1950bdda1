using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Reviews.Pool;
using Portal.Web.Reviews;

namespace Portal.Web.Staff;

/// <summary>Who reviews a dossier, and who could.</summary>
public sealed class ReviewDesk(PortalDbContext db)
{
    public Task<List<StaffReview>> OfAsync(DossierId id, Viewer viewer, CancellationToken cancellation) =>
        (
            from review in db.ReviewsStaffedBy(viewer)
            where review.DossierId == id
            join expert in db.Experts on review.ExpertId equals expert.Id
            join grid in db.Grids on review.GridId equals grid.Id
            orderby review.AssignedAt
            select new StaffReview(
                review.Id,
                expert.Name,
                review.AssignedAt,
                review.SubmittedAt,
                review.Score,
                review.Recusal == null ? null : review.Recusal.Reason,
                new ReadSheet(grid, review.Sheet)
            )
            {
                Doubt = review.Doubt,
                Reopened = review.Reopened,
                ChangedAt = review.ChangedAt,
                IsBeingChanged = review.Draft != null,
                Conflict = KeptBack.Of(
                    expert.PoolExpertId,
                    review.SubmittedAt,
                    db.StandingConflicts()
                        .Where(one => one.DossierId == id && one.PoolExpertId == expert.PoolExpertId)
                        .OrderByDescending(one => one.Kind)
                        .FirstOrDefault()
                ),
            }
        )
            .AsNoTracking()
            .ToListAsync(cancellation);

    /// <summary>The experts of its wave, each with what keeps the dossier from them.</summary>
    public async Task<IReadOnlyList<Candidate>> CandidatesAsync(
        Dossier dossier,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var experts = await ExpertsAsync(dossier.WaveId, cancellation);
        var loads = await LoadsAsync(dossier.WaveId, viewer, cancellation);
        var already = await db
            .Reviews.Where(review => review.DossierId == dossier.Id)
            .Select(review => review.ExpertId)
            .ToListAsync(cancellation);
        return
        [
            .. experts.Select(expert => new Candidate(
                expert.Id,
                expert.Name,
                expert.Organisation,
                loads.GetValueOrDefault(expert.Id),
                expert.Pool.Capacity,
                already.Contains(expert.Id)
                    ? ReviewRefusals.AlreadyAssigned
                    : Review.ObstacleToAssigning(dossier, expert)
            )),
        ];
    }

    private Task<List<Expert>> ExpertsAsync(WaveId wave, CancellationToken cancellation) =>
        db
            .Experts.AsNoTracking()
            .Include(one => one.Pool.Conflicts)
            .Where(one => one.WaveId == wave)
            .OrderBy(one => one.Name)
            .ToListAsync(cancellation);

    private Task<Dictionary<ExpertId, int>> LoadsAsync(WaveId wave, Viewer viewer, CancellationToken cancellation) =>
        db.ReviewsOfOthersDossiers(viewer)
            .Where(review => review.WaveId == wave && review.Recusal == null)
            .Where(review => !db.ReviewsInConflict().Any(kept => kept.Id == review.Id))
            .GroupBy(review => review.ExpertId)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
}
