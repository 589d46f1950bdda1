using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews;

/// <summary>
/// Takes a dossier from an expert. What somebody wrote as a rapporteur who must not judge is nobody's to go on with.
/// </summary>
public sealed class TakeReviewAway(PortalDbContext db)
{
    /// <exception cref="RefusedException">It is submitted, and no conflict takes it out.</exception>
    public async Task RunAsync(Review review, string word, PersonId by, CancellationToken cancellation)
    {
        var conflict = await db.ConflictOfAsync(review, cancellation);
        var now = await db.NowAsync(cancellation);
        review.TakeAway(word, conflict, by, now);
        var theirs = await db.Syntheses.SingleOrDefaultAsync(one => one.Rapporteur == review.Id, cancellation);
        if (conflict is not null)
            theirs?.SetAside(by, now);
        await db.SaveChangesAsync(cancellation);
    }
}
