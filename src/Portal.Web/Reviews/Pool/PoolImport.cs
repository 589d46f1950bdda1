using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Pool;

namespace Portal.Web.Reviews.Pool;

/// <summary>An expert of whom a file says something else than the pool does.</summary>
internal sealed record PoolChange(PoolLine Line, ExpertFacts Before);

/// <summary>What a file would do to a pool; nothing where a cell of it is refused.</summary>
internal sealed record PoolImportPlan(
    IReadOnlyList<PoolLine> Added,
    IReadOnlyList<PoolChange> Changed,
    int Same,
    IReadOnlyList<PoolFault> Faults
)
{
    /// <summary>Of all that it would do: the same file does something else to a pool that changed.</summary>
    public string Hash =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { Added, Changed })));

    public bool IsEmpty => Added.Count + Changed.Count == 0;
}

/// <summary>
/// Takes a file of experts into the pool of a wave: all that was shown, or nothing. Who isn't in the file stays as they
/// are.
/// </summary>
public sealed class PoolImport(PortalDbContext db, PoolDesk desk, LookForConflicts conflicts)
{
    /// <exception cref="RefusedException">It is no text in UTF-8.</exception>
    internal async Task<PoolImportPlan> PlanAsync(WaveId wave, byte[] file, CancellationToken cancellation)
    {
        var pool = await db
            .PoolExperts.AsNoTracking()
            .Where(one => one.WaveId == wave && one.Email != null)
            .ToListAsync(cancellation);
        var known = new PoolOfWave(
            pool.DistinctBy(one => one.Email).ToDictionary(one => one.Email!, one => one.Facts!),
            pool.SelectMany(one => one.Aliases, (one, alias) => (alias, one.Name))
                .DistinctBy(one => one.alias)
                .ToDictionary(one => one.alias, one => one.Name)
        );
        var (lines, faults) = PoolSheetReader.Read(file, await desk.WordsAsync(wave, cancellation), known);
        if (faults.Count > 0)
            return new PoolImportPlan([], [], 0, faults);
        var changed = lines
            .Where(line => known.ByAddress.ContainsKey(line.Facts.Email))
            .Select(line => new PoolChange(line, known.ByAddress[line.Facts.Email]))
            .Where(one => !one.Before.Says(one.Line.Facts))
            .ToList();
        var added = lines.Where(line => !known.ByAddress.ContainsKey(line.Facts.Email)).ToList();
        return new PoolImportPlan(added, changed, lines.Count - added.Count - changed.Count, []);
    }

    /// <param name="wave">Whose pool it is.</param>
    /// <param name="file">As it was shown.</param>
    /// <param name="shown">The hash of what it would do.</param>
    /// <param name="by">Who imports.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusedException">It would do something else than was shown.</exception>
    internal async Task<PoolImportPlan> ApplyAsync(
        WaveId wave,
        byte[] file,
        string? shown,
        PersonId by,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await conflicts.HoldAsync(wave, cancellation);
        var plan = await PlanAsync(wave, file, cancellation);
        if (plan.Faults.Count > 0 || plan.Hash != shown)
            throw new RefusedException(PoolRefusals.ImportOvertaken);
        var touched = await TakeAsync(wave, plan, by, cancellation);
        await conflicts.RecordAsync(wave, touched, dossier: null, cancellation);
        await transaction.CommitAsync(cancellation);
        return plan;
    }

    private async Task<List<PoolExpertId>> TakeAsync(
        WaveId wave,
        PoolImportPlan plan,
        PersonId by,
        CancellationToken cancellation
    )
    {
        var now = await db.NowAsync(cancellation);
        var added = plan.Added.Select(line => new PoolExpert(wave, line.Facts, by, now)).ToList();
        db.PoolExperts.AddRange(added);
        var addresses = plan.Changed.Select(one => one.Before.Email).ToList();
        var known = await db
            .PoolExperts.Where(one => one.WaveId == wave && addresses.Contains(one.Email!))
            .ToDictionaryAsync(one => one.Email!, cancellation);
        foreach (var change in plan.Changed)
            known[change.Before.Email].Describe(change.Line.Facts, by, now);
        await db.SaveChangesAsync(cancellation);
        return [.. added.Concat(known.Values).Select(one => one.Id)];
    }
}
