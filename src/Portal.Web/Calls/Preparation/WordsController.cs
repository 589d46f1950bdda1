using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>A call in words: its presentation, its conditions and course, its documents, its acknowledgement.</summary>
public sealed class WordsController(PortalDbContext db, Texts texts) : PartController(db, texts)
{
    [HttpGet("/staff/calls/{slug}/presentation")]
    public Task<IActionResult> Presentation(string slug, CancellationToken cancellation) =>
        ShowAsync(slug, PresentationForm.Of, cancellation);

    [HttpPost("/staff/calls/{slug}/presentation")]
    public Task<IActionResult> SavePresentation(
        string slug,
        PresentationForm form,
        [FromServices] IValidator<PresentationForm> validator,
        CancellationToken cancellation
    ) => SaveAsync(slug, form, PresentationForm.Of, validator, form.Save, nameof(Presentation), cancellation);

    [HttpGet("/staff/calls/{slug}/terms")]
    public Task<IActionResult> Terms(string slug, CancellationToken cancellation) =>
        ShowAsync(slug, TermsForm.Of, cancellation);

    [HttpPost("/staff/calls/{slug}/terms")]
    public Task<IActionResult> SaveTerms(
        string slug,
        TermsForm form,
        [FromServices] IValidator<TermsForm> validator,
        CancellationToken cancellation
    ) => SaveAsync(slug, form, TermsForm.Of, validator, form.Save, nameof(Terms), cancellation);

    [HttpGet("/staff/calls/{slug}/documents")]
    public Task<IActionResult> Documents(string slug, CancellationToken cancellation) =>
        ShowAsync(slug, DocumentsForm.Of, cancellation);

    [HttpPost("/staff/calls/{slug}/documents")]
    public Task<IActionResult> SaveDocuments(
        string slug,
        DocumentsForm form,
        [FromServices] IValidator<DocumentsForm> validator,
        CancellationToken cancellation
    ) => SaveAsync(slug, form, DocumentsForm.Of, validator, form.Save, nameof(Documents), cancellation);

    [HttpGet("/staff/calls/{slug}/acknowledgement")]
    public Task<IActionResult> Acknowledgement(string slug, CancellationToken cancellation) =>
        ShowAsync(slug, AcknowledgementForm.Of, cancellation);

    [HttpPost("/staff/calls/{slug}/acknowledgement")]
    public Task<IActionResult> SaveAcknowledgement(
        string slug,
        AcknowledgementForm form,
        [FromServices] IValidator<AcknowledgementForm> validator,
        CancellationToken cancellation
    ) => SaveAsync(slug, form, AcknowledgementForm.Of, validator, form.Save, nameof(Acknowledgement), cancellation);
}
