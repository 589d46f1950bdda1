using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>Checking, filing, and the receipt that one wants to keep.</summary>
[Authorize]
public sealed class FilingController(PortalDbContext db, FilingDesk desk, PdfPrinter printer, Texts texts) : Controller
{
    [HttpGet("/dossiers/{id:guid}/check")]
    public async Task<IActionResult> Check(Guid id, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        if (await DossierRows.ReadAsync(db, User.Viewer(), now, new DossierId(id), cancellation) is not [var row])
            return NotFound();
        var dossier = await db.DossiersOf(User.Viewer())
            .AsNoTracking()
            .Include(one => one.Members)
            .Include(one => one.Filings)
            .AsSplitQuery()
            .SingleAsync(one => one.Id == row.Id, cancellation);
        var matter = await desk.MatterOfAsync(dossier, cancellation);
        var answers = new AnswersPart(
            matter.Form,
            matter.Answers,
            [.. matter.Attachments.Select(FilePart.Of)],
            ChangeAt: $"/dossiers/{id}"
        );
        return View(
            new CheckPage(
                row,
                answers,
                dossier.ObstaclesToFiling(matter, now),
                dossier.CurrentFiling?.IsOf(matter) ?? false
            )
        );
    }

    [HttpPost("/dossiers/{id:guid}/file")]
    public async Task<IActionResult> File(Guid id, [FromServices] FileDossier file, CancellationToken cancellation)
    {
        var filing = await file.RunAsync(new DossierId(id), User.Viewer(), cancellation);
        return filing is null ? NotFound() : Redirect($"/dossiers/{id}/receipt");
    }

    [HttpGet("/dossiers/{id:guid}/receipt")]
    public async Task<IActionResult> Receipt(Guid id, CancellationToken cancellation) =>
        await ReceiptOfAsync(new DossierId(id), cancellation) is { } receipt ? View(receipt) : NotFound();

    [HttpGet("/dossiers/{id:guid}/receipt.pdf")]
    public async Task<IActionResult> ReceiptPdf(Guid id, CancellationToken cancellation)
    {
        if (await ReceiptOfAsync(new DossierId(id), cancellation) is not { } receipt)
            return NotFound();
        if (!printer.IsAvailable)
            return StatusCode(StatusCodes.Status503ServiceUnavailable);
        return File(
            await printer.PrintAsync(new ReceiptDocument(texts).Write(receipt), cancellation),
            "application/pdf",
            $"{receipt.Number}.pdf"
        );
    }

    /// <summary>The canonical copy, byte for byte: what the SHA-256 of the receipt is of.</summary>
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
        return filed is null
            ? NotFound()
            : File(
                Encoding.UTF8.GetBytes(filed.CanonicalCopy),
                "application/json",
                $"{filed.Number}-v{filed.Version}.json"
            );
    }

    private async Task<ReceiptPage?> ReceiptOfAsync(DossierId id, CancellationToken cancellation)
    {
        var found = await (
            from dossier in db.DossiersOf(User.Viewer())
            where dossier.Id == id
            join filing in db.Filings on dossier.FilingId equals filing.Id
            join call in db.Calls on dossier.CallId equals call.Id
            join wave in db.Waves.IgnoreAutoIncludes() on dossier.WaveId equals wave.Id
            join cutOff in db.CutOffs on filing.CutOffId equals cutOff.Id
            join account in db.Users on filing.FiledBy.Value equals account.Id
            select new
            {
                Dossier = dossier,
                Filing = filing,
                call.Presentation,
                Wave = wave.Number,
                CutOff = cutOff,
                account.Name,
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var files = await FilePart.Query(db.AttachmentsFiledIn(found.Filing.Id)).ToListAsync(cancellation);
        return new ReceiptPage(
            id,
            found.Filing.Answers.Text(CommonFields.Title) is { Length: > 0 } title ? title : found.Dossier.Title,
            found.Presentation,
            found.Wave,
            found.Dossier.Number!,
            found.Filing.Version,
            found.Filing.FiledAt,
            found.Name,
            found.Filing.Sha256,
            found.CutOff.Deadline,
            found.CutOff.Deadline.IsInGrace(found.Filing.FiledAt),
            files,
            printer.IsAvailable,
            found.Dossier.Withdrawal is not null,
            found.Dossier.IsDemonstration
        );
    }
}
