using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Infrastructure.Waves;
using Portal.Web.Shared;

namespace Portal.Web.Calls.Preparation;

/// <summary>
/// The cut-offs of a wave, as they come and go. One that changes what carriers count on is shown with whom it hits, and
/// waits to be confirmed.
/// </summary>
[Authorize(Policy = Policies.Officer)]
public sealed class CutOffsController(PortalDbContext db, PortalClock clock, ChangeCalendar calendar, Texts texts)
    : WaveDeskController(db, clock, texts)
{
    [HttpPost("/staff/calls/{slug}/waves/{number:int}/cut-offs")]
    public async Task<IActionResult> Add(string slug, int number, bool confirmed, CancellationToken cancellation)
    {
        const string field = nameof(WaveChange.CutOff);
        if (await WaveAsync(slug, number, cancellation) is not { } wave)
            return NotFound();
        var typed = await TypedAsync(number, field, cancellation);
        if (!ModelState.IsValid)
            return await PageAsync(slug, new WaveForm(), cancellation);
        var call = (await CallAsync(slug, cancellation))!;
        var (deadline, now) = (typed.CutOffAt(TimeSpan.FromSeconds(call.GraceSeconds)), Clock.GetUtcNow());
        try
        {
            if (wave.ObstacleToAdding(deadline, await Db.UseOfAsync(wave.Id, cancellation), now) is { } obstacle)
                throw new RefusedException(obstacle);
            if (!confirmed && wave.WouldComeNext(deadline, now) && await HitAsync(wave, cancellation) is { } hit)
            {
                var (from, address) = (wave.CutOffFor(now)!.Deadline, $"/staff/calls/{slug}/waves/{number}/cut-offs");
                return View(
                    "CutOff",
                    new CutOffPage(CallHead.Of(call), number, CutOffChange.Added, from, deadline, hit, address)
                    {
                        Typed = ($"{WaveChange.Prefix(number)}.{field}", typed.CutOff!),
                    }
                );
            }
            await calendar.RunAsync(
                wave.Id,
                (own, use, at) => own.AddCutOff(deadline, use, User.Person(), at),
                cancellation
            );
        }
        catch (RefusedException refused)
        {
            return await RefusedAsync(slug, number, field, refused, cancellation);
        }
        return Done(slug, "preparation.saved");
    }

    [HttpPost("/staff/calls/{slug}/waves/{number:int}/cut-offs/{cutOff:guid}/remove")]
    public async Task<IActionResult> Remove(
        string slug,
        int number,
        Guid cutOff,
        bool confirmed,
        CancellationToken cancellation
    )
    {
        if (await WaveAsync(slug, number, cancellation) is not { } wave)
            return NotFound();
        var (id, now) = (new CutOffId(cutOff), Clock.GetUtcNow());
        if (wave.ObstacleToRemoving(id, await Db.UseOfAsync(wave.Id, cancellation), now) is { } obstacle)
            throw new RefusedException(obstacle);
        if (
            !confirmed
            && wave.CutOffFor(now) is { } next
            && next.Id == id
            && wave.CutOffs.FirstOrDefault(one => one.Number > next.Number) is { } then
            && await HitAsync(wave, cancellation) is { } hit
        )
            return View(
                "CutOff",
                new CutOffPage(
                    CallHead.Of((await CallAsync(slug, cancellation))!),
                    number,
                    CutOffChange.Removed,
                    next.Deadline,
                    then.Deadline,
                    hit,
                    $"/staff/calls/{slug}/waves/{number}/cut-offs/{cutOff}/remove"
                )
            );
        await calendar.RemoveCutOffAsync(wave.Id, id, User.Person(), cancellation);
        return Done(slug, "preparation.saved");
    }

    /// <summary>Whom a change of the next cut-off hits; null where that is nobody.</summary>
    private async Task<DossiersHit?> HitAsync(Wave wave, CancellationToken cancellation) =>
        await Db.CountHitByAsync(wave.Id, wave.CutOffFor(Clock.GetUtcNow())!.Id, cancellation) is { People: > 0 } hit
            ? hit
            : null;
}

public enum CutOffChange
{
    Added,
    Removed,
}

/// <summary>What a cut-off that comes or goes would do.</summary>
/// <param name="Number">The wave's.</param>
/// <param name="From">The next cut-off as it is.</param>
/// <param name="To">The next cut-off as it would be.</param>
/// <param name="Address">Where it is confirmed.</param>
public sealed record CutOffPage(
    CallHead Call,
    int Number,
    CutOffChange Change,
    Deadline From,
    Deadline To,
    DossiersHit Hit,
    string Address
)
{
    /// <summary>What was typed, by its field's name.</summary>
    public (string Name, string Value)? Typed { get; init; }
}
