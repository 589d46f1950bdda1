using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Calls.Forms;

/// <summary>Takes questions from elsewhere into the draft form: from Démarches simplifiées, or from a spreadsheet.</summary>
[Authorize(Policy = Policies.Officer)]
[Route("/staff/calls/{slug}/form/import")]
public sealed class ImportController(DesignerReader pages, FormDrafts drafts, SpreadsheetForm spreadsheets, Texts texts)
    : Controller
{
    /// <summary>Megabytes; the descriptors that are published have some hundreds of kilobytes, a few have several.</summary>
    private const int Largest = 10;

    /// <summary>Bytes: a little more, so that what is just too large is told on the page.</summary>
    private const int LargestBody = (Largest + 2) * 1024 * 1024;

    private const string WorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [HttpGet("")]
    public async Task<IActionResult> Show(string slug, CancellationToken cancellation) =>
        await pages.DraftAsync(slug, User.Viewer(), cancellation) is var (head, draft)
            ? View("Import", new ImportPage(head, draft.Revision))
            : NotFound();

    [HttpGet("template.xlsx")]
    public async Task<IActionResult> Template(
        string slug,
        [FromServices] PortalClock clock,
        CancellationToken cancellation
    )
    {
        if (await pages.DraftAsync(slug, User.Viewer(), cancellation) is null)
            return NotFound();
        var workbook = new MemoryStream();
        await spreadsheets.WriteTemplateAsync(workbook, clock.GetUtcNow(), cancellation);
        workbook.Position = 0;
        return File(workbook, WorkbookType, texts["designer.template-name"]);
    }

    /// <param name="slug">The call.</param>
    /// <param name="file">The descriptor.</param>
    /// <param name="number">Which procedure, where it has several.</param>
    /// <param name="revision">Of the draft that the page showed.</param>
    /// <param name="programme">Whose regions can be chosen from.</param>
    /// <param name="cancellation">Gives up.</param>
    [HttpPost("descriptor"), TakesForms]
    [RequestSizeLimit(LargestBody), RequestFormLimits(MultipartBodyLengthLimit = LargestBody)]
    public async Task<IActionResult> Descriptor(
        string slug,
        IFormFile? file,
        int? number,
        int revision,
        [FromServices] ProgrammeCache programme,
        CancellationToken cancellation
    )
    {
        if (await pages.DraftAsync(slug, User.Viewer(), cancellation) is not var (head, draft))
            return NotFound();
        return await TakeAsync(
            head,
            draft,
            revision,
            file,
            async content =>
                (await DescriptorForm.ReadAsync(content, number, draft, programme.Terms, cancellation), []),
            cancellation
        );
    }

    [HttpPost("spreadsheet"), TakesForms]
    [RequestSizeLimit(LargestBody), RequestFormLimits(MultipartBodyLengthLimit = LargestBody)]
    public async Task<IActionResult> Spreadsheet(
        string slug,
        IFormFile? file,
        int revision,
        CancellationToken cancellation
    )
    {
        if (await pages.DraftAsync(slug, User.Viewer(), cancellation) is not var (head, draft))
            return NotFound();
        return await TakeAsync(
            head,
            draft,
            revision,
            file,
            content => Task.FromResult(spreadsheets.Read(content, draft)),
            cancellation
        );
    }

    private async Task<IActionResult> TakeAsync(
        DesignerHead head,
        FormDraft draft,
        int revision,
        IFormFile? file,
        Func<Stream, Task<(FormImport Form, IReadOnlyList<ImportFault> Faults)>> read,
        CancellationToken cancellation
    )
    {
        var page = new ImportPage(head, draft.Revision);
        try
        {
            if (file is null || file.Length == 0)
                throw new RefusedException(ImportRefusals.NoFile);
            if (file.Length > Largest * 1024 * 1024)
                throw new RefusedException(ImportRefusals.TooLarge(Largest));
            await using var content = file.OpenReadStream();
            var (form, faults) = await read(content);
            if (faults.Count == 0 && form.Sections.Count == 0)
                throw new RefusedException(ImportRefusals.NothingAsked);
            if (faults.Count == 0)
                await drafts.ChangeAsync(
                    head.Slug,
                    revision,
                    User.Viewer(),
                    (current, by, now) => current.Add(form.Sections, by, now),
                    cancellation
                );
            page = page with { Faults = faults, Taken = faults.Count == 0 ? form : null };
        }
        catch (RefusedException refused) when (!WantsProblem.Is(Request))
        {
            page = page with { Refused = [.. refused.Refusals.Select(texts.Of)] };
        }
        if (page.Taken is null)
            Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Import", page);
    }
}

/// <summary>Where files are chosen, and what came of the last one.</summary>
public sealed record ImportPage(DesignerHead Head, int Revision)
{
    /// <summary>What was taken; null where nothing was.</summary>
    public FormImport? Taken { get; init; }

    /// <summary>The cells that can't be taken.</summary>
    public IReadOnlyList<ImportFault> Faults { get; init; } = [];

    /// <summary>Why nothing was taken at all.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];
}
