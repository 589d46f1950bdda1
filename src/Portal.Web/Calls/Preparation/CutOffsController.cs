using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Calls;
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
public sealed class CutOffsController(
    PortalDbContext db,
    PortalClock clock,
    ChangeCalendar calendar,
    PreviewDates dates,
    Texts texts
) : WaveDeskController(db, clock, texts)
{
    [HttpPost("/staff/calls/{slug}/waves/{number:int}/cut-offs")]
    public async Task<IActionResult> Add(string slug, int number, string? confirmed, CancellationToken cancellation)
    {
        const string field = nameof(WaveChange.CutOff);
        if (await WaveAsync(slug, number, cancellation) is not { } wave)
            return NotFound();
        var typed = await TypedAsync(number, field, cancellation);
        if (!ModelState.IsValid)
            return await PageAsync(slug, new WaveForm(), cancellation);
        var call = (await CallAsync(slug, cancellation))!;
        var deadline = typed.CutOffAt(TimeSpan.FromSeconds(call.GraceSeconds));
        void Change(Wave own, WaveUse use, DateTimeOffset at) => own.AddCutOff(deadline, use, User.Person(), at);
        try
        {
            if (await ToConfirmAsync(call, wave, Change, confirmed, cancellation) is { } page)
                return View("CutOff", page with { Typed = ($"{WaveChange.Prefix(number)}.{field}", typed.CutOff!) });
            await calendar.RunAsync(wave.Id, Change, cancellation);
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
        string? confirmed,
        CancellationToken cancellation
    )
    {
        if (await WaveAsync(slug, number, cancellation) is not { } wave)
            return NotFound();
        var (call, id) = ((await CallAsync(slug, cancellation))!, new CutOffId(cutOff));
        void Change(Wave own, WaveUse use, DateTimeOffset at) => own.RemoveCutOff(id, use, User.Person(), at);
        if (await ToConfirmAsync(call, wave, Change, confirmed, cancellation) is { } page)
            return View("CutOff", page);
        await calendar.RemoveCutOffAsync(wave.Id, id, User.Person(), cancellation);
        return Done(slug, "preparation.saved");
    }

    /// <summary>
    /// Tries the change on a wave that isn't saved. Whom it hits is shown until just that is confirmed; null where it
    /// was, or hits nobody.
    /// </summary>
    private async Task<CutOffPage?> ToConfirmAsync(
        Call call,
        Wave wave,
        Action<Wave, WaveUse, DateTimeOffset> change,
        string? confirmed,
        CancellationToken cancellation
    )
    {
        var (now, use) = (Clock.GetUtcNow(), await Db.UseOfAsync(wave.Id, cancellation));
        var next = wave.CutOffFor(now)?.Deadline;
        change(wave, use, now);
        var hit = await Db.CountHitAsync(wave, wave.Events[0], cancellation);
        if (hit.People == 0)
            return null;
        var removed = (wave.Events[0] as CutOffRemoved)?.CutOff;
        var kind = removed is null ? CutOffChange.Added : CutOffChange.Removed;
        var then = wave.CutOffFor(now)!.Deadline;
        var mark = hit.Mark(removed, next!, then);
        return mark == confirmed
            ? null
            : new CutOffPage(CallHead.Of(call), wave.Number, kind, next!, then, hit, mark, Request.Path)
            {
                IsAnother = confirmed is not null,
                Preview = await dates.OfAsync(wave, wave.Events[0], now, cancellation),
            };
    }
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
/// <param name="Mark">What a confirmation is given on.</param>
/// <param name="Address">Where it is confirmed.</param>
public sealed record CutOffPage(
    CallHead Call,
    int Number,
    CutOffChange Change,
    Deadline From,
    Deadline To,
    DossiersHit Hit,
    string Mark,
    string Address
)
{
    /// <summary>The mails that it causes.</summary>
    public required DatePreview Preview { get; init; }

    /// <summary>What was typed, by its field's name.</summary>
    public (string Name, string Value)? Typed { get; init; }

    /// <summary>Whether another date or number was confirmed than it would be by now.</summary>
    public bool IsAnother { get; init; }
}
