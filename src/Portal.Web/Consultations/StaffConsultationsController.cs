using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Consultations;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Consultations;

/// <summary>Staff reads what came: accepts it or withholds it with a reason, and puts together what says alike.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StaffConsultationsController(StaffConsultationReading reading, ConsultationDesk desk, Texts texts)
    : Controller
{
    [HttpGet("/staff/consultations")]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View("/Consultations/StaffConsultations.cshtml", await reading.ListAsync(cancellation));

    [HttpGet("/staff/consultations/{slug}")]
    public async Task<IActionResult> Show(
        string slug,
        ContributionShelf shelf,
        int page,
        CancellationToken cancellation
    ) =>
        Enum.IsDefined(shelf)
        && await reading.FindAsync(slug, shelf, page, User.Viewer(), texts.Language, cancellation) is { } found
            ? View("/Consultations/StaffConsultation.cshtml", found)
            : NotFound();

    /// <summary>What nobody has accepted yet is downloaded only, and once a scanner has read it.</summary>
    [HttpGet("/staff/consultations/{slug}/contributions/{id:guid}/file")]
    public async Task<IActionResult> Enclosed(
        string slug,
        Guid id,
        [FromServices] PortalDbContext db,
        [FromServices] IFileStore store,
        [FromServices] Infrastructure.Attachments.Scanning.IVirusScanner scanner,
        CancellationToken cancellation
    )
    {
        var one = await db.ConfirmedContributions()
            .AsNoTracking()
            .Where(it => it.Id == new ContributionId(id))
            .Where(it => db.Consultations.Any(of => of.Id == it.ConsultationId && of.Slug == slug))
            .SingleOrDefaultAsync(cancellation);
        if (one?.File is not { } file)
            return NotFound();
        if (Domain.Attachments.Scan.ObstacleToOpening(one.Scan, file.Name, false, scanner.IsExpected) is { } obstacle)
            throw new RefusedException(obstacle);
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return File(await store.OpenAsync(file.StoredAs, cancellation), "application/octet-stream", file.Name);
    }

    [HttpPost("/staff/consultations/{slug}/accept"), Authorize(Policy = Policies.Officer)]
    public async Task<IActionResult> Accept(
        string slug,
        Guid[] ids,
        ContributionShelf shelf,
        CancellationToken cancellation
    ) =>
        await desk.AcceptAsync(slug, Of(ids), User.Person(), cancellation)
            ? Back(slug, shelf, "consultations.accepted-done")
            : NotFound();

    [HttpPost("/staff/consultations/{slug}/withhold"), Authorize(Policy = Policies.Officer)]
    public async Task<IActionResult> Withhold(
        string slug,
        Guid[] ids,
        string? reason,
        ContributionShelf shelf,
        CancellationToken cancellation
    ) =>
        await desk.WithholdAsync(slug, Of(ids), Typed(reason), User.Person(), cancellation)
            ? Back(slug, shelf, "consultations.withheld-done")
            : NotFound();

    /// <summary>To a group, to a new one of a title, or out of any.</summary>
    [HttpPost("/staff/consultations/{slug}/group"), Authorize(Policy = Policies.Officer)]
    public async Task<IActionResult> Group(
        string slug,
        Guid[] ids,
        Guid? group,
        string? title,
        ContributionShelf shelf,
        CancellationToken cancellation
    )
    {
        ContributionGroupId? to = group is { } id ? new ContributionGroupId(id) : null;
        var named = Typed(title) is { Length: > 0 } text
            ? texts.Language == "en"
                ? new LocalizedText("", text)
                : new LocalizedText(text, "")
            : null;
        return await desk.MoveAsync(slug, Of(ids), to, named, cancellation)
            ? Back(slug, shelf, "consultations.grouped-done")
            : NotFound();
    }

    private static List<ContributionId> Of(Guid[] ids) => [.. ids.Select(id => new ContributionId(id))];

    private static string Typed(string? text) => (text ?? "").ReplaceLineEndings("\n").Trim();

    private RedirectResult Back(string slug, ContributionShelf shelf, string said)
    {
        TempData["Said"] = said;
        return Redirect($"/staff/consultations/{slug}?shelf={shelf}");
    }
}
