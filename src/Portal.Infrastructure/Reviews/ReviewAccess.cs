using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews;

/// <summary>Who can see which reviews, decided in the query.</summary>
public static class ReviewAccess
{
    /// <summary>An expert's own reviews.</summary>
    public static IQueryable<Review> ReviewsOf(this PortalDbContext db, Viewer viewer) =>
        db.ReviewsOfOthersDossiers(viewer).Where(review => viewer.Id != null && review.ExpertPerson == viewer.Id);

    /// <summary>
    /// The submitted reviews of other experts on the dossiers for which the viewer has submitted their own: nobody
    /// reads another's review before.
    /// </summary>
    public static IQueryable<Review> ReviewsOfPeers(this PortalDbContext db, Viewer viewer) =>
        db.ReviewsOfOthersDossiers(viewer)
            .Where(review =>
                review.SubmittedAt != null
                && review.ExpertPerson != viewer.Id
                && db.Reviews.Any(own =>
                    own.DossierId == review.DossierId && own.ExpertPerson == viewer.Id && own.SubmittedAt != null
                )
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
