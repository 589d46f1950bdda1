using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Reviews.Calibration;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Calibration;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;
using Portal.Web.Staff;

namespace Portal.Web.Reviews.Calibration;

/// <summary>Staff prepares the calibration exercise of a wave, opens it, and reads how its experts scored.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StaffExerciseController(PortalDbContext db, ExerciseReading reading, Texts texts) : Controller
{
    [HttpGet("/staff/waves/{id:guid}/exercise")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await PageAsync(id, cancellation) is { } page ? View("Staff", page) : NotFound();

    [HttpPost("/staff/waves/{id:guid}/exercise")]
    public async Task<IActionResult> Describe(Guid id, SampleForm form, CancellationToken cancellation)
    {
        if (await StaffWaves.InChargeAsync(db, id, User.Viewer(), cancellation) is not { } wave)
            return NotFound();
        var (exercise, now) = (await FindAsync(id, cancellation), await db.NowAsync(cancellation));
        return await DoAsync(
            id,
            "exercise.saved",
            () =>
            {
                if (exercise is null)
                    db.Exercises.Add(new Exercise(wave.Id, form.Sample, User.Person(), now));
                else
                    As(exercise, form.Revision).Describe(form.Sample, User.Person(), now);
            },
            page => page with { Form = form },
            cancellation
        );
    }

    /// <summary>Opens it under the call's current grid; from then on the date and whether it comes first may change.</summary>
    [HttpPost("/staff/waves/{id:guid}/exercise/open")]
    public async Task<IActionResult> Open(Guid id, string? due, bool isRequired, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } exercise)
            return NotFound();
        if (!CivilTimes.TryRead(due, out var civil))
        {
            ModelState.AddModelError(nameof(due), texts["staff.date-wrong"]);
            return View("Staff", await PageAsync(id, cancellation));
        }
        var (terms, now) = (new ExerciseTerms(new Deadline(civil), isRequired), await db.NowAsync(cancellation));
        var grid = await reading.GridOfAsync(exercise, cancellation);
        return await DoAsync(
            id,
            exercise.Opening is null ? "exercise.opened" : "exercise.saved",
            () =>
            {
                if (exercise.Opening is null)
                    exercise.Open(grid, terms, User.Person(), now);
                else
                    exercise.ChangeTerms(terms, User.Person(), now);
            },
            page => page,
            cancellation
        );
    }

    [HttpPost("/staff/waves/{id:guid}/exercise/reference"), TakesForms]
    public async Task<IActionResult> GiveReference(Guid id, uint? revision, CancellationToken cancellation)
    {
        if (await FindAsync(id, cancellation) is not { } exercise)
            return NotFound();
        var grid = await reading.GridOfAsync(exercise, cancellation);
        var typed = SheetReader.Read(grid, await Request.ReadFormAsync(cancellation));
        var now = await db.NowAsync(cancellation);
        return await DoAsync(
            id,
            "exercise.saved",
            () => As(exercise, revision).GiveReference(typed, User.Person(), now),
            page => page with { Typed = typed },
            cancellation
        );
    }

    [HttpPost("/staff/waves/{id:guid}/exercise/remind")]
    public async Task<IActionResult> Remind(
        Guid id,
        [FromServices] RemindOfExercise remind,
        CancellationToken cancellation
    )
    {
        if (await remind.RunAsync(new WaveId(id), User.Viewer(), cancellation) is not { } count)
            return NotFound();
        TempData["Said"] = count == 0 ? "progress.reminded-none" : "progress.reminded";
        return Redirect($"/staff/waves/{id}/exercise");
    }

    /// <summary>The exercise as it was read: who changes another one than they read overwrites nothing.</summary>
    private Exercise As(Exercise exercise, uint? revision)
    {
        db.Entry(exercise).Property<uint>(ExerciseMapping.Revision).OriginalValue = revision ?? 0;
        return exercise;
    }

    /// <param name="id">The wave.</param>
    /// <param name="said">Where it is done.</param>
    /// <param name="act">The act.</param>
    /// <param name="retyped">The page with what was typed, where it isn't done.</param>
    /// <param name="cancellation">Gives up.</param>
    private async Task<IActionResult> DoAsync(
        Guid id,
        string said,
        Action act,
        Func<StaffExercisePage, StaffExercisePage> retyped,
        CancellationToken cancellation
    )
    {
        try
        {
            act();
            await db.SaveChangesAsync(cancellation);
        }
        catch (RefusedException refused)
        {
            return View("Staff", retyped(await RefusedAsync(id, refused, cancellation)));
        }
        catch (DbUpdateConcurrencyException)
        {
            var refused = new RefusedException(ExerciseRefusals.ChangedMeanwhile);
            var page = await RefusedAsync(id, refused, cancellation);
            return View("Staff", retyped(page) with { IsOvertaken = true });
        }
        TempData["Said"] = said;
        return Redirect($"/staff/waves/{id}/exercise");
    }

    private async Task<StaffExercisePage> RefusedAsync(
        Guid id,
        RefusedException refused,
        CancellationToken cancellation
    )
    {
        db.ChangeTracker.Clear();
        ModelState.Clear();
        ModelState.Take(refused, field: "", texts);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return (await PageAsync(id, cancellation))!;
    }

    private Task<Exercise?> FindAsync(Guid id, CancellationToken cancellation) =>
        db.ExercisesInChargeOf(User.Viewer()).SingleOrDefaultAsync(one => one.WaveId == new WaveId(id), cancellation);

    private Task<StaffExercisePage?> PageAsync(Guid id, CancellationToken cancellation) =>
        reading.StaffPageAsync(id, User.Viewer(), cancellation);
}
