using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Waves;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Dossiers;

/// <summary>Where a dossier that has ended can go on.</summary>
/// <param name="To">The wave; null while none of the call's is open.</param>
/// <param name="CutOff">The cut-off for which it could be filed there.</param>
public sealed record CarryAhead(Wave? To, CutOff? CutOff);

/// <summary>As what a dossier goes on.</summary>
/// <param name="LeftBehind">How many files were not taken along, since a virus scanner recognised something in them.</param>
public sealed record CarriedOver(DossierId Next, int LeftBehind);

/// <summary>
/// Carries a dossier that has ended over to the next cut-off of its call, with all that its team wrote. A filing that is
/// under way goes first, and so does a save: whatever was acknowledged comes along.
/// </summary>
public sealed class CarryOver(PortalDbContext db, CarriedAnswers carried)
{
    /// <summary>How often it begins anew where somebody saves in the same moment.</summary>
    private const int MaxTries = 8;

    /// <returns>Null where the viewer doesn't see the dossier, or it has not ended.</returns>
    public async Task<CarryAhead?> AheadAsync(DossierId id, Viewer viewer, CancellationToken cancellation)
    {
        var dossier = await db.DossiersOf(viewer)
            .AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == id, cancellation);
        if (dossier is null)
            return null;
        var now = await db.NowAsync(cancellation);
        var waves = await WavesAsync(dossier, cancellation);
        var own = waves.Single(wave => wave.Id == dossier.WaveId);
        if (dossier.ObstacleToCarryingOver(own, await ToldAsync(id, now, cancellation), now) is not null)
            return null;
        var to = dossier.NextWave(waves, now);
        return new CarryAhead(to, to?.CutOffFor(now));
    }

    /// <summary>Twice is once: the dossier as which it goes on is told again.</summary>
    /// <returns>Null where the viewer doesn't see the dossier that ended.</returns>
    /// <exception cref="RefusedException">It has not ended, no wave of its call is open, or the viewer doesn't coordinate it.</exception>
    public async Task<CarriedOver?> RunAsync(DossierId id, Viewer viewer, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
            try
            {
                return await db.DossiersOf(viewer).AnyAsync(one => one.Id == id, cancellation)
                    ? await TryAsync(id, viewer, cancellation)
                    : null;
            }
            catch (DbUpdateConcurrencyException) when (tries < MaxTries)
            {
                // Somebody saved between our reading and our writing.
                db.ChangeTracker.Clear();
            }
    }

    private async Task<CarriedOver?> TryAsync(DossierId id, Viewer viewer, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var seen = db.DossiersOf(viewer).Include(one => one.Members);
        if (await db.HoldAfterFilingsAsync(seen, id, cancellation) is not { } dossier)
            return null;
        var (call, waves, now) = await CalendarAsync(dossier, cancellation);
        var next = dossier.CarryOver(call, waves, await ToldAsync(id, now, cancellation), viewer.Id!.Value, now);
        if (next is null)
            return new CarriedOver(dossier.CarriedTo!.Value, LeftBehind: 0);
        db.Dossiers.Add(next);
        var left = await WriteAsync(dossier, next, call.CurrentForm, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new CarriedOver(next.Id, left);
    }

    private async Task<int> WriteAsync(
        Dossier earlier,
        Dossier next,
        Domain.Calls.Form form,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        foreach (var written in await db.Sections.Where(one => one.DossierId == earlier.Id).ToListAsync(cancellation))
            written.Overtake();
        var sections = Section.For(next, form).ToList();
        db.Sections.AddRange(sections);
        return await carried.WriteAsync(next, form, sections, now, cancellation);
    }

    /// <summary>The call with its waves as they stay until the transaction ends.</summary>
    private async Task<(Domain.Calls.Call Call, IReadOnlyList<Wave> Waves, DateTimeOffset Now)> CalendarAsync(
        Dossier dossier,
        CancellationToken cancellation
    )
    {
        var ids = await db
            .Waves.Where(wave => wave.CallId == dossier.CallId)
            .OrderBy(wave => wave.Number)
            .Select(wave => wave.Id)
            .ToListAsync(cancellation);
        foreach (var id in ids)
            await db.CountOnCalendarAsync(id, cancellation);
        var call = await db.Calls.Include(one => one.Forms).SingleAsync(one => one.Id == dossier.CallId, cancellation);
        return (call, await WavesAsync(dossier, cancellation), await db.NowAsync(cancellation));
    }

    private Task<List<Wave>> WavesAsync(Dossier dossier, CancellationToken cancellation) =>
        db.Waves.AsNoTracking().Where(wave => wave.CallId == dossier.CallId).ToListAsync(cancellation);

    private Task<Outcome?> ToldAsync(DossierId id, DateTimeOffset now, CancellationToken cancellation) =>
        db.DecisionsRevealedAt(now)
            .Where(decision => decision.DossierId == id && decision.MovedAt == null)
            .Select(decision => (Outcome?)decision.Outcome)
            .SingleOrDefaultAsync(cancellation);
}
