using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Tests.Reviews;

/// <summary>What turns out to keep a dossier from an expert who has it already.</summary>
internal static class LateConflicts
{
    public const string Evidence = "Un lien trouvé après coup";

    /// <summary>Staff notes one.</summary>
    public static async Task NoteAsync(TestDatabase database, ReviewId id)
    {
        await using var db = database.Open();
        var (review, expert) = await OfAsync(db, id);
        expert.Pool.NoteConflict(review.DossierId, Evidence, review.AssignedBy, await db.NowAsync());
        await db.SaveChangesAsync();
    }

    /// <summary>Two persons lift it.</summary>
    public static async Task LiftAsync(TestDatabase database, ReviewId id)
    {
        await using var db = database.Open();
        var (review, expert) = await OfAsync(db, id);
        var (of, kind, team, now) = (
            review.DossierId,
            ConflictKind.NotedByStaff,
            new HashSet<PersonId>(),
            await db.NowAsync()
        );
        expert.Pool.ProposeLifting(of, kind, "Une homonymie.", review.AssignedBy, team, now);
        expert.Pool.ConfirmLifting(of, kind, now, new PersonId(Guid.NewGuid()), team, now);
        await db.SaveChangesAsync();
    }

    /// <summary>As if none had ever been noted.</summary>
    public static async Task ForgetAsync(TestDatabase database)
    {
        await using var db = database.OpenAsOwner();
        await db.Conflicts.Where(one => one.Evidence == Evidence).ExecuteDeleteAsync();
    }

    private static async Task<(Review Review, Expert Expert)> OfAsync(PortalDbContext db, ReviewId id)
    {
        var review = await db.Reviews.SingleAsync(one => one.Id == id);
        return (
            review,
            await db.Experts.Include(one => one.Pool.Conflicts).SingleAsync(one => one.Id == review.ExpertId)
        );
    }
}
