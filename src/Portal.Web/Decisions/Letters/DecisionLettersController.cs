using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
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
    [HttpGet("/dossiers/{id:guid}/decision.pdf"), EnableRateLimiting(WebHygiene.PrintLimit)]
    public async Task<IActionResult> Letter(Guid id, string? language, CancellationToken cancellation) =>
        await PrintAsync(
            await reading.ToldAsync(new DossierId(id), User.Viewer(), cancellation),
            language == "en" ? language : LetterDocument.Official,
            cancellation
        );

    [
        HttpGet("/staff/dossiers/{id:guid}/letter"),
        EnableRateLimiting(WebHygiene.PrintLimit),
        Authorize(Policy = Policies.Staff)
    ]
    public async Task<IActionResult> Preview(Guid id, CancellationToken cancellation) =>
        await PrintAsync(
            await reading.PreviewAsync(new DossierId(id), User.Viewer(), cancellation),
            texts.Language,
            cancellation
        );

    private async Task<IActionResult> PrintAsync(LetterMatter? matter, string language, CancellationToken cancellation)
    {
        if (matter is null)
            return NotFound();
        var html = document.Write(matter, language);
        return printer.IsAvailable
            ? File(
                await printer.PrintAsync(html, cancellation),
                "application/pdf",
                document.FileNameOf(matter, language)
            )
            : Content(html, "text/html; charset=utf-8");
    }
}
