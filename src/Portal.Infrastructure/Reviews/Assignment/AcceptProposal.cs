using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Assignment;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Pool;

namespace Portal.Infrastructure.Reviews.Assignment;

/// <summary>
/// Puts a proposal in force: each dossier's reviews are assigned while nothing else becomes of it, one dossier after the
/// other. A pair that can't be any more is told, the rest stands. Cut short, it goes on where it was.
/// </summary>
public sealed class AcceptProposal(PortalDbContext db, RunAssignments proposals)
{
    /// <returns>Null where there is no such proposal in the viewer's charge.</returns>
    /// <exception cref="RefusedException">There is nothing to accept, or it is in force already.</exception>
    public async Task<Acceptance?> RunAsync(ProposalId id, Viewer viewer, CancellationToken cancellation)
    {
        var proposal = await db.ProposalsInChargeOf(viewer)
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == id, cancellation);
        if (proposal is null)
            return null;
        proposal.EnsureReady();
        (await db.Waves.SingleAsync(one => one.Id == proposal.WaveId, cancellation)).EnsurePanelOpen();
        var chosen = proposal.Added.Select(one => one.Expert).Distinct().ToList();
        var pooled = await db
            .Experts.Where(one => chosen.Contains(one.Id))
            .Select(one => one.PoolExpertId)
            .ToListAsync(cancellation);
        await new LookForConflicts(db).RecordAsync(proposal.WaveId, pooled, dossier: null, cancellation);
        var refused = new List<RefusedPair>();
        foreach (var dossier in proposal.Added.GroupBy(one => one.Dossier, one => one.Expert))
            refused.AddRange(await AssignAsync(id, dossier.Key, [.. dossier], viewer, cancellation));
        Acceptance? accepted = null;
        await proposals.ChangeAsync(
            id,
            (one, now) =>
            {
                one.Accept(refused, viewer.Id!.Value, now);
                accepted = one.Acceptance;
            }
        );
        return accepted;
    }

    private async Task<List<RefusedPair>> AssignAsync(
        ProposalId proposal,
        DossierId id,
        IReadOnlyList<ExpertId> chosen,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var seen = db.DossiersInChargeOf(viewer).Include(one => one.Members);
        if (await db.HoldAsync(seen, id, cancellation) is not { } dossier)
            return [.. chosen.Select(one => new RefusedPair(id, one, ReviewRefusals.NotEligible))];
        var experts = await db
            .Experts.Include(one => one.Pool.Conflicts)
            .Where(one => chosen.Contains(one.Id))
            .ToListAsync(cancellation);
        var given = await db
            .Reviews.Where(one => one.DossierId == id)
            .Select(one => one.ExpertId)
            .ToListAsync(cancellation);
        var call = await db.Calls.Include(one => one.Grids).SingleAsync(one => one.Id == dossier.CallId, cancellation);
        var now = await db.NowAsync(cancellation);
        var refused = new List<RefusedPair>();
        foreach (var expert in experts.Where(one => !given.Contains(one.Id)))
            if (Review.ObstacleToAssigning(dossier, expert) is { } obstacle)
                refused.Add(new RefusedPair(id, expert.Id, obstacle));
            else
                db.Reviews.Add(Review.Assign(dossier, expert, call.CurrentGrid, viewer.Id!.Value, now, proposal));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return refused;
    }
}
