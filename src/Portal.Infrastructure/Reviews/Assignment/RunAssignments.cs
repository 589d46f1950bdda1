using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews.Assignment;
using Portal.Domain.Reviews.Matching;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Matching;
using Portal.Infrastructure.Reviews.Pool;
using Portal.Infrastructure.Scheduling;

namespace Portal.Infrastructure.Reviews.Assignment;

/// <summary>Makes the proposals that were asked for.</summary>
public sealed class RunAssignments(PortalDbContext db, RunAsked asked, LookForConflicts look)
{
    public const string Job = "run-assignments";

    internal static readonly AskedTable Table = new(
        "assignment_proposals",
        "solved_at is null and cancelled_at is null and failed_at is null"
    );

    /// <summary>Reading, comparing texts, assigning.</summary>
    private const int Steps = 3;

    public Task RunAsync(CancellationToken cancellation) =>
        asked.RunAsync<AssignmentProposal, ProposalId>(
            Table,
            (id, itsTry) => MakeAsync(id, itsTry, cancellation),
            cancellation
        );

    /// <summary>Changes a proposal that nobody else changes meanwhile.</summary>
    public Task ChangeAsync(
        ProposalId id,
        Action<AssignmentProposal, DateTimeOffset> change,
        CancellationToken cancellation
    ) => asked.ChangeAsync(Table, id, change, cancellation);

    private async Task MakeAsync(ProposalId id, ClaimedTry itsTry, CancellationToken cancellation)
    {
        await itsTry.NoteAsync(done: 0, Steps, cancellation);
        var proposal = await db.AssignmentProposals.AsNoTracking().SingleAsync(one => one.Id == id, cancellation);
        await look.RecordAsync(proposal.WaveId, only: null, dossier: null, cancellation);
        var read = await new ReadPanel(db).OfAsync(
            proposal.WaveId,
            await db.ViewerOfAsync(proposal.By, cancellation),
            cancellation
        );
        var panel = await itsTry.CalculateAsync(1, Steps, _ => read.Panel(), cancellation);
        var kept = await KeptAsync(proposal.Terms, panel, cancellation);
        IReadOnlyDictionary<Pair, int>? probabilities = null;
        var (match, obstacles) = await itsTry.CalculateAsync(
            2,
            Steps,
            stop => Solve(panel, proposal.Terms, kept, out probabilities, stop),
            cancellation
        );
        panel = probabilities is null ? panel : panel.Drawn(probabilities);
        await ChangeAsync(
            id,
            (one, now) =>
            {
                if (match is null)
                    one.Refuse(itsTry.Number, obstacles, now);
                else
                    one.Solve(itsTry.Number, panel, match, now);
            },
            cancellation
        );
    }

    private static (Match? Match, IReadOnlyList<MatchObstacle> Obstacles) Solve(
        AssignmentPanel panel,
        AssignmentTerms terms,
        IReadOnlySet<Pair> kept,
        out IReadOnlyDictionary<Pair, int>? probabilities,
        CancellationToken cancellation
    )
    {
        probabilities = null;
        if (panel.Dossiers.Count == 0)
            return (null, [new MatchObstacle.NoDossier()]);
        if (panel.Experts.Count == 0)
            return (null, [new MatchObstacle.NoExpert()]);
        if (terms.MostProbability is { } most)
            return Draw(panel.Limits(terms), most, out probabilities, cancellation);
        var limits = panel.Limits(terms);
        if (kept.Count == 0)
            return MatchExperts.Run(limits.Affinities, limits.Terms, terms.Objective, cancellation);
        var (match, obstacles) = MatchExperts.Run(limits.Keeping(kept), limits.Terms, MatchObjective.Sum, cancellation);
        // Of all assignments that keep as many pairs, none has a larger sum.
        return match is null
            ? (null, obstacles)
            : (
                new Match(
                    limits.Affinities,
                    match.Pairs,
                    match.SumBound - limits.KeepingWorth(match.Pairs, kept),
                    limits.FloorBound()
                ),
                []
            );
    }

    private static (Match? Match, IReadOnlyList<MatchObstacle> Obstacles) Draw(
        MatchLimits limits,
        int most,
        out IReadOnlyDictionary<Pair, int>? probabilities,
        CancellationToken cancellation
    )
    {
        probabilities = null;
        if (MatchObstacle.In(limits) is { Count: > 0 } obstacles)
            return (null, obstacles);
        if (MatchLottery.Of(limits, most, cancellation) is { } lottery)
        {
            probabilities = lottery.Hundredths;
            return (lottery.Draw(limits.Terms.Seed, cancellation), []);
        }
        return MatchLottery.LeastCap(limits, cancellation) is { } possible
            ? (null, [new MatchObstacle.CapTooLow(possible)])
            : MatchExperts.Run(limits.Affinities, limits.Terms, MatchObjective.Sum, cancellation);
    }

    private async Task<IReadOnlySet<Pair>> KeptAsync(
        AssignmentTerms terms,
        AssignmentPanel panel,
        CancellationToken cancellation
    )
    {
        if (terms.Keeps is not { } earlier)
            return new HashSet<Pair>();
        var proposal = await db.AssignmentProposals.AsNoTracking().SingleAsync(one => one.Id == earlier, cancellation);
        return panel.PlacesOf(proposal.PairsById());
    }
}
