using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Complements;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Web.Attachments;
using Portal.Web.Dossiers;
using Portal.Web.Shared;

namespace Portal.Web.Complements;

/// <summary>The carrier's answer to a request for complements.</summary>
[Authorize]
public sealed class ComplementsController(PortalDbContext db, AnswerComplements answer) : Controller
{
    [HttpGet("/dossiers/{id:guid}/complements")]
    public async Task<IActionResult> Index(Guid id, CancellationToken cancellation) =>
        await PageAsync(new DossierId(id), [], cancellation) is { } page ? View(page) : NotFound();

    [HttpPost("/dossiers/{id:guid}/complements/{request:guid}/file")]
    public async Task<IActionResult> File(Guid id, Guid request, CancellationToken cancellation)
    {
        var dossier = new DossierId(id);
        try
        {
            var asked = new ComplementRequestId(request);
            var filing = await answer.FileAsync(dossier, asked, User.Viewer(), cancellation);
            return filing is null ? NotFound() : Redirect($"/dossiers/{id}/receipt");
        }
        catch (RefusedException refused) when (!WantsProblem.Is(Request))
        {
            return await RefusedAsync(dossier, refused, cancellation);
        }
    }

    /// <summary>Says that there is nothing to add.</summary>
    [HttpPost("/dossiers/{id:guid}/complements/{request:guid}/nothing")]
    public async Task<IActionResult> Nothing(Guid id, Guid request, string? words, CancellationToken cancellation)
    {
        var dossier = new DossierId(id);
        try
        {
            var asked = new ComplementRequestId(request);
            if (!await answer.NothingAsync(dossier, asked, words ?? "", User.Viewer(), cancellation))
                return NotFound();
        }
        catch (RefusedException refused) when (!WantsProblem.Is(Request))
        {
            return await RefusedAsync(dossier, refused, cancellation);
        }
        TempData["Said"] = "complements.nothing-said";
        return Redirect($"/dossiers/{id}");
    }

    private async Task<IActionResult> RefusedAsync(
        DossierId dossier,
        RefusedException refused,
        CancellationToken cancellation
    )
    {
        db.ChangeTracker.Clear();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View(nameof(Index), await PageAsync(dossier, refused.Refusals, cancellation));
    }

    private async Task<ComplementsPage?> PageAsync(
        DossierId id,
        IReadOnlyList<Refusal> refused,
        CancellationToken cancellation
    )
    {
        var viewer = User.Viewer();
        var now = await db.NowAsync(cancellation);
        if (await DossierRows.ReadAsync(db, viewer, now, id, cancellation) is not [var row])
            return null;
        var requests = db.ComplementsAskedOf(viewer).Where(request => request.DossierId == id);
        var all = await ComplementParts.ReadAsync(db, requests, now, cancellation);
        var page = new ComplementsPage(
            row,
            Open: null,
            [],
            [],
            [.. all.Select(one => one.Part).Where(part => !part.IsOpen)],
            refused
        );
        var open = all.Select(one => one.Part).FirstOrDefault(part => part.IsOpen);
        return open is null ? page : await WithOpenAsync(page, open, now, cancellation);
    }

    private async Task<ComplementsPage> WithOpenAsync(
        ComplementsPage page,
        ComplementPart open,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var dossier = await db
            .Dossiers.AsNoTracking()
            .Include(one => one.Members)
            .Include(one => one.Filings)
            .AsSplitQuery()
            .SingleAsync(one => one.Id == page.Dossier.Id, cancellation);
        var request = await db.ComplementRequests.AsNoTracking().SingleAsync(one => one.Id == open.Id, cancellation);
        var matter = await answer.MatterOfAsync(request, dossier, cancellation);
        var filed = dossier.CurrentFiling!;
        var before = new AnswersPart(
            matter.Form,
            filed.Answers,
            await FilePart.Query(db.AttachmentsFiledIn(filed.Id)).ToListAsync(cancellation)
        );
        var after = new AnswersPart(matter.Form, matter.Answers, [.. matter.Attachments.Select(FilePart.Of)]);
        (before, after) = (before.SeenBy(page.Dossier.Sight), after.SeenBy(page.Dossier.Sight));
        return page with
        {
            Open = open,
            Changes = ComplementParts.Changes(
                matter.Form,
                open.Items,
                before.SeenBy(page.Dossier.Sight),
                after.SeenBy(page.Dossier.Sight)
            ),
            Obstacles = request.ObstaclesToFiling(dossier, matter, now),
        };
    }
}
