using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>The letters that go with the decisions of a call.</summary>
public sealed class LettersController(PortalDbContext db, Texts texts) : PartController(db, texts)
{
    [HttpGet("/staff/calls/{slug}/letters")]
    public Task<IActionResult> Letters(string slug, CancellationToken cancellation) =>
        ShowAsync(slug, LettersForm.Of, cancellation);

    [HttpPost("/staff/calls/{slug}/letters")]
    public Task<IActionResult> SaveLetters(
        string slug,
        LettersForm form,
        [FromServices] IValidator<LettersForm> validator,
        CancellationToken cancellation
    ) => SaveAsync(slug, form, LettersForm.Of, validator, form.Save, nameof(Letters), cancellation);
}
