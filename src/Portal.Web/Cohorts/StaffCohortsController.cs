using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Cohorts;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Calls.Preparation;
using Portal.Web.Shared;

namespace Portal.Web.Cohorts;

/// <summary>Officers begin a cohort, write what its page says, and say who has reached which milestone.</summary>
public sealed class StaffCohortsController(PortalDbContext db, CohortReading reading, Texts texts)
    : ContentController(db, texts)
{
    [HttpGet("/staff/cohorts")]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View("/Cohorts/StaffCohorts.cshtml", await reading.RowsAsync(cancellation));

    [HttpGet("/staff/cohorts/new")]
    public async Task<IActionResult> New(CancellationToken cancellation)
    {
        var form = new CohortForm();
        return Page(null, form, Fingerprint.Of(form), await WavesAsync(cancellation));
    }

    [HttpPost("/staff/cohorts/new")]
    public async Task<IActionResult> Begin(
        CohortForm form,
        [FromServices] IValidator<CohortForm> validator,
        CancellationToken cancellation
    )
    {
        var (slug, waves) = (Typed.Of(form.Slug), await WavesAsync(cancellation));
        if (await Db.Cohorts.AnyAsync(one => one.Slug == slug, cancellation))
            ModelState.AddModelError(nameof(form.Slug), Texts.Of(CohortRefusals.SlugTaken));
        return await SaveAsync(
            form,
            new CohortForm(),
            validator,
            (typed, seen) => Page(null, typed, seen, waves),
            (by, now) => Db.Cohorts.Add(Begun(form, slug, waves, by, now)),
            CohortForm.FieldOf,
            $"/staff/cohorts/{slug}",
            cancellation
        );
    }

    [HttpGet("/staff/cohorts/{slug}")]
    public async Task<IActionResult> Show(string slug, CancellationToken cancellation)
    {
        if (await FindAsync(slug, cancellation) is not { } one)
            return NotFound();
        var form = CohortForm.Of(one);
        return Page(slug, form, Fingerprint.Of(form), []);
    }

    [HttpPost("/staff/cohorts/{slug}")]
    public async Task<IActionResult> Describe(
        string slug,
        CohortForm form,
        [FromServices] IValidator<CohortForm> validator,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(slug, cancellation) is not { } one)
            return NotFound();
        return await SaveAsync(
            form,
            CohortForm.Of(one),
            validator,
            (typed, seen) => Page(slug, typed, seen, []),
            (by, now) => one.Describe(form.Content, by, now),
            CohortForm.FieldOf,
            $"/staff/cohorts/{slug}",
            cancellation
        );
    }

    [HttpGet("/staff/cohorts/{slug}/milestones")]
    public async Task<IActionResult> Milestones(string slug, CancellationToken cancellation) =>
        await reading.FindAsync(slug, cancellation) is { } page ? View("/Cohorts/Milestones.cshtml", page) : NotFound();

    /// <summary>What is ticked or unticked; what somebody else ticked since the page was opened stays.</summary>
    /// <param name="slug">The cohort's.</param>
    /// <param name="key">The milestone's.</param>
    /// <param name="was">Who had reached it when the page was opened.</param>
    /// <param name="reached">Who is ticked.</param>
    /// <param name="cancellation">Ends it.</param>
    [HttpPost("/staff/cohorts/{slug}/milestones/{key}")]
    public async Task<IActionResult> Reach(
        string slug,
        string key,
        string[]? was,
        string[]? reached,
        CancellationToken cancellation
    )
    {
        if (await FindAsync(slug, cancellation) is not { } one)
            return NotFound();
        var (before, ticked) = (was ?? [], reached ?? []);
        var known = one.Content.Milestones.FirstOrDefault(it => it.Key == key)?.Reached.Select(it => it.Member) ?? [];
        var winners = await reading.WinnersAsync(one, cancellation);
        one.Reach(
            key,
            [.. known.Except(before.Except(ticked)).Union(ticked)],
            [.. winners.Select(it => it.Number)],
            reading.Day,
            User.Person(),
            await Db.NowAsync(cancellation)
        );
        await Db.SaveChangesAsync(cancellation);
        TempData["Said"] = "shared.saved-content";
        return Redirect($"/staff/cohorts/{slug}/milestones#{key}");
    }

    private ViewResult Page(string? slug, CohortForm form, string seen, IReadOnlyList<SelectListItem> waves) =>
        View("/Cohorts/EditCohort.cshtml", new CohortEditPage(slug, form, seen, waves));

    private Task<Cohort?> FindAsync(string slug, CancellationToken cancellation) =>
        Db.Cohorts.SingleOrDefaultAsync(one => one.Slug == slug, cancellation);

    private async Task<IReadOnlyList<SelectListItem>> WavesAsync(CancellationToken cancellation)
    {
        var waves = await (
            from wave in Db.Waves.IgnoreAutoIncludes()
            join call in Db.PublicCalls() on wave.CallId equals call.Id
            where call.Kind == CallKind.AcceleratorCohort
            orderby call.Slug, wave.Number
            select new
            {
                call.Slug,
                wave.Number,
                call.Presentation,
            }
        ).ToListAsync(cancellation);
        return
        [
            .. waves.Select(one => new SelectListItem(
                $"{one.Presentation.Title.In(Texts.Language)}, {Texts["calls.wave", one.Number]}",
                $"{one.Slug}/{one.Number}"
            )),
        ];
    }

    private static Cohort Begun(
        CohortForm form,
        string slug,
        IReadOnlyList<SelectListItem> waves,
        PersonId by,
        DateTimeOffset now
    )
    {
        if (waves.FirstOrDefault(one => one.Value == form.Wave)?.Value.Split('/') is not [var call, var number])
            throw new RefusedException(CohortRefusals.NoSuchCall);
        var wave = int.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
        return Cohort.Begin(slug, call, wave, form.Content, by, now);
    }
}
