using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Infrastructure.FollowUp.Payments;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp.Payments;

/// <summary>The service controls a payment, orders it by a second person, notes that it is paid, or refuses it.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StaffPaymentsController(PortalDbContext db, PaymentReading reading, PaymentDesk desk, Texts texts)
    : Controller
{
    [HttpGet("/staff/projects/{id:guid}/payments/{payment:guid}")]
    public Task<IActionResult> Show(Guid id, Guid payment, CancellationToken cancellation) =>
        PageAsync(new ProjectId(id), new PaymentId(payment), cancellation);

    [HttpPost("/staff/projects/{id:guid}/payments/{payment:guid}/control")]
    public Task<IActionResult> Control(
        Guid id,
        Guid payment,
        string? amount,
        string? words,
        CancellationToken cancellation
    ) =>
        ActAsync(
            id,
            payment,
            "payments.controlled-done",
            (project, its) =>
                desk.ConfirmAsync(
                    project,
                    its,
                    TypedFields.MoneyOf(amount),
                    TypedFields.Said(words),
                    User.Viewer(),
                    cancellation
                ),
            cancellation
        );

    [HttpPost("/staff/projects/{id:guid}/payments/{payment:guid}/order")]
    public Task<IActionResult> Order(Guid id, Guid payment, CancellationToken cancellation) =>
        ActAsync(
            id,
            payment,
            "payments.ordered-done",
            (project, its) => desk.OrderAsync(project, its, User.Viewer(), cancellation),
            cancellation
        );

    [HttpPost("/staff/projects/{id:guid}/payments/{payment:guid}/paid")]
    public Task<IActionResult> Paid(
        Guid id,
        Guid payment,
        string? on,
        string? reference,
        CancellationToken cancellation
    ) =>
        ActAsync(
            id,
            payment,
            "payments.paid-done",
            (project, its) =>
                desk.NotePaidAsync(project, its, TypedFields.DayOf(on), reference ?? "", User.Viewer(), cancellation),
            cancellation
        );

    [HttpPost("/staff/projects/{id:guid}/payments/{payment:guid}/refuse")]
    public Task<IActionResult> Refuse(Guid id, Guid payment, string? reason, CancellationToken cancellation) =>
        ActAsync(
            id,
            payment,
            "payments.refused-done",
            (project, its) => desk.RefuseAsync(project, its, TypedFields.Said(reason), User.Viewer(), cancellation),
            cancellation,
            words: nameof(reason)
        );

    /// <param name="words">The field that a text is typed in.</param>
    private async Task<IActionResult> ActAsync(
        Guid id,
        Guid payment,
        string said,
        Func<ProjectId, PaymentId, Task<bool>> act,
        CancellationToken cancellation,
        string words = "words"
    )
    {
        var (project, its) = (new ProjectId(id), new PaymentId(payment));
        try
        {
            if (!await act(project, its))
                return NotFound();
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, refusal => AccountFields.Of(refusal, words), texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await PageAsync(project, its, cancellation);
        }
        TempData["Said"] = said;
        return Redirect($"/staff/projects/{id}/payments/{payment}");
    }

    private async Task<IActionResult> PageAsync(ProjectId id, PaymentId payment, CancellationToken cancellation) =>
        await reading.PaymentAsync(id, payment, User.Viewer(), cancellation) is { } page
            ? View("Payment", page)
            : NotFound();
}

/// <summary>Which field of staff's forms a refusal is about.</summary>
internal static class AccountFields
{
    public static string Of(Refusal refusal, string words) =>
        refusal.Code switch
        {
            "project.amount-beyond" => "amount",
            "project.reason-needed" or "project.text-too-long" => words,
            "project.reference-needed" => "reference",
            "project.day-needed" or "project.day-of-transfer" => "on",
            _ => "",
        };
}
