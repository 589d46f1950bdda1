using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Complements;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;
using Portal.Web.Staff;

namespace Portal.Web.Complements;

/// <summary>An officer asks for complements: chooses fields, reads the letter, sends it, and reads what came.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StaffComplementsController(
    PortalDbContext db,
    PortalClock clock,
    FormCache forms,
    AskForComplements ask,
    Texts texts
) : Controller
{
    [HttpGet("/staff/dossiers/{id:guid}/complements/new")]
    public async Task<IActionResult> New(Guid id, CancellationToken cancellation) =>
        await InChargeAsync(id, cancellation) is { } dossier
            ? View(await FormPageAsync(dossier, new AskForm(), cancellation))
            : NotFound();

    /// <summary>First shows the letter as its carrier will read it; sends it once that was confirmed.</summary>
    [HttpPost("/staff/dossiers/{id:guid}/complements"), TakesForms]
    public async Task<IActionResult> Ask(
        Guid id,
        bool confirmed,
        bool change,
        [FromServices] PreviewLetter preview,
        CancellationToken cancellation
    )
    {
        if (await InChargeAsync(id, cancellation) is not { } dossier)
            return NotFound();
        var typed = AskFormReader.Read(await Request.ReadFormAsync(cancellation));
        var form = await forms.FiledAsync(db, dossier.FilingId!.Value, cancellation);
        if (change || await LetterAsync(dossier, typed, form, cancellation) is not { } letter)
            return View(nameof(New), await FormPageAsync(dossier, typed, cancellation));
        if (!confirmed)
            return View("Letter", await LetterPageAsync(dossier, typed, letter, preview, cancellation));
        try
        {
            db.ChangeTracker.Clear();
            if (await ask.RunAsync(dossier.Id, letter, User.Viewer(), cancellation) is null)
                return NotFound();
        }
        catch (RefusedException refused) when (!WantsProblem.Is(Request))
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, "", texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View(nameof(New), await FormPageAsync(dossier, typed, cancellation));
        }
        TempData["Said"] = "complements.asked";
        return Redirect($"/staff/dossiers/{id}");
    }

    [HttpGet("/staff/dossiers/{id:guid}/complements/{request:guid}")]
    public async Task<IActionResult> Show(Guid id, Guid request, CancellationToken cancellation)
    {
        var (viewer, now) = (User.Viewer(), clock.GetUtcNow());
        var wanted = db.ComplementsStaffedBy(viewer)
            .Where(one => one.Id == new ComplementRequestId(request) && one.DossierId == new DossierId(id));
        if (await ComplementParts.ReadAsync(db, wanted, now, cancellation) is not [var (dossierId, part)])
            return NotFound();
        var dossier = await db.DossiersStaffedBy(viewer)
            .Where(one => one.Id == dossierId)
            .Select(one => new { one.Number, one.WaveId })
            .SingleAsync(cancellation);
        var head = (await StaffWaves.HeadAsync(db, dossier.WaveId.Value, viewer, now, cancellation))!;
        var form = await forms.FiledAsync(db, part.Before, cancellation);
        var before = await ComplementParts.OfFilingAsync(db, form, part.Before, cancellation);
        // What is being written is the carrier's until it is filed.
        var after = part.After is { } filing
            ? await ComplementParts.OfFilingAsync(db, form, filing, cancellation)
            : null;
        var title = await TitleAsync(part.After ?? part.Before, cancellation);
        return View(
            new StaffComplementPage(
                head,
                dossierId,
                dossier.Number!,
                title,
                part,
                ComplementParts.Changes(form, part.Items, before, after)
            )
        );
    }

    [HttpPost("/staff/dossiers/{id:guid}/complements/{request:guid}/withdraw")]
    public async Task<IActionResult> Withdraw(Guid id, Guid request, string? reason, CancellationToken cancellation)
    {
        var (dossier, asked) = (new DossierId(id), new ComplementRequestId(request));
        if (!await ask.WithdrawAsync(dossier, asked, reason ?? "", User.Viewer(), cancellation))
            return NotFound();
        TempData["Said"] = "complements.withdrawn";
        return Redirect($"/staff/dossiers/{id}");
    }

    /// <summary>Who owes what in a wave.</summary>
    [HttpGet("/staff/waves/{id:guid}/complements")]
    public async Task<IActionResult> Wave(Guid id, CancellationToken cancellation)
    {
        var (viewer, now) = (User.Viewer(), clock.GetUtcNow());
        if (await StaffWaves.HeadAsync(db, id, viewer, now, cancellation) is not { } head)
            return NotFound();
        var dossiers = await (
            from dossier in db.DossiersStaffedBy(viewer)
            where dossier.WaveId == head.Id && db.ComplementRequests.Any(request => request.DossierId == dossier.Id)
            join filing in db.Filings on dossier.FilingId equals filing.Id
            select new
            {
                dossier.Id,
                dossier.Number,
                filing.Title,
                IsWithdrawn = dossier.Withdrawal != null,
            }
        ).ToDictionaryAsync(dossier => dossier.Id, cancellation);
        var requests = db.ComplementsStaffedBy(viewer)
            .Where(request => db.Dossiers.Any(one => one.Id == request.DossierId && one.WaveId == head.Id));
        var lines =
            from one in await ComplementParts.ReadAsync(db, requests, now, cancellation)
            let dossier = dossiers[one.Dossier]
            // A dossier that was withdrawn owes nothing any more.
            where !(one.Part.IsOpen && dossier.IsWithdrawn)
            orderby one.Part.IsOpen descending, one.Part.IsOpen ? one.Part.Due.At : DateTimeOffset.MaxValue
            select new WaveComplement(one.Dossier, dossier.Number!, dossier.Title, one.Part);
        return View(new WaveComplementsPage(head, [.. lines]));
    }

    /// <summary>The letter that was typed; null where it can't be sent so, which the model state tells.</summary>
    private async Task<ComplementLetter?> LetterAsync(
        Dossier dossier,
        AskForm typed,
        Form form,
        CancellationToken cancellation
    )
    {
        if (await db.DueAsync(typed.Due, dossier.CallId, cancellation) is not { } due)
        {
            ModelState.AddModelError(nameof(AskForm.Due), texts["staff.date-wrong"]);
            return null;
        }
        var letter = AskFormReader.LetterOf(typed, due);
        foreach (var refusal in letter.Obstacles(form, clock.GetUtcNow()))
            ModelState.AddModelError(
                refusal == ComplementRefusals.DueInThePast ? nameof(AskForm.Due) : "",
                texts.Of(refusal)
            );
        return ModelState.IsValid ? letter : null;
    }

    private Task<string> TitleAsync(FilingId filing, CancellationToken cancellation) =>
        db.Filings.Where(one => one.Id == filing).Select(one => one.Title).SingleAsync(cancellation);

    private Task<Dossier?> InChargeAsync(Guid id, CancellationToken cancellation) =>
        db.DossiersInChargeOf(User.Viewer())
            .AsNoTracking()
            .Include(one => one.Members)
            .SingleOrDefaultAsync(one => one.Id == new DossierId(id), cancellation);

    private async Task<AskPage> FormPageAsync(Dossier dossier, AskForm typed, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var wave = await db.Waves.AsNoTracking().SingleAsync(one => one.Id == dossier.WaveId, cancellation);
        var isDecided = await db.DecisionsThatStand().AnyAsync(one => one.DossierId == dossier.Id, cancellation);
        return new AskPage(
            (await StaffWaves.HeadAsync(db, dossier.WaveId.Value, User.Viewer(), now, cancellation))!,
            dossier.Id,
            dossier.Number!,
            await TitleAsync(dossier.FilingId!.Value, cancellation),
            await forms.FiledAsync(db, dossier.FilingId!.Value, cancellation),
            typed,
            ComplementRequest.ObstacleToAsking(dossier, wave, isDecided, now)
        );
    }

    private async Task<LetterPage> LetterPageAsync(
        Dossier dossier,
        AskForm typed,
        ComplementLetter letter,
        PreviewLetter preview,
        CancellationToken cancellation
    ) =>
        new(
            (await StaffWaves.HeadAsync(db, dossier.WaveId.Value, User.Viewer(), clock.GetUtcNow(), cancellation))!,
            dossier.Id,
            dossier.Number!,
            await TitleAsync(dossier.FilingId!.Value, cancellation),
            typed,
            letter.Due,
            await preview.RunAsync(dossier, letter, cancellation),
            dossier.Members.Count
        );
}
