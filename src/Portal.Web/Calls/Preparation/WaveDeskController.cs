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

/// <summary>The page of a call's waves: what is typed beside one, and what was wrong with it.</summary>
public abstract class WaveDeskController(PortalDbContext db, PortalClock clock, Texts texts) : Controller
{
    protected PortalDbContext Db { get; } = db;

    protected PortalClock Clock { get; } = clock;

    protected Texts Texts { get; } = texts;

    /// <param name="number">The wave's.</param>
    /// <param name="field">What the act needs to be typed.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What was typed; what is wrong with it is in the state of the model.</returns>
    protected async Task<WaveChange> TypedAsync(int number, string field, CancellationToken cancellation)
    {
        var (typed, prefix) = (new WaveChange(), WaveChange.Prefix(number));
        await TryUpdateModelAsync(typed, prefix);
        foreach (var wrong in (await new WaveChangeValidator(Texts, field).ValidateAsync(typed, cancellation)).Errors)
            ModelState.AddModelError($"{prefix}.{wrong.PropertyName}", wrong.ErrorMessage);
        return typed;
    }

    /// <summary>Tells a refusal where its reason was typed.</summary>
    protected async Task<IActionResult> RefusedAsync(
        string slug,
        int number,
        string field,
        RefusedException refused,
        CancellationToken cancellation
    )
    {
        Db.ChangeTracker.Clear();
        ModelState.Take(refused, $"{WaveChange.Prefix(number)}.{field}", Texts);
        return await PageAsync(slug, new WaveForm(), cancellation);
    }

    protected RedirectResult Done(string slug, string said)
    {
        TempData["Said"] = said;
        return Redirect($"/staff/calls/{slug}/waves");
    }

    protected Task<Call?> CallAsync(string slug, CancellationToken cancellation) =>
        Db.CallsInChargeOf(User.Viewer()).SingleOrDefaultAsync(call => call.Slug == slug, cancellation);

    protected Task<Wave?> WaveAsync(string slug, int number, CancellationToken cancellation) =>
        Db.WavesInChargeOf(User.Viewer())
            .AsNoTracking()
            .SingleOrDefaultAsync(
                wave => wave.Number == number && Db.Calls.Any(call => call.Id == wave.CallId && call.Slug == slug),
                cancellation
            );

    protected async Task<IActionResult> PageAsync(string slug, WaveForm form, CancellationToken cancellation)
    {
        if (await CallAsync(slug, cancellation) is not { } call)
            return NotFound();
        var now = Clock.GetUtcNow();
        var waves = await Db
            .Waves.AsNoTracking()
            .Where(wave => wave.CallId == call.Id)
            .OrderByDescending(wave => wave.Number)
            .ToListAsync(cancellation);
        var uses = await Db.UsesOfAsync([.. waves.Select(wave => wave.Id)], cancellation);
        var own = waves.Select(wave => OwnWave.Of(wave, uses.GetValueOrDefault(wave.Id, WaveUse.None), now));
        return View("Waves", new CallWavesPage(CallHead.Of(call), [.. own], form));
    }
}
