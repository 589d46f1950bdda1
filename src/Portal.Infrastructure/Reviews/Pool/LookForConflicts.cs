using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews.Pool;

/// <summary>
/// Looks for what ties the experts of a pool to the dossiers filed for their wave, whoever is invited yet: a fixed number
/// of statements for all of them. Doing it again changes nothing.
/// </summary>
public sealed class LookForConflicts(PortalDbContext db)
{
    /// <summary>Takes in what is found, and saves it: it stays, whatever becomes of the act that asked.</summary>
    /// <param name="wave">The wave whose pool it is.</param>
    /// <param name="only">Those experts; all where null.</param>
    /// <param name="dossier">That dossier; all where null.</param>
    /// <param name="cancellation">Ends the search.</param>
    public async Task RecordAsync(
        WaveId wave,
        IReadOnlyCollection<PoolExpertId>? only,
        DossierId? dossier,
        CancellationToken cancellation
    )
    {
        await using var own = db.Database.CurrentTransaction is null
            ? await db.Database.BeginTransactionAsync(cancellation)
            : null;
        await RunAsync(wave, only, dossier, cancellation);
        await db.SaveChangesAsync(cancellation);
        if (own is not null)
            await own.CommitAsync(cancellation);
    }

    /// <summary>Keeps other searches of the wave out until the transaction ends: two would add the same conflict.</summary>
    public Task HoldAsync(WaveId wave, CancellationToken cancellation) =>
        db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended({$"conflicts:{wave.Value}"}, 0))",
            cancellation
        );

    /// <summary>Takes in what is found; the caller saves.</summary>
    /// <param name="wave">The wave whose pool it is.</param>
    /// <param name="only">Those experts; all where null.</param>
    /// <param name="dossier">That dossier; all where null.</param>
    /// <param name="cancellation">Ends the search.</param>
    public async Task RunAsync(
        WaveId wave,
        IReadOnlyCollection<PoolExpertId>? only,
        DossierId? dossier,
        CancellationToken cancellation
    )
    {
        await HoldAsync(wave, cancellation);
        var experts = await ExpertsAsync(wave, only, cancellation);
        if (experts.Count == 0)
            return;
        var now = await db.NowAsync(cancellation);
        var ties = new ReadTies(db);
        var filed = await ties.OfAsync(Filed().Where(one => one.WaveId == wave), cancellation);
        var asked = dossier is { } one ? [.. filed.Where(its => its.Dossier == one)] : filed;
        var accounts = await AccountsAsync(experts, cancellation);
        var earlier = await ties.OfAsync(Earlier(wave, experts, [.. accounts.SelectMany(its => its)]), cancellation);
        var bars = await db.Waves.AnyAsync(one => one.Id == wave && one.BarsThoseTakingPart, cancellation);
        var search = new ConflictSearch(asked, filed, earlier, bars);
        var among = asked.Select(its => its.Dossier).ToHashSet();
        foreach (var expert in experts)
            expert.TakeIn(search.For(expert, [.. accounts[expert.Id]]), among, now);
    }

    private Task<List<PoolExpert>> ExpertsAsync(
        WaveId wave,
        IReadOnlyCollection<PoolExpertId>? only,
        CancellationToken cancellation
    )
    {
        var experts = db.PoolExperts.Include(one => one.Conflicts).Where(one => one.WaveId == wave);
        return (only is null ? experts : experts.Where(one => only.Contains(one.Id))).ToListAsync(cancellation);
    }

    private IQueryable<Dossier> Filed() => db.Dossiers.Where(one => one.FilingId != null && one.Withdrawal == null);

    /// <summary>Dossiers of other waves that name an expert's organisation, or have an expert in their team.</summary>
    private IQueryable<Dossier> Earlier(
        WaveId wave,
        IReadOnlyList<PoolExpert> experts,
        IReadOnlyCollection<PersonId> accounts
    )
    {
        var sirens = experts.Select(one => one.Siren?.Value).OfType<string>().Distinct().ToList();
        return Filed()
            .Where(one =>
                one.WaveId != wave
                && (
                    db.Members.Any(member => member.DossierId == one.Id && accounts.Contains(member.Person))
                    || db.FiledOrganisations.Any(named =>
                        named.FilingId == one.FilingId
                        && sirens.Contains(EF.Property<string>(named, Organisations.FiledOrganisationMapping.Siren))
                    )
                )
            );
    }

    /// <summary>The accounts that proved an address of an expert, and the one with which they serve.</summary>
    private async Task<ILookup<PoolExpertId, PersonId>> AccountsAsync(
        IReadOnlyList<PoolExpert> experts,
        CancellationToken cancellation
    )
    {
        var addresses = experts
            .SelectMany(expert => Addresses(expert).Select(address => (address, expert.Id)))
            .ToLookup(one => one.address, one => one.Id, StringComparer.Ordinal);
        var (asked, ids) = (addresses.Select(one => one.Key).ToList(), experts.Select(one => one.Id).ToList());
        var known = await db
            .Users.Where(account => account.EmailConfirmed && asked.Contains(account.NormalizedEmail!))
            .Select(account => new { account.Id, account.NormalizedEmail })
            .ToListAsync(cancellation);
        var serving = await db
            .Experts.Where(one => ids.Contains(one.PoolExpertId))
            .Select(one => new { Expert = one.PoolExpertId, one.Person })
            .ToListAsync(cancellation);
        return known
            .SelectMany(one => addresses[one.NormalizedEmail!], (one, expert) => (expert, Person: new PersonId(one.Id)))
            .Concat(serving.Select(one => (expert: one.Expert, one.Person)))
            .Distinct()
            .ToLookup(one => one.expert, one => one.Person);
    }

    private static IEnumerable<string> Addresses(PoolExpert expert) =>
        (expert.Email is { } own ? expert.Aliases.Prepend(own) : expert.Aliases).Select(one =>
            one.Value.ToUpperInvariant()
        );
}
