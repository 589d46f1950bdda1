using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Infrastructure.FollowUp.Payments;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.FollowUp.Payments;

/// <summary>The service asks aid back: prepared by one person, ordered by another, noted when it came.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class RecoveriesController(PortalDbContext db, PaymentReading reading, RecoveryDesk desk, Texts texts)
    : Controller
{
    [HttpGet("/staff/projects/{id:guid}/recoveries/new")]
    public Task<IActionResult> New(Guid id, CancellationToken cancellation) =>
        NewPageAsync(new ProjectId(id), cancellation);

    [HttpPost("/staff/projects/{id:guid}/recoveries")]
    public Task<IActionResult> Prepare(Guid id, string? amount, string? reason, CancellationToken cancellation)
    {
        var (project, money) = (new ProjectId(id), TypedFields.MoneyOf(amount));
        return ActAsync(
            () => desk.PrepareAsync(project, money, TypedFields.Said(reason), User.Viewer(), cancellation),
            "payments.recovery-prepared-done",
            $"/staff/projects/{id}#payments",
            () => NewPageAsync(project, cancellation)
        );
    }

    [HttpGet("/staff/projects/{id:guid}/recoveries/{recovery:guid}")]
    public Task<IActionResult> Show(Guid id, Guid recovery, CancellationToken cancellation) =>
        PageAsync(new ProjectId(id), new RecoveryId(recovery), cancellation);

    [HttpPost("/staff/projects/{id:guid}/recoveries/{recovery:guid}/order")]
    public Task<IActionResult> Order(Guid id, Guid recovery, CancellationToken cancellation) =>
        OnRecoveryAsync(
            id,
            recovery,
            "payments.recovery-ordered-done",
            (project, its) => desk.OrderAsync(project, its, User.Viewer(), cancellation),
            cancellation
        );

    [HttpPost("/staff/projects/{id:guid}/recoveries/{recovery:guid}/received")]
    public Task<IActionResult> Received(
        Guid id,
        Guid recovery,
        string? on,
        string? reference,
        CancellationToken cancellation
    ) =>
        OnRecoveryAsync(
            id,
            recovery,
            "payments.recovery-received-done",
            (project, its) =>
                desk.NoteReceivedAsync(
                    project,
                    its,
                    TypedFields.DayOf(on),
                    reference ?? "",
                    User.Viewer(),
                    cancellation
                ),
            cancellation
        );

    [HttpPost("/staff/projects/{id:guid}/recoveries/{recovery:guid}/drop")]
    public Task<IActionResult> Drop(Guid id, Guid recovery, CancellationToken cancellation) =>
        OnRecoveryAsync(
            id,
            recovery,
            "payments.recovery-dropped-done",
            (project, its) => desk.DropAsync(project, its, User.Viewer(), cancellation),
            cancellation
        );

    private Task<IActionResult> OnRecoveryAsync(
        Guid id,
        Guid recovery,
        string said,
        Func<ProjectId, RecoveryId, Task<bool>> act,
        CancellationToken cancellation
    )
    {
        var (project, its) = (new ProjectId(id), new RecoveryId(recovery));
        return ActAsync(
            () => act(project, its),
            said,
            $"/staff/projects/{id}/recoveries/{recovery}",
            () => PageAsync(project, its, cancellation)
        );
    }

    private async Task<IActionResult> ActAsync(
        Func<Task<bool>> act,
        string said,
        string next,
        Func<Task<IActionResult>> again
    )
    {
        try
        {
            if (!await act())
                return NotFound();
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, refusal => AccountFields.Of(refusal, "reason"), texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await again();
        }
        TempData["Said"] = said;
        return Redirect(next);
    }

    private async Task<IActionResult> NewPageAsync(ProjectId id, CancellationToken cancellation) =>
        await reading.NewRecoveryAsync(id, User.Viewer(), cancellation) is { } page
            ? View("NewRecovery", page)
            : NotFound();

    private async Task<IActionResult> PageAsync(ProjectId id, RecoveryId recovery, CancellationToken cancellation) =>
        await reading.RecoveryAsync(id, recovery, User.Viewer(), cancellation) is { } page
            ? View("Recovery", page)
            : NotFound();
}
