using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Consultations;

/// <summary>What of consultations who reads.</summary>
public static class ConsultationAccess
{
    /// <summary>What the public reads, and what counts: confirmed, not replaced by a later one, accepted.</summary>
    public static IQueryable<Contribution> PublicContributions(this PortalDbContext db) =>
        db.ConfirmedContributions().Where(one => one.Moderation!.IsAccepted);

    /// <summary>What staff reads: nobody's before its address is confirmed.</summary>
    public static IQueryable<Contribution> ConfirmedContributions(this PortalDbContext db) =>
        db.Contributions.Where(one => one.ConfirmedAt != null && one.ReplacedAt == null);

    /// <summary>The contributions of who has the link that went to an address.</summary>
    public static IQueryable<Contribution> ContributionsOf(this PortalDbContext db, string key) =>
        db.Contributions.Where(one => one.Key == key);

    /// <summary>
    /// Holds a consultation for an act on what came to it: nothing is confirmed, read or grouped while it is answered.
    /// </summary>
    internal static async Task<Consultation?> HoldConsultationAsync(
        this PortalDbContext db,
        ConsultationId id,
        CancellationToken cancellation
    )
    {
        await db.Database.ExecuteSqlAsync(
            $"select 1 from consultations where id = {id.Value} for update",
            cancellation
        );
        return await db.Consultations.SingleOrDefaultAsync(one => one.Id == id, cancellation);
    }
}
