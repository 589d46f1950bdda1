using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Calibration;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Calibration;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Reviews.Calibration;

/// <summary>An expert scores the sample of their wave's calibration exercise, on the same page as a dossier.</summary>
[Authorize(Policy = Policies.Expert)]
public sealed class ExercisesController(PortalDbContext db, ExerciseReading reading, Texts texts) : Controller
{
    [HttpGet("/reviews/exercises/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken cancellation) =>
        await PageAsync(id, cancellation) is { } page ? View(nameof(Exercise), page) : NotFound();

    [HttpPost("/reviews/exercises/{id:guid}"), TakesForms]
    public async Task<IActionResult> Save(Guid id, int revision, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await LoadAsync(id, cancellation) is not { } found)
            return NotFound();
        if (await OvertakenAsync(found, revision, cancellation) is { } overtaken)
            return overtaken;
        await transaction.CommitAsync(cancellation);
        if (WantsProblem.Is(Request))
            return Json(new { revision = found.Trial.Revision, savedAt = Dates.Time(found.Trial.SavedAt!.Value) });
        TempData["Said"] = "reviews.saved";
        return Redirect($"/reviews/exercises/{id}");
    }

    /// <summary>Saves what is on the page and submits it; what is missing is told at its place.</summary>
    [HttpPost("/reviews/exercises/{id:guid}/submit"), TakesForms]
    public async Task<IActionResult> Submit(Guid id, int revision, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        if (await LoadAsync(id, cancellation) is not { } found)
            return NotFound();
        // What was submitted is submitted: pressing twice changes nothing.
        if (found.Trial.SubmittedAt is null && await OvertakenAsync(found, revision, cancellation) is { } overtaken)
            return overtaken;
        var obstacles = found.Trial.ObstaclesToSubmission(found.Grid);
        if (obstacles.Count == 0)
            found.Trial.Submit(found.Grid, found.Exercise, await db.NowAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        if (obstacles.Count > 0)
        {
            foreach (var obstacle in obstacles)
                ModelState.AddModelError(SheetReader.NameOf(obstacle.Place), texts.Of(obstacle.Reason));
            return View(nameof(Exercise), await PageAsync(id, cancellation));
        }
        TempData["Said"] = "exercise.submitted";
        return Redirect($"/reviews/exercises/{id}");
    }

    /// <summary>Saves it, or answers with both texts where it was saved elsewhere.</summary>
    private async Task<IActionResult?> OvertakenAsync(Found found, int revision, CancellationToken cancellation)
    {
        var typed = SheetReader.Read(found.Grid, await Request.ReadFormAsync(cancellation));
        try
        {
            found.Trial.Save(typed, revision, found.Exercise, await db.NowAsync(cancellation));
            await db.SaveChangesAsync(cancellation);
            return null;
        }
        catch (RefusedException refused) when (!WantsProblem.Is(Request))
        {
            db.ChangeTracker.Clear();
            var page = (await PageAsync(found.Exercise.Id.Value, cancellation))!;
            ModelState.Take(refused, "", texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View(nameof(Exercise), page.IsOpen ? page with { Sheet = typed, Theirs = page.Sheet } : page);
        }
    }

    private Task<ExercisePage?> PageAsync(Guid id, CancellationToken cancellation) =>
        reading.PageOfAsync(new ExerciseId(id), User.Viewer(), cancellation);

    /// <summary>What the person writes to; two tabs that both begin it come one after the other.</summary>
    private async Task<Found?> LoadAsync(Guid id, CancellationToken cancellation)
    {
        var exercise = await db.ExercisesOf(User.Viewer())
            .SingleOrDefaultAsync(one => one.Id == new ExerciseId(id), cancellation);
        if (exercise is null)
            return null;
        var expert = await db.Experts.SingleAsync(
            one => one.WaveId == exercise.WaveId && one.Person == User.Person(),
            cancellation
        );
        await db.Database.ExecuteSqlAsync(
            $"select 1 from experts where id = {expert.Id.Value} for update",
            cancellation
        );
        var trial = await db.Trials.SingleOrDefaultAsync(
            one => one.ExerciseId == exercise.Id && one.ExpertId == expert.Id,
            cancellation
        );
        if (trial is null)
            db.Trials.Add(trial = new Trial(exercise, expert));
        return new Found(exercise, trial, await reading.GridOfAsync(exercise, cancellation));
    }

    private sealed record Found(Exercise Exercise, Trial Trial, Grid Grid);
}
