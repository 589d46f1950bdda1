using Microsoft.EntityFrameworkCore;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Pool;

namespace Portal.Infrastructure.Reviews;

/// <summary>Who can see which reviews, decided in the query.</summary>
public static class ReviewAccess
{
    /// <summary>An expert's own reviews, whether or not they may still open them.</summary>
    public static IQueryable<Review> ReviewsGivenTo(this PortalDbContext db, Viewer viewer) =>
        db.ReviewsOfOthersDossiers(viewer).Where(review => viewer.Id != null && review.ExpertPerson == viewer.Id);

    /// <summary>
    /// An expert's own reviews that no conflict keeps from them. Of what they recused themselves from they read that
    /// they did, and no more.
    /// </summary>
    public static IQueryable<Review> ReviewsOf(this PortalDbContext db, Viewer viewer) =>
        db.ReviewsGivenTo(viewer)
            .Where(review => review.Recusal != null || !db.ReviewsInConflict().Any(kept => kept.Id == review.Id));

    /// <summary>
    /// The reviews whose experts must not judge the dossier: they weigh nothing, and nobody works on them, until the
    /// conflict is lifted. In SQL what <see cref="Conflict.Bears"/> says.
    /// </summary>
    public static IQueryable<Review> ReviewsInConflict(this PortalDbContext db)
    {
        var kept = db.Database.SqlQuery<Guid>($"""select id as "Value" from reviews_in_conflict()""");
        return db.Reviews.Where(review => kept.Contains(review.Id.Value));
    }

    /// <summary>
    /// The reviews whose comments the carriers read to whom the decision was told at a moment. What turned out after that
    /// leaves them as they were read: their absence would tell what it is. Staff takes them back by setting the review
    /// aside.
    /// </summary>
    public static IQueryable<Review> ReviewsToldAt(this PortalDbContext db, DateTimeOffset told)
    {
        var known = db.Database.SqlQuery<Guid>($"""select id as "Value" from reviews_in_conflict_before({told})""");
        return db.Reviews.Where(review => review.SubmittedAt != null && !known.Contains(review.Id.Value));
    }

    /// <summary>The submitted reviews that weigh: in rankings, before juries, and among experts.</summary>
    public static IQueryable<Review> ReviewsThatCount(this PortalDbContext db) =>
        db.Reviews.Where(review =>
            review.SubmittedAt != null && !db.ReviewsInConflict().Any(kept => kept.Id == review.Id)
        );

    /// <summary>The syntheses that experts read: those whose rapporteur may judge the dossier.</summary>
    public static IQueryable<Synthesis> SynthesesThatCount(this PortalDbContext db) =>
        db.Syntheses.Where(synthesis => !db.ReviewsInConflict().Any(kept => kept.Id == synthesis.Rapporteur));

    /// <summary>The reviews that somebody has still to submit, for the first time or anew.</summary>
    public static IQueryable<Review> OpenReviews(this PortalDbContext db) =>
        db.Reviews.Where(Review.IsStillOpen).Where(review => !db.ReviewsInConflict().Any(kept => kept.Id == review.Id));

    /// <summary>What keeps an expert from a dossier that they hold; null where nothing does.</summary>
    public static Task<Conflict?> ConflictOfAsync(
        this PortalDbContext db,
        Review review,
        CancellationToken cancellation
    ) =>
        db.StandingConflicts()
            .Where(conflict => conflict.DossierId == review.DossierId)
            .Where(conflict =>
                db.Experts.Any(expert => expert.Id == review.ExpertId && expert.PoolExpertId == conflict.PoolExpertId)
            )
            .OrderByDescending(conflict => conflict.Kind)
            .FirstOrDefaultAsync(cancellation);

    /// <summary>
    /// The submitted reviews of other experts on the dossiers for which the viewer has submitted their own: nobody
    /// reads another's review before.
    /// </summary>
    public static IQueryable<Review> ReviewsOfPeers(this PortalDbContext db, Viewer viewer) =>
        db.ReviewsOfOthersDossiers(viewer)
            .Where(review =>
                review.ExpertPerson != viewer.Id
                && db.ReviewsThatCount().Any(one => one.Id == review.Id)
                && db.ReviewsThatCount().Any(own => own.DossierId == review.DossierId && own.ExpertPerson == viewer.Id)
            );

    /// <summary>The reviews of an officer's own calls; auditors and publishers read all.</summary>
    public static IQueryable<Review> ReviewsStaffedBy(this PortalDbContext db, Viewer viewer)
    {
        var readsAll = viewer.Is(PortalRole.Auditor) || viewer.Is(PortalRole.Publisher);
        var isOfficer = viewer.Is(PortalRole.Officer);
        return db.ReviewsOfOthersDossiers(viewer)
            .Where(review =>
                readsAll
                || isOfficer
                    && db.Waves.Any(wave =>
                        wave.Id == review.WaveId
                        && db.CallOfficers.Any(officer => officer.CallId == wave.CallId && officer.Person == viewer.Id)
                    )
            );
    }

    /// <summary>The reviews of the calls that are in an officer's charge, to act on.</summary>
    public static IQueryable<Review> ReviewsInChargeOf(this PortalDbContext db, Viewer viewer)
    {
        var waves = db.WavesInChargeOf(viewer);
        return db.ReviewsOfOthersDossiers(viewer).Where(review => waves.Any(wave => wave.Id == review.WaveId));
    }

    /// <summary>The experts who declared their conflicts for every dossier that is eligible by now.</summary>
    public static IQueryable<Expert> ExpertsWhoDeclaredAll(this PortalDbContext db) =>
        db.Experts.Where(expert =>
            expert.ConflictsDeclaredAt != null
            && !db.Dossiers.Any(dossier =>
                dossier.WaveId == expert.WaveId
                && dossier.Dismissal == null
                && dossier.Eligibility!.IsEligible
                && dossier.Eligibility!.At > expert.ConflictsDeclaredAt
            )
        );

    /// <summary>Who joined the team of a dossier, at whatever time, reads none of its reviews.</summary>
    public static IQueryable<Review> ReviewsOfOthersDossiers(this PortalDbContext db, Viewer viewer) =>
        db.Reviews.Where(review =>
            !db.Members.Any(member => member.DossierId == review.DossierId && member.Person == viewer.Id)
        );
}
