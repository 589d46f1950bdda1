using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Consultations;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;
using Portal.Infrastructure.Texts;
using Portal.Web.FollowUp;
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
    public Task<IActionResult> Accept(string slug, ModerationForm form, CancellationToken cancellation) =>
        ActAsync(
            slug,
            form,
            "",
            "consultations.accepted-done",
            () => desk.AcceptAsync(slug, Of(form.Ids), User.Person(), cancellation),
            cancellation
        );

    [HttpPost("/staff/consultations/{slug}/withhold"), Authorize(Policy = Policies.Officer)]
    public Task<IActionResult> Withhold(string slug, ModerationForm form, CancellationToken cancellation) =>
        ActAsync(
            slug,
            form,
            nameof(form.Reason),
            "consultations.withheld-done",
            () => desk.WithholdAsync(slug, Of(form.Ids), Typed(form.Reason), User.Person(), cancellation),
            cancellation
        );

    /// <summary>To a group, to a new one of a title, or out of any.</summary>
    [HttpPost("/staff/consultations/{slug}/group"), Authorize(Policy = Policies.Officer)]
    public Task<IActionResult> Group(string slug, ModerationForm form, CancellationToken cancellation)
    {
        ContributionGroupId? to = form.Group is { } id ? new ContributionGroupId(id) : null;
        var named = Typed(form.Title) is { Length: > 0 } text
            ? texts.Language == "en"
                ? new LocalizedText("", text)
                : new LocalizedText(text, "")
            : null;
        return ActAsync(
            slug,
            form,
            nameof(form.Title),
            "consultations.grouped-done",
            () => desk.MoveAsync(slug, Of(form.Ids), to, named, cancellation),
            cancellation
        );
    }

    /// <summary>What is refused comes back with what was ticked and typed.</summary>
    private async Task<IActionResult> ActAsync(
        string slug,
        ModerationForm form,
        string field,
        string said,
        Func<Task<bool>> act,
        CancellationToken cancellation
    )
    {
        if (!Enum.IsDefined(form.Shelf))
            return NotFound();
        try
        {
            return await act() ? Back(slug, form.Shelf, said) : NotFound();
        }
        catch (RefusedException refused)
        {
            ModelState.Take(refused, one => one == ConsultationRefusals.NothingChosen ? "" : field, texts);
        }
        Response.StatusCode = StatusCodes.Status409Conflict;
        var page = await reading.FindAsync(slug, form.Shelf, form.Page, User.Viewer(), texts.Language, cancellation);
        return page is null
            ? NotFound()
            : View("/Consultations/StaffConsultation.cshtml", page with { Chosen = (form.Ids ?? []).ToHashSet() });
    }

    private static List<ContributionId> Of(Guid[]? ids) => [.. (ids ?? []).Select(id => new ContributionId(id))];

    private static string Typed(string? text) => (text ?? "").ReplaceLineEndings("\n").Trim();

    private RedirectResult Back(string slug, ContributionShelf shelf, string said)
    {
        TempData["Said"] = said;
        return Redirect($"/staff/consultations/{slug}?shelf={shelf}");
    }
}
