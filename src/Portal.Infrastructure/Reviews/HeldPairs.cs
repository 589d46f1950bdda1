using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Assignment;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews;

/// <summary>
/// Dossiers and the experts whom they may be given to, held until the transaction ends: nothing else becomes of a dossier,
/// and nobody gives an expert more meanwhile. However many there are, they are read together.
/// </summary>
internal sealed class HeldPairs
{
    private readonly PortalDbContext _db;
    private readonly Dictionary<DossierId, Dossier> _dossiers;
    private readonly Dictionary<ExpertId, Expert> _experts;
    private readonly Dictionary<CallId, Call> _calls;
    private readonly HashSet<AssignedPair> _given;
    private readonly Dictionary<ExpertId, int> _held;

    private HeldPairs(
        PortalDbContext db,
        Dictionary<DossierId, Dossier> dossiers,
        Dictionary<ExpertId, Expert> experts,
        Dictionary<CallId, Call> calls,
        IReadOnlyList<(AssignedPair Pair, bool Stands)> reviews
    )
    {
        (_db, _dossiers, _experts, _calls) = (db, dossiers, experts, calls);
        _given = reviews.Select(one => one.Pair).ToHashSet();
        _held = reviews.Where(one => one.Stands).CountBy(one => one.Pair.Expert).ToDictionary();
    }

    /// <summary>Whoever doesn't see a dossier waits for nobody, and keeps nobody waiting.</summary>
    public static async Task<HeldPairs> ReadAsync(
        PortalDbContext db,
        IReadOnlyList<AssignedPair> pairs,
        Viewer officer,
        CancellationToken cancellation
    )
    {
        var (dossiers, experts) = (
            pairs.Select(one => one.Dossier).Distinct().ToList(),
            pairs.Select(one => one.Expert).Distinct().ToList()
        );
        var seen = db.DossiersInChargeOf(officer).Where(one => dossiers.Contains(one.Id));
        await HoldAsync(db, await seen.Select(one => one.Id.Value).ToArrayAsync(cancellation), experts, cancellation);
        return new HeldPairs(
            db,
            await seen.Include(one => one.Members).ToDictionaryAsync(one => one.Id, cancellation),
            await db
                .Experts.Include(one => one.Pool.Conflicts)
                .Where(one => experts.Contains(one.Id))
                .ToDictionaryAsync(one => one.Id, cancellation),
            await db
                .Calls.Include(one => one.Grids)
                .Where(call => db.Dossiers.Any(one => dossiers.Contains(one.Id) && one.CallId == call.Id))
                .ToDictionaryAsync(one => one.Id, cancellation),
            await ReviewsAsync(db, experts, officer, cancellation)
        );
    }

    /// <summary>Whether both are there for the officer, in one wave.</summary>
    public bool Has(AssignedPair pair) =>
        _dossiers.TryGetValue(pair.Dossier, out var dossier)
        && _experts.TryGetValue(pair.Expert, out var expert)
        && expert.WaveId == dossier.WaveId;

    /// <summary>Why a dossier can't be given to an expert; null where it can. Giving refuses on it.</summary>
    public Refusal? ObstacleTo(AssignedPair pair, string reason)
    {
        if (!Has(pair))
            return ReviewRefusals.NotEligible;
        if (_given.Contains(pair))
            return ReviewRefusals.AlreadyAssigned;
        var expert = _experts[pair.Expert];
        return Review.ObstacleToAssigning(_dossiers[pair.Dossier], expert)
            ?? BurdenOf(pair, reason).ObstacleFor(expert);
    }

    private Burden BurdenOf(AssignedPair pair, string reason) => new(_held.GetValueOrDefault(pair.Expert), reason);

    /// <summary>Gives a dossier to an expert; what is given is saved by the caller.</summary>
    /// <exception cref="RefusedException">The expert has it already, can't have it, or has all that they can take.</exception>
    public Review Give(AssignedPair pair, string reason, PersonId by, DateTimeOffset now, ProposalId? proposal = null)
    {
        if (ObstacleTo(pair, reason) is { } obstacle)
            throw new RefusedException(obstacle);
        var (dossier, expert) = (_dossiers[pair.Dossier], _experts[pair.Expert]);
        var burden = BurdenOf(pair, reason);
        var review = Review.Assign(dossier, expert, _calls[dossier.CallId].CurrentGrid, by, now, proposal, burden);
        _db.Reviews.Add(review);
        _given.Add(pair);
        _held[pair.Expert] = burden.Held + 1;
        return review;
    }

    /// <summary>In the order of their ids, so that nobody waits for each other.</summary>
    private static async Task HoldAsync(
        PortalDbContext db,
        Guid[] dossiers,
        IEnumerable<ExpertId> experts,
        CancellationToken cancellation
    )
    {
        var persons = experts.Select(one => one.Value).ToArray();
        await db.Database.ExecuteSqlAsync(
            $"select 1 from dossiers where id = any({dossiers}) order by id for no key update",
            cancellation
        );
        await db.Database.ExecuteSqlAsync(
            $"select 1 from experts where id = any({persons}) order by id for no key update",
            cancellation
        );
    }

    /// <summary>
    /// All that these experts were ever given of their waves. What counts as held is what the officer reads of it: neither
    /// what is recused or in conflict, nor what is of the officer's own dossiers.
    /// </summary>
    private static async Task<List<(AssignedPair Pair, bool Stands)>> ReviewsAsync(
        PortalDbContext db,
        IReadOnlyList<ExpertId> experts,
        Viewer officer,
        CancellationToken cancellation
    )
    {
        var found = await db
            .Reviews.Where(one => experts.Contains(one.ExpertId))
            .Select(one => new
            {
                one.DossierId,
                one.ExpertId,
                Stands = one.Recusal == null
                    && !db.ReviewsInConflict().Any(kept => kept.Id == one.Id)
                    && db.ReviewsOfOthersDossiers(officer).Any(read => read.Id == one.Id),
            })
            .ToListAsync(cancellation);
        return [.. found.Select(one => (new AssignedPair(one.DossierId, one.ExpertId), one.Stands))];
    }
}
