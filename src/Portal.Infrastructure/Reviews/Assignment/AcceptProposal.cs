using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Domain.Reviews.Assignment;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Pool;
using Portal.Infrastructure.Scheduling;

namespace Portal.Infrastructure.Reviews.Assignment;

/// <summary>
/// Puts a proposal in force as it was shown, all of it at once, while nobody changes it and nothing else becomes of its
/// dossiers. A pair that can't be any more is told, the rest stands.
/// </summary>
public sealed class AcceptProposal(PortalDbContext db, RunAsked asked, LookForConflicts look)
{
    /// <param name="id">Of the proposal.</param>
    /// <param name="revision">The one that was shown.</param>
    /// <param name="reason">Why experts get more than they can take; empty where none does.</param>
    /// <param name="viewer">Who accepts.</param>
    /// <param name="cancellation">Of the request.</param>
    /// <returns>Null where there is no such proposal in the viewer's charge.</returns>
    /// <exception cref="RefusedException">There is nothing to accept, it is in force already, or somebody changed it.</exception>
    public async Task<Acceptance?> RunAsync(
        ProposalId id,
        int revision,
        string reason,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        if (!await db.ProposalsInChargeOf(viewer).AnyAsync(one => one.Id == id, cancellation))
            return null;
        await LookAsync(id, cancellation);
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var proposal = await asked.HoldAsync<AssignmentProposal, ProposalId>(RunAssignments.Table, id, cancellation);
        proposal.EnsureAt(revision);
        (await db.Waves.SingleAsync(one => one.Id == proposal.WaveId, cancellation)).EnsurePanelOpen();
        var (by, now) = (viewer.Id!.Value, await db.NowAsync(cancellation));
        proposal.Accept(await GiveAsync(proposal, reason, viewer, now, cancellation), by, now);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return proposal.Acceptance;
    }

    /// <summary>Looks for conflicts once more, on its own: what is found stays where the proposal is refused.</summary>
    private async Task LookAsync(ProposalId id, CancellationToken cancellation)
    {
        var proposal = await db.AssignmentProposals.AsNoTracking().SingleAsync(one => one.Id == id, cancellation);
        proposal.EnsureReady();
        var chosen = proposal.Added.Select(one => one.Expert).Distinct().ToList();
        var pooled = await db
            .Experts.Where(one => chosen.Contains(one.Id))
            .Select(one => one.PoolExpertId)
            .ToListAsync(cancellation);
        await look.RecordAsync(proposal.WaveId, pooled, dossier: null, cancellation);
    }

    private async Task<List<RefusedPair>> GiveAsync(
        AssignmentProposal proposal,
        string reason,
        Viewer viewer,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var held = await HeldPairs.ReadAsync(db, proposal.Added, viewer, cancellation);
        var refused = new List<RefusedPair>();
        foreach (var pair in proposal.Added)
            // What is given counts for the next pair: each is asked in its turn.
            if (held.ObstacleTo(pair, reason) is { } why)
                refused.Add(new RefusedPair(pair.Dossier, pair.Expert, why));
            else
                held.Give(pair, reason, viewer.Id!.Value, now, proposal.Id);
        return refused;
    }
}
