using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Admissions;
using Portal.Infrastructure.Admissions;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.FollowUp;
using Portal.Web.Shared;

namespace Portal.Web.Admissions;

/// <summary>The criteria of a dossier that doesn't compete: its team brings evidence, staff checks.</summary>
[Authorize]
public sealed class CriteriaController(PortalDbContext db, AdmissionReading reading, AdmissionDesk desk, Texts texts)
    : Controller
{
    [HttpGet("/dossiers/{id:guid}/criteria")]
    public Task<IActionResult> Own(Guid id, CancellationToken cancellation) => OwnAsync(id, cancellation);

    [HttpPost("/dossiers/{id:guid}/criteria/{key}")]
    public async Task<IActionResult> Bring(Guid id, string key, IFormCollection form, CancellationToken cancellation)
    {
        var (statement, link) = (Typed(form, $"statement-{key}"), Typed(form, $"link-{key}"));
        try
        {
            var dossier = new DossierId(id);
            if (!await desk.BringAsync(dossier, key, statement, link, User.Viewer(), cancellation))
                return NotFound();
        }
        catch (RefusedException refused)
        {
            Take(refused, key);
            return await OwnAsync(id, cancellation, key);
        }
        TempData["Said"] = "admissions.brought";
        return Redirect($"/dossiers/{id}/criteria#{key}");
    }

    [HttpGet("/staff/dossiers/{id:guid}/criteria"), Authorize(Policy = Policies.Staff)]
    public Task<IActionResult> Staffed(Guid id, CancellationToken cancellation) => StaffedAsync(id, cancellation);

    [HttpPost("/staff/dossiers/{id:guid}/criteria/{key}"), Authorize(Policy = Policies.Officer)]
    public async Task<IActionResult> Check(Guid id, string key, IFormCollection form, CancellationToken cancellation)
    {
        try
        {
            if (!await desk.CheckAsync(new DossierId(id), key, Found(form, key), User.Viewer(), cancellation))
                return NotFound();
        }
        catch (RefusedException refused)
        {
            Take(refused, key);
            return await StaffedAsync(id, cancellation, key);
        }
        TempData["Said"] = "admissions.checked";
        return Redirect($"/staff/dossiers/{id}/criteria#{key}");
    }

    private async Task<IActionResult> OwnAsync(Guid id, CancellationToken cancellation, string? refused = null) =>
        await reading.OfTeamAsync(new DossierId(id), User.Viewer(), cancellation) is { } page
            ? View("/Admissions/Own.cshtml", page with { Refused = refused })
            : NotFound();

    private async Task<IActionResult> StaffedAsync(Guid id, CancellationToken cancellation, string? refused = null) =>
        await reading.OfStaffAsync(new DossierId(id), User.Viewer(), cancellation) is { } page
            ? View("/Admissions/Staffed.cshtml", page with { Refused = refused })
            : NotFound();

    /// <exception cref="RefusedException">It isn't said whether it is met, or a day can't be read.</exception>
    private CriterionFinding Found(IFormCollection form, string key)
    {
        var (met, reason, day) = (
            Typed(form, $"met-{key}"),
            Typed(form, $"reason-{key}"),
            Typed(form, $"validUntil-{key}")
        );
        if (!bool.TryParse(met, out var isMet))
            throw new RefusedException(AdmissionRefusals.NotSaid);
        var until = TypedFields.DayOf(day);
        if (day.Length > 0 && until is null)
            throw new RefusedException(AdmissionRefusals.DayWrong);
        return new CriterionFinding(isMet, reason, until);
    }

    private void Take(RefusedException refused, string key)
    {
        db.ChangeTracker.Clear();
        ModelState.Take(refused, refusal => FieldOf(refusal) is { } field ? $"{field}-{key}" : "", texts);
        Response.StatusCode = StatusCodes.Status409Conflict;
    }

    private static string? FieldOf(Refusal refusal) =>
        refusal.Code switch
        {
            "admission.statement-missing" => "statement",
            "admission.not-secure" => "link",
            "admission.not-said" => "met",
            "admission.reason-missing" or "admission.reason-too-long" => "reason",
            "admission.expired" or "admission.day-wrong" => "validUntil",
            _ => null,
        };

    /// <summary>What is typed for one criterion comes back at that one alone.</summary>
    private string Typed(IFormCollection form, string name)
    {
        var typed = form[name].ToString();
        ModelState.SetModelValue(name, typed, typed);
        return typed.ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal).Trim();
    }
}
