using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.FollowUp.Interim;

/// <summary>What an expert typed of an opinion.</summary>
/// <param name="Revision">The one that they had before them.</param>
public sealed record TypedOpinion(int Revision, Recommendation? Recommendation, Func<Grid, ReviewSheet> Sheet);

/// <summary>
/// An expert writes an opinion. Each act is one transaction in which nobody else changes the project, so that none comes
/// between a decision and the opinions that it rests on.
/// </summary>
public sealed class OpinionDesk(PortalDbContext db)
{
    /// <summary>Says that no conflict keeps the expert from it: the first save, of nothing yet. Doing it twice changes nothing.</summary>
    /// <returns>Null where the expert wasn't asked, or is kept from it.</returns>
    public Task<InterimOpinion?> BeginAsync(OpinionId id, Viewer by, CancellationToken cancellation) =>
        ActAsync(
            id,
            by,
            (opinion, milestone, now) =>
            {
                if (opinion.SavedAt is null)
                    opinion.Save(ReviewSheet.Blank, null, opinion.Revision, milestone, now);
                return Task.CompletedTask;
            },
            cancellation
        );

    /// <returns>The opinion as saved; null where the expert wasn't asked, or is kept from it.</returns>
    public Task<InterimOpinion?> SaveAsync(
        OpinionId id,
        TypedOpinion typed,
        Viewer by,
        CancellationToken cancellation
    ) =>
        ActAsync(
            id,
            by,
            (opinion, milestone, now) =>
            {
                opinion.Save(typed.Sheet(opinion.Grid), typed.Recommendation, typed.Revision, milestone, now);
                return Task.CompletedTask;
            },
            cancellation
        );

    /// <summary>Saves what was typed and, where nothing is missing, submits it. What is submitted already stays so.</summary>
    /// <returns>The opinion, still open where something is missing; null where the expert wasn't asked, or is kept from it.</returns>
    public Task<InterimOpinion?> SubmitAsync(
        OpinionId id,
        TypedOpinion typed,
        Viewer by,
        CancellationToken cancellation
    ) =>
        ActAsync(
            id,
            by,
            (opinion, milestone, now) =>
            {
                if (opinion.SubmittedAt is null)
                    opinion.Save(typed.Sheet(opinion.Grid), typed.Recommendation, typed.Revision, milestone, now);
                if (opinion is { Obstacles.Count: 0, Recommendation: not null })
                    opinion.Submit(milestone, now);
                return Task.CompletedTask;
            },
            cancellation
        );

    /// <summary>The expert steps aside, and is in conflict with the dossier in each wave of its call from now on.</summary>
    /// <returns>Null where the expert wasn't asked, or is kept from it.</returns>
    public Task<InterimOpinion?> RecuseAsync(OpinionId id, string reason, Viewer by, CancellationToken cancellation) =>
        ActAsync(
            id,
            by,
            async (opinion, _, now) =>
            {
                var seats = await db
                    .Experts.Include(one => one.Pool.Conflicts)
                    .Where(one => one.Person == opinion.Expert)
                    .Where(one => db.Waves.Any(wave => wave.Id == one.WaveId && wave.CallId == opinion.CallId))
                    .ToListAsync(cancellation);
                opinion.StepAside(reason, seats, now);
            },
            cancellation
        );

    private async Task<InterimOpinion?> ActAsync(
        OpinionId id,
        Viewer by,
        Func<InterimOpinion, Milestone, DateTimeOffset, Task> act,
        CancellationToken cancellation
    )
    {
        var own = db.OpinionsOf(by).Where(one => one.Id == id);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await own.Select(one => (DossierId?)one.DossierId).SingleOrDefaultAsync(cancellation) is not { } dossier)
            return null;
        await db.HoldDossierAsync(dossier, cancellation);
        if (await own.SingleOrDefaultAsync(cancellation) is not { } opinion)
            return null;
        var milestone = await db.Milestones.SingleAsync(one => one.Id == opinion.MilestoneId, cancellation);
        await act(opinion, milestone, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return opinion;
    }
}
