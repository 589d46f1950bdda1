using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Domain.Waves;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;

namespace Portal.Web.Staff;

/// <param name="Wave">The wave.</param>
/// <param name="Due">Until when reviews are submitted.</param>
/// <param name="IsDue">Whether that has passed.</param>
/// <param name="Terms">What is hidden from whom.</param>
/// <param name="ClosedAt">When the panel was closed.</param>
/// <param name="Experts">Those who are late first.</param>
/// <param name="Dossiers">Of which reviews are missing, or eligibility is doubted; the fewest reviews first.</param>
/// <param name="Complete">How many dossiers have all reviews that were assigned.</param>
public sealed record ProgressPage(
    WaveHead Wave,
    Deadline? Due,
    bool IsDue,
    ReviewTerms Terms,
    DateTimeOffset? ClosedAt,
    IReadOnlyList<ExpertProgress> Experts,
    IReadOnlyList<DossierProgress> Dossiers,
    int Complete
)
{
    /// <summary>Those whose experts must not judge the dossier, as it turned out since: they count nowhere above.</summary>
    public IReadOnlyList<ReviewInConflict> InConflict { get; init; } = [];

    public int Late => Experts.Count(expert => expert.Open.Count > 0);

    /// <summary>How many would be reminded now.</summary>
    public int ToRemind => Experts.Count(expert => expert.Open.Count > 0 && !expert.IsReminded);
}

/// <param name="LastSign">When they last joined, declared, saved or submitted.</param>
/// <param name="Open">What they have still to submit.</param>
/// <param name="IsReminded">Whether they were reminded today.</param>
public sealed record ExpertProgress(
    ExpertId Id,
    string Name,
    int Assigned,
    int Begun,
    int Submitted,
    DateTimeOffset LastSign,
    IReadOnlyList<OpenReview> Open,
    bool IsReminded
);

/// <param name="MayBeTaken">Whether nothing of it was submitted.</param>
public sealed record OpenReview(ReviewId Id, string Number, bool MayBeTaken);

public sealed record ReviewInConflict(ReviewId Id, DossierId Dossier, string Number, string Expert, bool IsSubmitted);

public sealed record DossierProgress(DossierId Id, string Number, int Assigned, int Submitted, bool IsDoubted);

/// <summary>Reads how far the reviews of a wave have come, by expert and by dossier.</summary>
public sealed class ProgressReading(PortalDbContext db)
{
    public async Task<ProgressPage?> ReadAsync(
        Guid id,
        Viewer viewer,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (await StaffWaves.HeadAsync(db, id, viewer, now, cancellation) is not { } head)
            return null;
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == head.Id, cancellation);
        var held = await ReviewsAsync(head.Id, viewer, cancellation);
        var reviews = held.Where(one => !one.IsInConflict).ToList();
        var dossiers = await DossiersAsync(head.Id, reviews, viewer, cancellation);
        return new ProgressPage(
            head,
            wave.ReviewsDue,
            wave.ReviewsDue?.Accepts(now) == false,
            wave.Terms,
            wave.PanelClosed?.At,
            await ExpertsAsync(head.Id, reviews, now, cancellation),
            [.. dossiers.Where(one => one.Assigned == 0 || one.Submitted < one.Assigned || one.IsDoubted)],
            dossiers.Count(one => one.Assigned > 0 && one.Submitted == one.Assigned)
        )
        {
            InConflict =
            [
                .. held.Where(one => one.IsInConflict)
                    .Select(one => new ReviewInConflict(
                        one.Id,
                        one.Dossier,
                        one.Number,
                        one.Name,
                        one.SubmittedAt is not null
                    )),
            ],
        };
    }

    private Task<List<Line>> ReviewsAsync(WaveId wave, Viewer viewer, CancellationToken cancellation) =>
        (
            from review in db.ReviewsStaffedBy(viewer)
            where review.WaveId == wave && review.Recusal == null
            join dossier in db.Dossiers on review.DossierId equals dossier.Id
            join expert in db.Experts on review.ExpertId equals expert.Id
            orderby dossier.Number, expert.Name
            select new Line(
                review.Id,
                review.ExpertId,
                expert.Name,
                review.DossierId,
                dossier.Number!,
                review.SavedAt,
                review.SubmittedAt,
                db.OpenReviews().Any(open => open.Id == review.Id),
                review.Doubt != null,
                db.ReviewsInConflict().Any(kept => kept.Id == review.Id)
            )
        )
            .AsNoTracking()
            .ToListAsync(cancellation);

    private async Task<IReadOnlyList<ExpertProgress>> ExpertsAsync(
        WaveId wave,
        List<Line> reviews,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var reminded = (await db.RemindedOn(now).ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal);
        var experts = await db
            .Experts.AsNoTracking()
            .Where(one => one.WaveId == wave)
            .Select(one => new
            {
                one.Id,
                one.Name,
                Sign = one.ConflictsDeclaredAt ?? one.CharterSignedAt ?? one.JoinedAt,
            })
            .ToListAsync(cancellation);
        var theirs = reviews.ToLookup(one => one.Expert);
        return
        [
            .. experts
                .Select(one =>
                    Of(
                        one.Id,
                        one.Name,
                        one.Sign,
                        [.. theirs[one.Id]],
                        reminded.Contains(Reminders.OccasionOf(one.Id, now))
                    )
                )
                .OrderByDescending(one => one.Open.Count)
                .ThenBy(one => one.LastSign)
                .ThenBy(one => one.Name, StringComparer.CurrentCulture),
        ];
    }

    private static ExpertProgress Of(
        ExpertId id,
        string name,
        DateTimeOffset sign,
        List<Line> reviews,
        bool isReminded
    ) =>
        new(
            id,
            name,
            reviews.Count,
            reviews.Count(one => one.SavedAt is not null),
            reviews.Count(one => one.SubmittedAt is not null),
            reviews.Select(one => one.SavedAt ?? sign).Append(sign).Max(),
            [
                .. reviews
                    .Where(one => one.IsOpen)
                    .Select(one => new OpenReview(one.Id, one.Number, one.SubmittedAt is null)),
            ],
            isReminded
        );

    private async Task<List<DossierProgress>> DossiersAsync(
        WaveId wave,
        List<Line> reviews,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var eligible = await db.DossiersStaffedBy(viewer)
            .AsNoTracking()
            .Where(one => one.WaveId == wave && one.Dismissal == null && one.Eligibility!.IsEligible)
            .Select(one => new { one.Id, Number = one.Number! })
            .ToListAsync(cancellation);
        var theirs = reviews.ToLookup(one => one.Dossier);
        return
        [
            .. eligible
                .Select(one => new DossierProgress(
                    one.Id,
                    one.Number,
                    theirs[one.Id].Count(),
                    theirs[one.Id].Count(review => review.SubmittedAt is not null),
                    theirs[one.Id].Any(review => review.IsDoubted)
                ))
                .OrderBy(one => one.Submitted)
                .ThenBy(one => one.Number, StringComparer.Ordinal),
        ];
    }

    private sealed record Line(
        ReviewId Id,
        ExpertId Expert,
        string Name,
        DossierId Dossier,
        string Number,
        DateTimeOffset? SavedAt,
        DateTimeOffset? SubmittedAt,
        bool IsOpen,
        bool IsDoubted,
        bool IsInConflict
    );
}
