using Portal.Domain.Decisions;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Decisions;

/// <summary>
/// The embargo, in one place: pages, search, feeds, API and mails read lists and decisions through these queries
/// and through nothing else.
/// </summary>
public static class DecisionAccess
{
    /// <summary>Lists that are approved and whose moment has come, whether or not the job has noted it.</summary>
    public static IQueryable<WinnerList> WinnerListsPublicAt(this PortalDbContext db, DateTimeOffset now) =>
        db.WinnerLists.Where(list => list.ApprovedAt != null && list.PublishAt <= now);

    /// <summary>Lists that are public, or so near to it that nothing on them changes any more.</summary>
    public static IQueryable<WinnerList> WinnerListsFixedAt(this PortalDbContext db, DateTimeOffset now) =>
        db.WinnerListsPublicAt(now + WinnerList.Still);

    /// <summary>Winners that the public can read.</summary>
    public static IQueryable<Winner> WinnersPublicAt(this PortalDbContext db, DateTimeOffset now) =>
        db.Winners.Where(winner => db.WinnerListsPublicAt(now).Any(list => list.Id == winner.ListId));

    /// <summary>Corrections that the public can read: the list and the decisions took them up.</summary>
    public static IQueryable<Correction> CorrectionsPublicAt(this PortalDbContext db, DateTimeOffset now) =>
        db.Corrections.Where(correction => correction.PublishedAt <= now);

    /// <summary>Decisions that their carriers can read.</summary>
    public static IQueryable<Decision> DecisionsRevealedAt(this PortalDbContext db, DateTimeOffset now) =>
        db.Decisions.Where(decision => db.WinnerListsPublicAt(now).Any(list => list.Id == decision.ListId));

    /// <summary>Decisions on what counts now: of a dossier that left for another cut-off, the earlier one doesn't.</summary>
    public static IQueryable<Decision> DecisionsThatStand(this PortalDbContext db) =>
        db.Decisions.Where(decision => decision.MovedAt == null);

    /// <summary>Decisions but for those on dossiers that one is oneself in the team of.</summary>
    public static IQueryable<Decision> DecisionsOnOthersDossiers(this PortalDbContext db, Viewer viewer) =>
        db.Decisions.Where(decision =>
            !db.Members.Any(member => member.DossierId == decision.DossierId && member.Person == viewer.Id)
        );
}
