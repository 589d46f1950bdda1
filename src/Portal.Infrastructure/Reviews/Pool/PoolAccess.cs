using Portal.Domain;
using Portal.Domain.People;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews.Pool;

/// <summary>Who sees the experts of a pool and their conflicts, decided in the query.</summary>
public static class PoolAccess
{
    /// <summary>The experts of the waves that staff reads.</summary>
    public static IQueryable<PoolExpert> PoolStaffedBy(this PortalDbContext db, Viewer viewer) =>
        db.PoolExperts.Where(expert => db.WavesStaffedBy(viewer).Any(wave => wave.Id == expert.WaveId));

    /// <summary>The experts of the waves of an officer's own charge.</summary>
    public static IQueryable<PoolExpert> PoolInChargeOf(this PortalDbContext db, Viewer viewer) =>
        db.PoolExperts.Where(expert => db.WavesInChargeOf(viewer).Any(wave => wave.Id == expert.WaveId));

    /// <summary>The experts of whom a person may confirm that a conflict is lifted: officers, and who publishes.</summary>
    public static IQueryable<PoolExpert> PoolConfirmableBy(this PortalDbContext db, Viewer viewer) =>
        viewer.Is(PortalRole.Publisher) ? db.PoolStaffedBy(viewer) : db.PoolInChargeOf(viewer);

    /// <summary>What the pools of the waves in which a person serves hold of them.</summary>
    public static IQueryable<PoolExpert> PoolRecordsOf(this PortalDbContext db, Viewer viewer) =>
        db.PoolExperts.Where(one =>
            viewer.Id != null && db.Experts.Any(expert => expert.PoolExpertId == one.Id && expert.Person == viewer.Id)
        );

    /// <summary>The conflicts that keep a dossier from an expert.</summary>
    public static IQueryable<Conflict> StandingConflicts(this PortalDbContext db) =>
        db.Conflicts.Where(conflict => conflict.Lifting == null);

    /// <summary>Who is in the team of a dossier learns of nobody who is kept from it.</summary>
    public static IQueryable<Conflict> ConflictsOfOthersDossiers(this PortalDbContext db, Viewer viewer) =>
        db.Conflicts.Where(conflict =>
            !db.Members.Any(member => member.DossierId == conflict.DossierId && member.Person == viewer.Id)
        );
}
