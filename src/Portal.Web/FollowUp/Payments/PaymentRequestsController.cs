using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.FollowUp.Payments;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp.Payments;

/// <summary>A carrier asks for a tranche of the aid.</summary>
[Authorize]
public sealed class PaymentRequestsController(
    PortalDbContext db,
    PaymentReading reading,
    PaymentDesk desk,
    ProjectFiles files,
    Texts texts
) : Controller
{
    [HttpGet("/dossiers/{id:guid}/project/payments/{tranche}")]
    public Task<IActionResult> Form(Guid id, string tranche, CancellationToken cancellation) =>
        PageAsync(id, tranche, cancellation);

    /// <summary>The files lie on disk while they come, never in memory.</summary>
    [HttpPost("/dossiers/{id:guid}/project/payments/{tranche}")]
    [RequestSizeLimit(AttachFile.MaxReadBytes)]
    [RequestFormLimits(MultipartBodyLengthLimit = AttachFile.MaxReadBytes)]
    public async Task<IActionResult> Ask(
        Guid id,
        string tranche,
        string? amount,
        string? words,
        List<IFormFile> evidence,
        CancellationToken cancellation
    )
    {
        var (dossier, viewer) = (new DossierId(id), User.Viewer());
        if (await reading.AskAsync(dossier, tranche, viewer, cancellation) is not { } page)
            return NotFound();
        try
        {
            // What is refused anyway isn't read.
            if (!page.Project.MayAct)
                throw new RefusedException(DossierRefusals.OnlyCoordinator);
            if (page.Tranche.Obstacle is { } obstacle)
                throw new RefusedException(obstacle);
            if (evidence.Count > Attachment.MaxOfField)
                throw new RefusedException(FileRefusals.TooMany(Attachment.MaxOfField));
            var (money, said) = (TypedFields.MoneyOf(amount), TypedFields.Said(words));
            var isAsked = await files.BringAsync(
                evidence.ConvertAll(TypedFields.Brought),
                its => desk.AskAsync(dossier, new AskedPayment(tranche, money, said, its), viewer, cancellation),
                cancellation
            );
            if (!isAsked)
                return NotFound();
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, FieldOf, texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await PageAsync(id, tranche, cancellation);
        }
        TempData["Said"] = "payments.asked-done";
        return Redirect($"/dossiers/{id}/project#payments");
    }

    private async Task<IActionResult> PageAsync(Guid id, string tranche, CancellationToken cancellation) =>
        await reading.AskAsync(new DossierId(id), tranche, User.Viewer(), cancellation) is { } page
            ? View("Ask", page)
            : NotFound();

    private static string FieldOf(Refusal refusal) =>
        refusal.Code switch
        {
            "project.amount-beyond" => "amount",
            "project.reason-needed" or "project.text-too-long" => "words",
            _ when refusal.Code.StartsWith("file.", StringComparison.Ordinal) => "evidence",
            _ => "",
        };
}
