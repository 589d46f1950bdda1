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
    private static readonly Texts.Texts Reasons = new(typeof(Texts.Texts).Assembly);

    public static async Task ApplyAsync(
        PortalDbContext db,
        Call call,
        CallSeed seed,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var known = await db.Waves.Where(wave => wave.CallId == call.Id).ToListAsync(cancellation);
        if (known.Find(wave => seed.Waves.All(one => one.Number != wave.Number)) is { } missed)
            throw seed.Place.At("waves").Wrong($"wave {missed.Number} is missing: the portal has it, and keeps it");
        foreach (var its in seed.Waves)
        {
            var wave = known.Find(one => one.Number == its.Number);
            if (wave is null)
                db.Waves.Add(
                    wave = new Wave(call.Id, its.Number, its.OpensAt, its.CutOffs.Select(cutOff => cutOff.Deadline))
                );
            else
                Move(wave, its, now);
            wave.KeepGrace(seed.Grace, by: null, now);
            wave.Annotate(its.Note, its.Announced, by: null, now);
            if (its.ReviewsDue is { } due)
                wave.SetReviewsDue(due, by: null, now);
        }
    }

    private static void Move(Wave wave, WaveSeed seed, DateTimeOffset now)
    {
        if (seed.CutOffs.Count != wave.CutOffs.Count)
            throw seed
                .Place.At("cut-offs")
                .Wrong(
                    $"wave {wave.Number} has {wave.CutOffs.Count} cut-offs in the portal, not {seed.CutOffs.Count}: they can be moved, not added or removed"
                );
        if (seed.OpensAt < wave.OpensAt)
            MoveOpening(wave, seed, now);
        MoveCutOffs(wave, seed, now);
        if (seed.OpensAt > wave.OpensAt)
            MoveOpening(wave, seed, now);
    }

    private static void MoveOpening(Wave wave, WaveSeed seed, DateTimeOffset now) =>
        Act(seed.Place.At("opens"), () => wave.MoveOpening(seed.OpensAt, by: null, now));

    /// <summary>Later ones from the last backwards, earlier ones from the first on, so that none overtakes another.</summary>
    private static void MoveCutOffs(Wave wave, WaveSeed seed, DateTimeOffset now)
    {
        var moves = wave.CutOffs.Zip(seed.CutOffs, (cutOff, its) => (cutOff.Id, From: cutOff.Deadline.At, To: its));
        var later = moves.Where(move => move.To.Deadline.At > move.From).Reverse();
        var earlier = moves.Where(move => move.To.Deadline.At < move.From);
        foreach (var (id, _, to) in later.Concat(earlier).ToList())
            Act(to.Place, () => wave.MoveCutOff(id, to.Deadline, by: null, now));
    }

    private static void Act(SeedNode place, Action act)
    {
        try
        {
            act();
        }
        catch (RefusedException refused)
        {
            throw place.Wrong(string.Join(' ', refused.Refusals.Select(reason => Reasons.Of(reason, "en"))));
        }
    }
}
