using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Staff;

/// <summary>How far the reviews of a wave have come, who is reminded, what is hidden from whom, and the panel's end.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class ProgressController(PortalDbContext db, PortalClock clock, ProgressReading reading, Texts texts)
    : Controller
{
    [HttpGet("/staff/waves/{id:guid}/progress")]
    public async Task<IActionResult> Progress(Guid id, CancellationToken cancellation) =>
        await PageAsync(id, cancellation) is { } page ? View(page) : NotFound();

    [HttpPost("/staff/waves/{id:guid}/progress/remind")]
    public async Task<IActionResult> Remind(
        Guid id,
        Guid? expert,
        [FromServices] RemindExperts remind,
        CancellationToken cancellation
    )
    {
        var only = expert is { } one ? new ExpertId(one) : (ExpertId?)null;
        if (await remind.RunAsync(new WaveId(id), only, User.Viewer(), cancellation) is not { } count)
            return NotFound();
        TempData["Said"] = count == 0 ? "progress.reminded-none" : "progress.reminded";
        return Redirect($"/staff/waves/{id}/progress");
    }

    [HttpPost("/staff/waves/{id:guid}/progress/terms")]
    public Task<IActionResult> SetTerms(
        Guid id,
        bool carrierHidden,
        bool expertsNamed,
        CancellationToken cancellation
    ) =>
        DoAsync(
            id,
            "progress.terms-set",
            async (wave, now) =>
            {
                var isBegun = await db.Reviews.AnyAsync(one => one.WaveId == wave.Id, cancellation);
                wave.SetTerms(new ReviewTerms(carrierHidden, expertsNamed), isBegun, User.Person(), now);
            },
            cancellation
        );

    [HttpPost("/staff/waves/{id:guid}/progress/close")]
    public Task<IActionResult> Close(Guid id, CancellationToken cancellation) =>
        DoAsync(id, "progress.closed", (wave, now) => Act(() => wave.ClosePanel(User.Person(), now)), cancellation);

    [HttpPost("/staff/waves/{id:guid}/progress/reopen")]
    public Task<IActionResult> Reopen(Guid id, CancellationToken cancellation) =>
        DoAsync(id, "progress.reopened", (wave, now) => Act(() => wave.ReopenPanel(User.Person(), now)), cancellation);

    private static Task Act(Action act)
    {
        act();
        return Task.CompletedTask;
    }

    private async Task<IActionResult> DoAsync(
        Guid id,
        string said,
        Func<Wave, DateTimeOffset, Task> act,
        CancellationToken cancellation
    )
    {
        if (await StaffWaves.InChargeAsync(db, id, User.Viewer(), cancellation) is not { } wave)
            return NotFound();
        try
        {
            await act(wave, await db.NowAsync(cancellation));
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, field: "", texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View(nameof(Progress), await PageAsync(id, cancellation));
        }
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = said;
        return Redirect($"/staff/waves/{id}/progress");
    }

    private Task<ProgressPage?> PageAsync(Guid id, CancellationToken cancellation) =>
        reading.ReadAsync(id, User.Viewer(), clock.GetUtcNow(), cancellation);
}
