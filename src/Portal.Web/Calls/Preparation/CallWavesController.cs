using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Pool;
using Portal.Infrastructure.Texts;
using Portal.Infrastructure.Waves;
using Portal.Web.Shared;

namespace Portal.Web.Calls.Preparation;

/// <summary>The waves of a call, as long as they lie ahead.</summary>
[Authorize(Policy = Policies.Officer)]
public sealed class CallWavesController(PortalDbContext db, PortalClock clock, ChangeCalendar calendar, Texts texts)
    : WaveDeskController(db, clock, texts)
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
        var known = await Db
            .Waves.Where(wave => wave.CallId == call.Id)
            .Select(wave => wave.Number)
            .ToListAsync(cancellation);
        var (now, by) = (await Db.NowAsync(cancellation), User.Person());
        var grace = TimeSpan.FromSeconds(call.GraceSeconds);
        try
        {
            var number = known.DefaultIfEmpty().Max() + 1;
            var wave = Wave.Announce(call.Id, number, form.OpensAt, form.Deadlines(grace), by, now);
            wave.Annotate(form.Note.TextOrNone, announced: null, by, now);
            wave.Repeat(form.EveryMonths, WaveUse.None, by, now);
            Db.Waves.Add(wave);
            await Db.SaveChangesAsync(cancellation);
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, nameof(form.CutOffs), Texts);
            return await PageAsync(slug, form, cancellation);
        }
        return Done(slug, "preparation.announced");
    }

    /// <summary>Whether cut-offs follow one another without end, and what is known of the dates.</summary>
    [HttpPost("/staff/calls/{slug}/waves/{number:int}")]
    public Task<IActionResult> Change(string slug, int number, CancellationToken cancellation) =>
        ActAsync(
            slug,
            number,
            nameof(WaveChange.EveryMonths),
            (wave, typed, use, now) =>
            {
                wave.Repeat(typed.EveryMonths, use, User.Person(), now);
                wave.Annotate(typed.Note.TextOrNone, wave.Announced, User.Person(), now);
            },
            cancellation
        );

    /// <summary>Whether a partner of any dossier of the wave judges none of them.</summary>
    [HttpPost("/staff/calls/{slug}/waves/{number:int}/partners")]
    public async Task<IActionResult> BarPartners(
        string slug,
        int number,
        [FromServices] BarPartners bar,
        CancellationToken cancellation
    )
    {
        const string field = nameof(WaveChange.Bars);
        if (await WaveAsync(slug, number, cancellation) is not { } wave)
            return NotFound();
        var typed = await TypedAsync(number, field, cancellation);
        if (!ModelState.IsValid)
            return await PageAsync(slug, new WaveForm(), cancellation);
        try
        {
            if (typed.Bars)
                await bar.BarAsync(wave.Id, User.Person(), cancellation);
            else
                await bar.AdmitAsync(wave.Id, User.Person(), cancellation);
        }
        catch (RefusedException refused)
        {
            return await RefusedAsync(slug, number, field, refused, cancellation);
        }
        return Done(slug, "preparation.saved");
    }

    /// <param name="slug">The call.</param>
    /// <param name="number">The wave's.</param>
    /// <param name="field">What the act needs to be typed, and where its refusal is told.</param>
    /// <param name="act">The act.</param>
    /// <param name="cancellation">Gives up.</param>
    private async Task<IActionResult> ActAsync(
        string slug,
        int number,
        string field,
        Action<Wave, WaveChange, WaveUse, DateTimeOffset> act,
        CancellationToken cancellation
    )
    {
        if (await WaveAsync(slug, number, cancellation) is not { } wave)
            return NotFound();
        var typed = await TypedAsync(number, field, cancellation);
        if (!ModelState.IsValid)
            return await PageAsync(slug, new WaveForm(), cancellation);
        try
        {
            await calendar.RunAsync(wave.Id, (own, use, now) => act(own, typed, use, now), cancellation);
        }
        catch (RefusedException refused)
        {
            return await RefusedAsync(slug, number, field, refused, cancellation);
        }
        return Done(slug, "preparation.saved");
    }
}
