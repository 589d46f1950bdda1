using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Web.Attachments;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>Checking, filing, and the receipt that one wants to keep.</summary>
[Authorize]
public sealed class FilingController(
    PortalDbContext db,
    FilingDesk desk,
    FormCache forms,
    PdfPrinter printer,
    ReceiptDocument receipts
) : Controller
{
    [HttpGet("/dossiers/{id:guid}/check")]
    public async Task<IActionResult> Check(Guid id, CancellationToken cancellation) =>
        await CheckPageAsync(new DossierId(id), refused: null, cancellation) is { } page ? View(page) : NotFound();

    /// <param name="id">The dossier.</param>
    /// <param name="cutOff">The cut-off that the page named beside its button.</param>
    /// <param name="file">Does it.</param>
    /// <param name="cancellation">Gives up.</param>
    [HttpPost("/dossiers/{id:guid}/file")]
    public async Task<IActionResult> File(
        Guid id,
        Guid? cutOff,
        [FromServices] FileDossier file,
        CancellationToken cancellation
    )
    {
        var dossier = new DossierId(id);
        CutOffId? announced = cutOff is { } named ? new CutOffId(named) : null;
        try
        {
            var filing = await file.RunAsync(dossier, User.Viewer(), announced, cancellation);
            return filing is null ? NotFound() : Redirect($"/dossiers/{id}/receipt");
        }
        catch (RefusedException refused) when (!WantsProblem.Is(Request))
        {
            db.ChangeTracker.Clear();
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View("Check", await CheckPageAsync(dossier, refused.Refusals, cancellation));
        }
    }

    [HttpGet("/dossiers/{id:guid}/receipt")]
    public async Task<IActionResult> Receipt(Guid id, CancellationToken cancellation) =>
        await ReceiptOfAsync(new DossierId(id), cancellation) is { } receipt
            ? View(new ReceiptView(receipt, printer.IsAvailable, await SeesAllAsync(receipt.Dossier, cancellation)))
            : NotFound();

    [HttpGet("/dossiers/{id:guid}/receipt.pdf"), EnableRateLimiting(WebHygiene.PrintLimit)]
    public async Task<IActionResult> ReceiptPdf(Guid id, CancellationToken cancellation)
    {
        if (await ReceiptOfAsync(new DossierId(id), cancellation) is not { } receipt)
            return NotFound();
        if (!printer.IsAvailable)
            return StatusCode(StatusCodes.Status503ServiceUnavailable);
        return File(
            await printer.PrintAsync(receipts.Write(receipt), cancellation),
            "application/pdf",
            $"{receipt.Number}.pdf"
        );
    }

    /// <summary>
    /// The canonical copy, byte for byte: what the SHA-256 of the receipt is of. It can't be shortened, so who sees only
    /// their own part of a dossier has none.
    /// </summary>
    [HttpGet("/dossiers/{id:guid}/receipt/copy")]
    public async Task<IActionResult> Copy(Guid id, CancellationToken cancellation)
    {
        var dossier = new DossierId(id);
        var filed = await (
            from one in db.DossiersOf(User.Viewer())
            where one.Id == dossier
            join filing in db.Filings on one.FilingId equals filing.Id
            select new
            {
                one.Number,
                filing.CanonicalCopy,
                filing.Version,
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        return filed is null || !await SeesAllAsync(dossier, cancellation)
            ? NotFound()
            : File(
                Encoding.UTF8.GetBytes(filed.CanonicalCopy),
                "application/json",
                $"{filed.Number}-v{filed.Version}.json"
            );
    }

    /// <summary>What is to be filed, or what is filed once that can't be replaced.</summary>
    private async Task<CheckPage?> CheckPageAsync(
        DossierId id,
        IReadOnlyList<Refusal>? refused,
        CancellationToken cancellation
    )
    {
        var now = await db.NowAsync(cancellation);
        if (await DossierRows.ReadAsync(db, User.Viewer(), now, id, cancellation) is not [var row])
            return null;
        var dossier = await db.DossiersOf(User.Viewer())
            .AsNoTracking()
            .Include(one => one.Members)
            .Include(one => one.Filings)
            .AsSplitQuery()
            .SingleAsync(one => one.Id == row.Id, cancellation);
        var matter = await desk.MatterOfAsync(dossier, cancellation);
        var filing = row.IsSettled ? dossier.CurrentFiling : null;
        var answers = filing is null
            ? new AnswersPart(
                matter.Form,
                matter.Answers,
                [.. matter.Attachments.Select(FilePart.Of)],
                ChangeAt: $"/dossiers/{id.Value}"
            )
            : new AnswersPart(
                await forms.OfAsync(db, filing, cancellation),
                filing.Answers,
                await FilePart.Query(db.AttachmentsFiledIn(filing.Id)).ToListAsync(cancellation)
            );
        return new CheckPage(
            row,
            answers.SeenBy(row.Sight),
            row.IsSettled ? [] : [.. dossier.ObstaclesToFiling(matter, now).Where(row.Sight.Sees)],
            dossier.Reopening is null && dossier.CurrentFiling?.IsOf(matter) == true,
            row.Next?.Deadline.IsInGrace(now) ?? false,
            refused is null ? null : new RefusedFiling(now, refused)
        )
        {
            Step = StepNames.Of(
                await forms.GetAsync(db, dossier.FormId, cancellation),
                await db
                    .Calls.Where(call => call.Id == dossier.CallId)
                    .Select(call => call.Steps)
                    .SingleAsync(cancellation),
                dossier.Step
            ),
        };
    }

    private async Task<ReceiptPage?> ReceiptOfAsync(DossierId id, CancellationToken cancellation) =>
        await Receipts.ReadAsync(db, forms, db.DossiersOf(User.Viewer()), id, cancellation) is { } receipt
        && await db.SightAsync(id, User.Viewer(), cancellation) is { } sight
            ? receipt with
            {
                Files = sight.SeesAll
                    ? receipt.Files
                    : FilePart.SeenBy(sight, await FormOfAsync(id, cancellation), receipt.Files),
            }
            : null;

    private async Task<bool> SeesAllAsync(DossierId id, CancellationToken cancellation) =>
        await db.SightAsync(id, User.Viewer(), cancellation) is { } sight
        && (sight.SeesAll || sight.IsWhole(await FormOfAsync(id, cancellation)));

    private async Task<Form> FormOfAsync(DossierId id, CancellationToken cancellation)
    {
        var filing = await db
            .Dossiers.Where(one => one.Id == id)
            .Select(one => one.FilingId!.Value)
            .SingleAsync(cancellation);
        return await forms.FiledAsync(db, filing, cancellation);
    }
}
