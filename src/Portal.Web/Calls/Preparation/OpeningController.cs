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

/// <summary>Moves the opening of a wave, once who learns it, and by which mail, was seen and confirmed.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class OpeningController(
    PortalDbContext db,
    PortalClock clock,
    ChangeCalendar calendar,
    PreviewDates dates,
    Texts texts
) : WaveDeskController(db, clock, texts)
{
    private const string Field = nameof(WaveChange.Opens);

    [HttpPost("/staff/calls/{slug}/waves/{number:int}/opening")]
    public async Task<IActionResult> Move(string slug, int number, string? confirmed, CancellationToken cancellation)
    {
        if (await WaveAsync(slug, number, cancellation) is not { } wave)
            return NotFound();
        var typed = await TypedAsync(number, Field, cancellation);
        if (!ModelState.IsValid)
            return await PageAsync(slug, new WaveForm(), cancellation);
        var call = (await CallAsync(slug, cancellation))!;
        try
        {
            if (await ToConfirmAsync(call, wave, typed, confirmed, cancellation) is { } page)
                return View("Opening", page);
            await calendar.RunAsync(
                wave.Id,
                (own, _, now) => own.MoveOpening(typed.OpensAt, User.Person(), now),
                cancellation
            );
        }
        catch (RefusedException refused)
        {
            return await RefusedAsync(slug, number, Field, refused, cancellation);
        }
        return Done(slug, "preparation.saved");
    }

    /// <summary>
    /// Tries the date on a wave that isn't saved. Who learns it is shown until just that is confirmed; null where it was, or
    /// nobody does.
    /// </summary>
    private async Task<OpeningPage?> ToConfirmAsync(
        Call call,
        Wave wave,
        WaveChange typed,
        string? confirmed,
        CancellationToken cancellation
    )
    {
        var (from, now) = (wave.OpensAt, Clock.GetUtcNow());
        wave.MoveOpening(typed.OpensAt, User.Person(), now);
        var people = await Db.CountSubscribersAsync(call, now, cancellation);
        var mark = $"{from.ToUnixTimeSeconds()}:{wave.OpensAt.ToUnixTimeSeconds()}:{people}";
        return people == 0 || mark == confirmed
            ? null
            : new OpeningPage(CallHead.Of(call), wave.Number, from, wave.OpensAt, people, mark, Request.Path)
            {
                Typed = ($"{WaveChange.Prefix(wave.Number)}.{Field}", typed.Opens!),
                Preview = await dates.OfAsync(wave, wave.Events[0], now, cancellation),
                IsAnother = confirmed is not null,
            };
    }
}

/// <summary>What another opening of a wave would do.</summary>
/// <param name="Number">The wave's.</param>
/// <param name="People">Who asked for news of the call.</param>
/// <param name="Mark">What a confirmation is given on.</param>
/// <param name="Address">Where it is confirmed.</param>
public sealed record OpeningPage(
    CallHead Call,
    int Number,
    DateTimeOffset From,
    DateTimeOffset To,
    int People,
    string Mark,
    string Address
)
{
    /// <summary>What was typed, by its field's name.</summary>
    public required (string Name, string Value) Typed { get; init; }

    /// <summary>The mails that it causes.</summary>
    public required DatePreview Preview { get; init; }

    /// <summary>Whether another date or number was confirmed than it would be by now.</summary>
    public required bool IsAnother { get; init; }
}
