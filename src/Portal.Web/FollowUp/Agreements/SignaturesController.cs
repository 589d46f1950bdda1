using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.FollowUp.Agreements;
using Portal.Infrastructure.FollowUp.Signing;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.People;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp.Agreements;

/// <summary>A side signs at the provider of electronic signatures, where there is one.</summary>
[Authorize]
public sealed class SignaturesController(
    PortalDbContext db,
    ElectronicSignatures signatures,
    AgreementReading reading,
    ProjectReading projects,
    Texts texts
) : Controller
{
    /// <summary>What the provider tells is short: which request has changed.</summary>
    private const int Longest = 16 * 1024;

    [HttpPost("/dossiers/{id:guid}/project/agreement/sign-electronically"), EnableRateLimiting(WebHygiene.PrintLimit)]
    public async Task<IActionResult> AskCarrier(
        Guid id,
        Guid agreement,
        [FromServices] AgreementDocument document,
        [FromServices] PdfPrinter printer,
        CancellationToken cancellation
    )
    {
        var (dossier, its, by) = (new DossierId(id), new AgreementId(agreement), User.Viewer());
        return await AskAsync(
            await projects.OfTeamAsync(dossier, by, cancellation),
            async () =>
            {
                if (
                    await reading.ToPrintAsync(its, by, cancellation) is not { } matter
                    || !IsToSign(matter.Agreement, dossier)
                )
                    throw new RefusedException(FollowUpRefusals.AgreementGone);
                if (matter.Agreement.IsAskedOf(by.Id!.Value))
                    return true;
                if (!printer.IsAvailable)
                    throw new RefusedException(FollowUpRefusals.SignatureUnavailable);
                var printed = await printer.PrintAsync(document.Write(matter), cancellation);
                var name = document.FileNameOf(matter);
                return await signatures.AskCarrierAsync(dossier, its, printed, name, by, cancellation);
            }
        );
    }

    [HttpPost("/staff/projects/{id:guid}/agreement/sign-electronically"), Authorize(Policy = Policies.Staff)]
    public async Task<IActionResult> AskService(Guid id, Guid agreement, CancellationToken cancellation)
    {
        var (project, by) = (new ProjectId(id), User.Viewer());
        return await AskAsync(
            await projects.OfStaffAsync(project, by, cancellation),
            () => signatures.AskServiceAsync(project, new AgreementId(agreement), by, cancellation)
        );
    }

    /// <summary>The provider tells that a request has changed; the portal looks there itself.</summary>
    [HttpPost(ElectronicSignatures.CallbackPath), IgnoreAntiforgeryToken, AllowAnonymous, WithoutSecondFactor]
    [RequestSizeLimit(Longest)]
    public async Task<IActionResult> Callback([FromServices] FollowSignatures follow, CancellationToken cancellation)
    {
        if (signatures.Provider is null)
            return NotFound();
        using var body = new MemoryStream();
        await Request.Body.CopyToAsync(body, cancellation);
        return
            ReferenceIn(body.ToArray()) is { } reference
            && await follow.TellAsync(name => Request.Headers[name].ToString(), body.ToArray(), reference, cancellation)
            ? NoContent()
            : NotFound();
    }

    private async Task<IActionResult> AskAsync(ProjectPage? page, Func<Task<bool>> ask)
    {
        if (signatures.Provider is null || page is null || !(page.IsStaff ? page.MaySecond : page.MayAct))
            return NotFound();
        try
        {
            if (!await ask())
                return NotFound();
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, "", texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View("/FollowUp/Project.cshtml", page);
        }
        TempData["Said"] = "agreements.asked-done";
        return Redirect($"{page.Root}#agreement");
    }

    private static bool IsToSign(Agreement agreement, DossierId dossier) =>
        agreement.DossierId == dossier && agreement.State == AgreementState.Sent;

    private static string? ReferenceIn(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<Told>(body, JsonSerializerOptions.Web)?.Id;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Told(string? Id);
}
