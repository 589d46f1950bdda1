using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Infrastructure.Decisions.DecisionLetters;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Decisions.Letters;

/// <summary>The letter with a decision: for its carrier from the minute of the publication on, for staff as a preview.</summary>
[Authorize]
public sealed class DecisionLettersController(
    LetterReading reading,
    LetterDocument document,
    PdfPrinter printer,
    Texts texts
) : Controller
{
    [HttpGet("/dossiers/{id:guid}/decision.pdf")]
    public async Task<IActionResult> Letter(Guid id, CancellationToken cancellation) =>
        await PrintAsync(
            await reading.ToldAsync(new DossierId(id), User.Viewer(), cancellation),
            isPreview: false,
            cancellation
        );

    [HttpGet("/staff/lists/{id:guid}/letters/{dossier:guid}"), Authorize(Policy = Policies.Staff)]
    public async Task<IActionResult> Preview(Guid id, Guid dossier, CancellationToken cancellation) =>
        await PrintAsync(
            await reading.PreviewAsync(new WinnerListId(id), new DossierId(dossier), User.Viewer(), cancellation),
            isPreview: true,
            cancellation
        );

    private async Task<IActionResult> PrintAsync(LetterMatter? matter, bool isPreview, CancellationToken cancellation)
    {
        if (matter is null)
            return NotFound();
        if (!printer.IsAvailable)
            return StatusCode(StatusCodes.Status503ServiceUnavailable);
        var pdf = await printer.PrintAsync(document.Write(matter, texts.Language, isPreview), cancellation);
        return File(pdf, "application/pdf", document.FileNameOf(matter, texts.Language));
    }
}
