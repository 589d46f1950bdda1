using Microsoft.EntityFrameworkCore;
using Portal.Domain.Calls;
using Portal.Domain.Waves;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Calls;

/// <summary>Reads a call as its page shows it, to the public or to its officers beforehand. Who may see it is asked before.</summary>
internal static class CallReading
{
    /// <param name="root">Where its pages lie for this reader.</param>
    public static async Task<CallPage> PageOfAsync(
        PortalDbContext db,
        Call call,
        string root,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var waves = await db
            .Waves.AsNoTracking()
            .Where(wave => wave.CallId == call.Id)
            .OrderBy(wave => wave.Number)
            .ToListAsync(cancellation);
        var winners = await db.WinnerListsPublicAt(now)
            .Where(list => db.Waves.Any(wave => wave.Id == list.WaveId && wave.CallId == call.Id))
            .Select(list => new { list.WaveId, list.Winners.Count })
            .ToListAsync(cancellation);
        var grid = await db
            .Grids.AsNoTracking()
            .Where(one => one.CallId == call.Id)
            .OrderByDescending(one => one.Version)
            .FirstOrDefaultAsync(cancellation);
        var form = await FormOfAsync(db, call, cancellation);
        return new CallPage(
            CallCard.Of(call, waves, now),
            call.Themes,
            call.Regimes,
            [
                .. waves.Select(wave =>
                    PartOf(
                        wave,
                        now,
                        winners.Where(list => list.WaveId == wave.Id).Select(list => (int?)list.Count).Sum()
                    )
                ),
            ],
            grid,
            [.. form?.Rules.Select(rule => rule.Clause) ?? []],
            call.Orientation.Count,
            root
        )
        {
            Admission = call.Admission,
            Links = await CallLinks.OfAsync(db, call, now, cancellation),
        };
    }

    /// <summary>The form in force; null where there is none yet.</summary>
    public static Task<Form?> FormOfAsync(PortalDbContext db, Call call, CancellationToken cancellation) =>
        db
            .Forms.AsNoTracking()
            .Where(one => one.CallId == call.Id)
            .OrderByDescending(one => one.Version)
            .FirstOrDefaultAsync(cancellation);

    private static WavePart PartOf(Wave wave, DateTimeOffset now, int? winners) =>
        new(
            wave.Id,
            wave.Number,
            wave.StateAt(now),
            wave.OpensAt,
            [.. wave.CutOffs.Select(cutOff => new CutOffPart(cutOff.Deadline, !cutOff.Deadline.Accepts(now)))],
            wave.EveryMonths,
            wave.Note,
            wave.Announced,
            winners is > 0 ? winners : null
        );
}
