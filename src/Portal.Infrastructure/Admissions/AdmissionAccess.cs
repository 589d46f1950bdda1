using Portal.Domain.Dossiers;

namespace Portal.Infrastructure.Admissions;

/// <summary>Which dossiers can be admitted.</summary>
public static class AdmissionAccess
{
    /// <summary>Filed, and neither withdrawn, carried over, excluded, dismissed nor found ineligible since.</summary>
    public static IQueryable<Dossier> Admissible(this IQueryable<Dossier> dossiers) =>
        dossiers.Where(one =>
            one.FilingId != null
            && one.Withdrawal == null
            && one.CarriedTo == null
            && one.Exclusion == null
            && one.Dismissal == null
            && (one.Eligibility == null || one.Eligibility.IsEligible)
        );
}
