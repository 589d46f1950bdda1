using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.FollowUp.Changes;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp.Changes;

/// <summary>A carrier asks for a change: its kind, what it needs, what it would do, and only then it is sent.</summary>
[Authorize]
public sealed class ChangeRequestsController(PortalDbContext db, ChangeReading reading, ChangeDesk desk, Texts texts)
    : Controller
{
    [HttpGet("/dossiers/{id:guid}/project/changes/new")]
    public Task<IActionResult> New(Guid id, ProjectChangeKind? kind, CancellationToken cancellation) =>
        FormAsync(id, ChangeForm.Blank with { Kind = kind }, cancellation);

    [HttpPost("/dossiers/{id:guid}/project/changes")]
    public async Task<IActionResult> Ask(Guid id, ChangeForm form, CancellationToken cancellation)
    {
        var dossier = new DossierId(id);
        if (form is not { Kind: { } kind } || form.Act == ChangeForm.Edit)
            return await FormAsync(id, form, cancellation);
        if (form.HasWrongSiret)
            ModelState.AddModelError(nameof(form.Siret), texts["projectchanges.siret-wrong"]);
        if (!ModelState.IsValid)
            return await FormAsync(id, form, cancellation);
        var matter = form.MatterOf(kind);
        try
        {
            if (form.Act != ChangeForm.Send)
                return await CheckAsync(dossier, matter, form, cancellation);
            if (!await desk.AskAsync(dossier, matter, User.Viewer(), cancellation))
                return NotFound();
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, FieldOf, texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await FormAsync(id, form, cancellation);
        }
        TempData["Said"] = "projectchanges.asked-done";
        return Redirect($"/dossiers/{id}/project#changes");
    }

    private async Task<IActionResult> CheckAsync(
        DossierId dossier,
        ChangeMatter matter,
        ChangeForm form,
        CancellationToken cancellation
    )
    {
        if (await desk.ForeseeAsync(dossier, matter, User.Viewer(), cancellation) is not { } effect)
            return NotFound();
        var page = await reading.AskAsync(dossier, form, User.Viewer(), cancellation);
        return View("Check", new CheckChangePage(page!.Project, matter, effect, form.Fields));
    }

    private async Task<IActionResult> FormAsync(Guid id, ChangeForm form, CancellationToken cancellation) =>
        await reading.AskAsync(new DossierId(id), form, User.Viewer(), cancellation) is { } page
            ? View("Ask", page)
            : NotFound();

    private static string FieldOf(Refusal refusal) =>
        refusal.Code switch
        {
            "project.reason-needed" or "project.text-too-long" => nameof(ChangeForm.Reason),
            "project.extension-months" => nameof(ChangeForm.Months),
            "project.day-needed" or "project.resumed-before" => nameof(ChangeForm.From),
            "project.organisation-needed" => nameof(ChangeForm.Organisation),
            "project.carry-over-not-whole" or "project.amount-beyond" => nameof(ChangeForm.Amount),
            "project.carry-over-years" => nameof(ChangeForm.FromYear),
            _ => "",
        };
}
