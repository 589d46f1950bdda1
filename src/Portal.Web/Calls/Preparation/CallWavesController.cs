using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Waves;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Infrastructure.Waves;
using Portal.Web.Shared;

namespace Portal.Web.Calls.Preparation;

/// <summary>The waves of a call and their cut-offs, as long as they lie ahead.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class CallWavesController(PortalDbContext db, PortalClock clock, ChangeCalendar calendar, Texts texts)
    : Controller
{
    [HttpGet("/staff/calls/{slug}/waves")]
    public Task<IActionResult> Waves(string slug, CancellationToken cancellation) =>
        PageAsync(slug, new WaveForm(), cancellation);

    /// <summary>Announces another wave.</summary>
    [HttpPost("/staff/calls/{slug}/waves")]
    public async Task<IActionResult> Announce(
        string slug,
        WaveForm form,
        [FromServices] IValidator<WaveForm> validator,
        CancellationToken cancellation
    )
    {
        if (await CallAsync(slug, cancellation) is not { } call)
            return NotFound();
        if (!ModelState.Take(await validator.ValidateAsync(form, cancellation)))
            return await PageAsync(slug, form, cancellation);
        var known = await db
            .Waves.Where(wave => wave.CallId == call.Id)
            .Select(wave => wave.Number)
            .ToListAsync(cancellation);
        var (now, by) = (await db.NowAsync(cancellation), User.Person());
        var grace = TimeSpan.FromSeconds(call.GraceSeconds);
        try
        {
            var number = known.DefaultIfEmpty().Max() + 1;
            var wave = Wave.Announce(call.Id, number, form.OpensAt, form.Deadlines(grace), by, now);
            wave.Annotate(form.Note.TextOrNone, announced: null, by, now);
            wave.Repeat(form.EveryMonths, WaveUse.None, by, now);
            db.Waves.Add(wave);
            await db.SaveChangesAsync(cancellation);
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, nameof(form.CutOffs), texts);
            return await PageAsync(slug, form, cancellation);
        }
        return Done(slug, "preparation.announced");
    }

    [HttpPost("/staff/calls/{slug}/waves/{number:int}/cut-offs")]
    public Task<IActionResult> AddCutOff(string slug, int number, CancellationToken cancellation) =>
        ActAsync(
            slug,
            number,
            nameof(WaveChange.CutOff),
            (wave, typed, use, grace, now) => wave.AddCutOff(typed.CutOffAt(grace), use, User.Person(), now),
            cancellation
        );

    [HttpPost("/staff/calls/{slug}/waves/{number:int}/opening")]
    public Task<IActionResult> MoveOpening(string slug, int number, CancellationToken cancellation) =>
        ActAsync(
            slug,
            number,
            nameof(WaveChange.Opens),
            (wave, typed, _, _, now) => wave.MoveOpening(typed.OpensAt, User.Person(), now),
            cancellation
        );

    /// <summary>Whether cut-offs follow one another without end, and what is known of the dates.</summary>
    [HttpPost("/staff/calls/{slug}/waves/{number:int}")]
    public Task<IActionResult> Change(string slug, int number, CancellationToken cancellation) =>
        ActAsync(
            slug,
            number,
            nameof(WaveChange.EveryMonths),
            (wave, typed, use, _, now) =>
            {
                wave.Repeat(typed.EveryMonths, use, User.Person(), now);
                wave.Annotate(typed.Note.TextOrNone, wave.Announced, User.Person(), now);
            },
            cancellation
        );

    [HttpPost("/staff/calls/{slug}/waves/{number:int}/cut-offs/{cutOff:guid}/remove")]
    public async Task<IActionResult> RemoveCutOff(string slug, int number, Guid cutOff, CancellationToken cancellation)
    {
        if (await WaveAsync(slug, number, cancellation) is not { } wave)
            return NotFound();
        await calendar.RemoveCutOffAsync(wave, new CutOffId(cutOff), User.Person(), cancellation);
        return Done(slug, "preparation.saved");
    }

    /// <param name="field">What the act needs to be typed, and where its refusal is told.</param>
    private async Task<IActionResult> ActAsync(
        string slug,
        int number,
        string field,
        Action<Wave, WaveChange, WaveUse, TimeSpan, DateTimeOffset> act,
        CancellationToken cancellation
    )
    {
        if (await WaveAsync(slug, number, cancellation) is not { } wave)
            return NotFound();
        var (typed, prefix) = (new WaveChange(), WaveChange.Prefix(number));
        await TryUpdateModelAsync(typed, prefix);
        foreach (var wrong in (await new WaveChangeValidator(texts, field).ValidateAsync(typed, cancellation)).Errors)
            ModelState.AddModelError($"{prefix}.{wrong.PropertyName}", wrong.ErrorMessage);
        if (!ModelState.IsValid)
            return await PageAsync(slug, new WaveForm(), cancellation);
        try
        {
            var grace = TimeSpan.FromSeconds((await CallAsync(slug, cancellation))!.GraceSeconds);
            await calendar.RunAsync(wave, (own, use, now) => act(own, typed, use, grace, now), cancellation);
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, $"{prefix}.{field}", texts);
            return await PageAsync(slug, new WaveForm(), cancellation);
        }
        return Done(slug, "preparation.saved");
    }

    private RedirectResult Done(string slug, string said)
    {
        TempData["Said"] = said;
        return Redirect($"/staff/calls/{slug}/waves");
    }

    private Task<Call?> CallAsync(string slug, CancellationToken cancellation) =>
        db.CallsInChargeOf(User.Viewer()).SingleOrDefaultAsync(call => call.Slug == slug, cancellation);

    private async Task<WaveId?> WaveAsync(string slug, int number, CancellationToken cancellation) =>
        await db.WavesInChargeOf(User.Viewer())
            .Where(wave => wave.Number == number && db.Calls.Any(call => call.Id == wave.CallId && call.Slug == slug))
            .Select(wave => (WaveId?)wave.Id)
            .SingleOrDefaultAsync(cancellation);

    private async Task<IActionResult> PageAsync(string slug, WaveForm form, CancellationToken cancellation)
    {
        if (await CallAsync(slug, cancellation) is not { } call)
            return NotFound();
        var now = clock.GetUtcNow();
        var waves = await db
            .Waves.AsNoTracking()
            .Where(wave => wave.CallId == call.Id)
            .OrderByDescending(wave => wave.Number)
            .ToListAsync(cancellation);
        return View(
            nameof(Waves),
            new CallWavesPage(CallHead.Of(call), [.. waves.Select(wave => OwnWave.Of(wave, now))], form)
        );
    }
}
