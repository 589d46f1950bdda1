using Microsoft.EntityFrameworkCore;
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

    /// <summary>Who is invited next: whoever is invited, or was, is on no list any more, whatever it says.</summary>
    public static IQueryable<PoolExpert> StandingBy(this PortalDbContext db) =>
        db.NeverInvited().Where(one => one.Standby != null && one.Email != null);

    /// <summary>Keeps others from the standby list of a wave until the transaction ends.</summary>
    internal static Task HoldStandbyAsync(this PortalDbContext db, WaveId wave, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended({$"standby:{wave.Value}"}, 0))",
            cancellation
        );

    /// <summary>Who may come on a standby list.</summary>
    public static IQueryable<PoolExpert> NeverInvited(this PortalDbContext db) =>
        db.PoolExperts.Where(one => !db.ExpertInvitations.Any(sent => sent.PoolExpertId == one.Id));

    /// <summary>The conflicts that keep a dossier from an expert.</summary>
    public static IQueryable<Conflict> StandingConflicts(this PortalDbContext db) => db.Conflicts.Standing();

    /// <summary>Those of them that keep a dossier from an expert. In SQL what <see cref="Conflict.Stands"/> says.</summary>
    public static IQueryable<Conflict> Standing(this IQueryable<Conflict> conflicts) =>
        conflicts.Where(conflict => conflict.Lifting == null);

    /// <summary>Who is in the team of a dossier learns of nobody who is kept from it.</summary>
    public static IQueryable<Conflict> ConflictsOfOthersDossiers(this PortalDbContext db, Viewer viewer) =>
        db.Conflicts.Where(conflict =>
            !db.Members.Any(member => member.DossierId == conflict.DossierId && member.Person == viewer.Id)
        );
}
