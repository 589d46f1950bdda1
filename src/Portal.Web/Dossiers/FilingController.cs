using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Attachments;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>Checking, filing, and the receipt that one wants to keep.</summary>
[Authorize]
public sealed class FilingController(PortalDbContext db, FilingDesk desk, PdfPrinter printer, Texts texts) : Controller
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
                matter.Form,
                filing.Answers,
                await FilePart.Query(db.AttachmentsFiledIn(filing.Id)).ToListAsync(cancellation)
            );
        return new CheckPage(
            row,
            answers,
            row.IsSettled ? [] : dossier.ObstaclesToFiling(matter, now),
            dossier.CurrentFiling?.IsOf(matter) ?? false,
            row.Next?.Deadline.IsInGrace(now) ?? false,
            refused is null ? null : new RefusedFiling(now, refused)
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
        var now = await db.NowAsync(cancellation);
        return new ReceiptPage(
            id,
            found.Filing.Title,
            found.Presentation,
            found.Wave,
            found.Dossier.Number!,
            found.Filing.Version,
            found.Filing.FiledAt,
            found.Name,
            found.Filing.Sha256,
            found.CutOff.Deadline,
            found.CutOff.Deadline.IsInGrace(found.Filing.FiledAt),
            !found.CutOff.Deadline.Accepts(now),
            files,
            printer.IsAvailable,
            found.Dossier.Withdrawal is not null,
            found.Dossier.IsDemonstration
        );
    }
}
