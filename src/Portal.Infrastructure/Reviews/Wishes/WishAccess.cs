using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Wishes;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Pool;

namespace Portal.Infrastructure.Reviews.Wishes;

/// <summary>Who says and sees which wishes, decided in the query.</summary>
public static class WishAccess
{
    /// <summary>
    /// The dossiers that an expert may wish for: the eligible ones of their wave, but for those that a conflict keeps from
    /// them, once they have signed the charter.
    /// </summary>
    public static IQueryable<Dossier> DossiersToWishFor(this PortalDbContext db, ExpertId expert, Viewer viewer) =>
        db.Dossiers.Where(dossier =>
            dossier.Dismissal == null
            && dossier.Withdrawal == null
            && dossier.Exclusion == null
            && dossier.CarriedTo == null
            && dossier.Eligibility!.IsEligible
            && !dossier.Members.Any(member => member.Person == viewer.Id)
            && db.Experts.Any(one =>
                one.Id == expert
                && one.Person == viewer.Id
                && one.WaveId == dossier.WaveId
                && one.CharterSignedAt != null
                && !db.StandingConflicts()
                    .Any(conflict => conflict.PoolExpertId == one.PoolExpertId && conflict.DossierId == dossier.Id)
            )
        );

    /// <summary>An expert's own: nobody reads here what others wish.</summary>
    public static IQueryable<Wish> WishesOf(this PortalDbContext db, ExpertId expert, Viewer viewer) =>
        db.Wishes.Where(wish =>
            wish.ExpertId == expert
            && wish.Kind != null
            && db.Experts.Any(one => one.Id == expert && one.Person == viewer.Id)
        );
}
