using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Calls.Preparation;

/// <summary>What dossiers of a call go through, and how time counts for them.</summary>
public sealed class CourseController(PortalDbContext db, Texts texts) : PartController(db, texts)
{
    [HttpGet("/staff/calls/{slug}/steps")]
    public Task<IActionResult> Steps(string slug, CancellationToken cancellation) =>
        ShowAsync(slug, StepsForm.Of, cancellation);

    [HttpPost("/staff/calls/{slug}/steps")]
    public Task<IActionResult> SaveSteps(
        string slug,
        StepsForm form,
        [FromServices] IValidator<StepsForm> validator,
        CancellationToken cancellation
    ) => SaveAsync(slug, form, StepsForm.Of, validator, form.Save, nameof(Steps), cancellation);

    [HttpGet("/staff/calls/{slug}/time")]
    public Task<IActionResult> Time(string slug, CancellationToken cancellation) =>
        ShowAsync(slug, TimeForm.Of, cancellation);

    [HttpPost("/staff/calls/{slug}/time")]
    public async Task<IActionResult> SaveTime(
        string slug,
        TimeForm form,
        [FromServices] IValidator<TimeForm> validator,
        CancellationToken cancellation
    )
    {
        var waves = await Db.WavesInChargeOf(User.Viewer())
            .Where(wave => Db.Calls.Any(call => call.Id == wave.CallId && call.Slug == slug))
            .ToListAsync(cancellation);
        return await SaveAsync(
            slug,
            form,
            TimeForm.Of,
            validator,
            (call, by, now) => form.Save(call, waves, by, now),
            nameof(Time),
            cancellation
        );
    }
}
