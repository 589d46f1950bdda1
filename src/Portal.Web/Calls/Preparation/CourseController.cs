using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
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

    [HttpGet("/staff/calls/{slug}/thesaurus")]
    public Task<IActionResult> Thesaurus(string slug, CancellationToken cancellation) =>
        ShowAsync(slug, ThesaurusForm.Of, cancellation);

    [HttpPost("/staff/calls/{slug}/thesaurus")]
    public Task<IActionResult> SaveThesaurus(
        string slug,
        ThesaurusForm form,
        [FromServices] IValidator<ThesaurusForm> validator,
        CancellationToken cancellation
    ) =>
        SaveAsync(
            slug,
            form,
            ThesaurusForm.Of,
            validator,
            waves =>
                waves
                    .SelectMany(wave =>
                        Db.PoolExperts.Where(one => one.WaveId == wave.Id).SelectMany(one => one.Skills)
                    )
                    .Distinct()
                    .ToHashSetAsync(cancellation),
            (call, used, by, now) => form.Save(call, used, by, now),
            nameof(Thesaurus),
            cancellation
        );

    [HttpGet("/staff/calls/{slug}/time")]
    public Task<IActionResult> Time(string slug, CancellationToken cancellation) =>
        ShowAsync(slug, TimeForm.Of, cancellation);

    [HttpPost("/staff/calls/{slug}/time")]
    public Task<IActionResult> SaveTime(
        string slug,
        TimeForm form,
        [FromServices] IValidator<TimeForm> validator,
        CancellationToken cancellation
    ) =>
        SaveAsync(
            slug,
            form,
            TimeForm.Of,
            validator,
            waves => waves.ToListAsync(cancellation),
            (call, waves, by, now) => form.Save(call, waves, by, now),
            nameof(Time),
            cancellation
        );
}
