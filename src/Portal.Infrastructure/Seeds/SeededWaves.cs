using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Seeds;

/// <summary>
/// Brings a call's waves into the database. A date that changed in the data moves by the same acts as an officer's;
/// what those refuse, or what no act does, is refused with its line: nothing is overlooked.
/// </summary>
internal static class SeededWaves
{
    /// <returns>All waves of the call as they are now.</returns>
    public static async Task<IReadOnlyList<Wave>> ApplyAsync(
        PortalDbContext db,
        Call call,
        CallSeed seed,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var known = await db.Waves.Where(wave => wave.CallId == call.Id).ToListAsync(cancellation);
        if (known.Find(wave => seed.Waves.All(one => one.Number != wave.Number)) is { } missed)
            throw seed.Place.At("waves").Wrong(SeedRefusals.WaveMissing(missed.Number));
        var all = new List<Wave>();
        foreach (var its in seed.Waves)
        {
            var wave = known.Find(one => one.Number == its.Number);
            if (wave is null)
                db.Waves.Add(wave = its.ToWave(call.Id));
            else
                Move(wave, its, now);
            if (its.EveryMonths != wave.EveryMonths)
                its.Place.Act(() => wave.Repeat(its.EveryMonths, WaveUse.None, by: null, now));
            wave.KeepGrace(seed.Grace, by: null, now);
            wave.Annotate(its.Note, its.Announced, by: null, now);
            if (its.ReviewsDue is { } due)
                wave.SetReviewsDue(due, by: null, now);
            all.Add(wave);
        }
        return all;
    }

    private static void Move(Wave wave, WaveSeed seed, DateTimeOffset now)
    {
        // Where cut-offs follow without end, the portal has more of them as time goes by.
        if (seed.CutOffs.Count != wave.CutOffs.Count && !(wave.IsOpenEnded && seed.CutOffs.Count < wave.CutOffs.Count))
            throw seed
                .Place.At("cut-offs")
                .Wrong(SeedRefusals.CutOffsDiffer(wave.Number, wave.CutOffs.Count, seed.CutOffs.Count));
        if (seed.OpensAt < wave.OpensAt)
            MoveOpening(wave, seed, now);
        MoveCutOffs(wave, seed, now);
        if (seed.OpensAt > wave.OpensAt)
            MoveOpening(wave, seed, now);
    }

    private static void MoveOpening(Wave wave, WaveSeed seed, DateTimeOffset now) =>
        seed.Place.At("opens").Act(() => wave.MoveOpening(seed.OpensAt, by: null, now));

    /// <summary>Later ones from the last backwards, earlier ones from the first on, so that none overtakes another.</summary>
    private static void MoveCutOffs(Wave wave, WaveSeed seed, DateTimeOffset now)
    {
        var moves = wave.CutOffs.Zip(seed.CutOffs, (cutOff, its) => (cutOff.Id, From: cutOff.Deadline.At, To: its));
        var later = moves.Where(move => move.To.Deadline.At > move.From).Reverse();
        var earlier = moves.Where(move => move.To.Deadline.At < move.From);
        foreach (var (id, _, to) in later.Concat(earlier).ToList())
            to.Place.Act(() => wave.MoveCutOff(id, to.Deadline, by: null, now));
    }
}
