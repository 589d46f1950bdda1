using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Domain.Reviews.Assignment;
using Portal.Domain.Reviews.Matching;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Matching;
using Portal.Infrastructure.Reviews.Pool;

namespace Portal.Infrastructure.Reviews.Assignment;

/// <summary>
/// Makes the proposals that were asked for. A try is claimed, gives signs of life while it calculates, and is taken over
/// when it gave none for two minutes.
/// </summary>
public sealed partial class RunAssignments(PortalDbContext db, ILogger<RunAssignments> log)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var due = await db
            .Database.SqlQuery<Guid>(
                $"""
                select id as "Value" from assignment_proposals
                where solved_at is null and cancelled_at is null and failed_at is null
                  and (beat_at is null or beat_at < clock_timestamp() - interval '2 minutes')
                order by asked_at
                """
            )
            .ToListAsync(cancellation);
        foreach (var id in due)
            if (await AssignmentTry.ClaimAsync(db, new ProposalId(id), cancellation) is { } claimed)
                await RunAsync(new ProposalId(id), claimed, cancellation);
    }

    /// <summary>Changes a proposal that nobody else changes meanwhile.</summary>
    public async Task ChangeAsync(ProposalId id, Action<AssignmentProposal, DateTimeOffset> change)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlAsync(
            $"select 1 from assignment_proposals where id = {id.Value} for no key update"
        );
        change(await db.AssignmentProposals.SingleAsync(one => one.Id == id), await db.NowAsync());
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    private async Task RunAsync(ProposalId id, AssignmentTry itsTry, CancellationToken cancellation)
    {
        try
        {
            if (itsTry.Number <= AssignmentProposal.MostTries)
                await MakeAsync(id, itsTry, cancellation);
            else
                await FailAsync(id, itsTry);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            // The portal stops. Whoever starts next takes it up at once, as if this try had never been.
            await itsTry.ReleaseAsync(counts: false);
            throw;
        }
        catch (AssignmentOvertakenException)
        {
            Overtaken(id.Value, itsTry.Number);
        }
        catch (Exception failure)
        {
            Failed(failure, id.Value, itsTry.Number);
            await FailAsync(id, itsTry);
        }
    }

    private async Task MakeAsync(ProposalId id, AssignmentTry itsTry, CancellationToken cancellation)
    {
        await itsTry.NoteAsync(step: 0, cancellation);
        var proposal = await db.AssignmentProposals.AsNoTracking().SingleAsync(one => one.Id == id, cancellation);
        await new LookForConflicts(db).RecordAsync(proposal.WaveId, only: null, dossier: null, cancellation);
        var read = await new ReadPanel(db).OfAsync(proposal.WaveId, await OfficerAsync(proposal.By), cancellation);
        var panel = await itsTry.CalculateAsync(1, _ => read.Panel(), cancellation);
        var kept = await KeptAsync(proposal.Terms, panel, cancellation);
        var (match, obstacles) = await itsTry.CalculateAsync(
            2,
            stop => Solve(panel, proposal.Terms, kept, stop),
            cancellation
        );
        await ChangeAsync(
            id,
            (one, now) =>
            {
                if (match is null)
                    one.Refuse(itsTry.Number, obstacles, now);
                else
                    one.Solve(itsTry.Number, panel, match, now);
            }
        );
    }

    private static (Match? Match, IReadOnlyList<MatchObstacle> Obstacles) Solve(
        AssignmentPanel panel,
        AssignmentTerms terms,
        IReadOnlySet<Pair> kept,
        CancellationToken cancellation
    )
    {
        if (panel.Dossiers.Count == 0 || panel.Experts.Count == 0)
            return (null, []);
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

    /// <summary>The officer who asked, with the roles that they have now.</summary>
    private async Task<Viewer> OfficerAsync(PersonId person)
    {
        var roles = await (
            from given in db.UserRoles
            where given.UserId == person.Value
            join role in db.Roles on given.RoleId equals role.Id
            select role.Name!
        ).ToListAsync();
        return new Viewer(person, roles.Select(Enum.Parse<PortalRole>).ToHashSet());
    }

    private async Task FailAsync(ProposalId id, AssignmentTry itsTry)
    {
        await itsTry.ReleaseAsync(counts: true);
        await ChangeAsync(id, (one, now) => one.Fail(itsTry.Number, now));
    }

    [LoggerMessage(LogLevel.Error, "Try {Try} of assignment {Proposal} failed.")]
    private partial void Failed(Exception failure, Guid proposal, int @try);

    [LoggerMessage(LogLevel.Information, "Try {Try} of assignment {Proposal} isn't wanted any more.")]
    private partial void Overtaken(Guid proposal, int @try);
}
