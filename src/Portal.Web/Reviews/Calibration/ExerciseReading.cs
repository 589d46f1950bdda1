using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Calibration;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Reviews.Calibration;
using Portal.Web.Staff;

namespace Portal.Web.Reviews.Calibration;

/// <summary>Reads calibration exercises: of the others' marks an expert sees how they lie, and nobody's in particular.</summary>
public sealed class ExerciseReading(PortalDbContext db)
{
    /// <returns>Null where the viewer doesn't take part.</returns>
    public async Task<ExercisePage?> PageOfAsync(ExerciseId id, Viewer viewer, CancellationToken cancellation)
    {
        var found = await (
            from exercise in db.ExercisesOf(viewer)
            where exercise.Id == id
            join grid in db.Grids on exercise.GridId equals grid.Id
            join wave in db.Waves.IgnoreAutoIncludes() on exercise.WaveId equals wave.Id
            join call in db.Calls on wave.CallId equals call.Id
            select new
            {
                Exercise = exercise,
                Grid = grid,
                Call = call.Presentation,
                wave.Number,
                Own = db.Trials.FirstOrDefault(one => one.ExerciseId == exercise.Id && one.Person == viewer.Id),
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var (its, own, now) = (found.Exercise, found.Own, await db.NowAsync(cancellation));
        return new ExercisePage(
            id,
            found.Call,
            found.Number,
            new ExerciseSample(its.Title, its.Text),
            new ExerciseTerms(its.Due!, its.IsRequired),
            found.Grid,
            own?.Sheet ?? ReviewSheet.Blank,
            own?.Revision ?? 0,
            own?.SavedAt,
            own?.SubmittedAt,
            own?.SubmittedAt is null && !its.IsOver(now),
            its.ShowsSpreadTo(own, now) ? await ToldAsync(its, found.Grid, own, viewer, now, cancellation) : null
        );
    }

    private async Task<SpreadPart> ToldAsync(
        Exercise exercise,
        Grid grid,
        Trial? own,
        Viewer viewer,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var others = await db
            .Trials.Where(one => one.ExerciseId == exercise.Id && one.SubmittedAt != null && one.Person != viewer.Id)
            .OrderBy(one => one.SubmittedAt)
            .ThenBy(one => one.Id)
            .Select(one => one.Sheet)
            .ToListAsync(cancellation);
        return new SpreadPart(
            grid,
            Spread.ToldOf(grid, others, exercise.IsOver(now)),
            own?.SubmittedAt is null ? null : own.Sheet,
            exercise.Reference
        );
    }

    /// <returns>Null where the viewer can't see the wave.</returns>
    public async Task<StaffExercisePage?> StaffPageAsync(Guid wave, Viewer viewer, CancellationToken cancellation)
    {
        var now = await db.NowAsync(cancellation);
        if (await StaffWaves.HeadAsync(db, wave, viewer, now, cancellation) is not { } head)
            return null;
        var found = await db.ExercisesStaffedBy(viewer)
            .AsNoTracking()
            .Where(one => one.WaveId == head.Id)
            .Select(one => new { Exercise = one, Revision = EF.Property<uint>(one, ExerciseMapping.Revision) })
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return new StaffExercisePage(head, Part: null);
        var (exercise, revision) = (found.Exercise, found.Revision);
        return new StaffExercisePage(head, await PartOfAsync(exercise, revision, now, cancellation))
        {
            Form = new SampleForm { Title = exercise.Title, Text = exercise.Text },
        };
    }

    private async Task<StaffExercisePart> PartOfAsync(
        Exercise exercise,
        uint revision,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var grid = await GridOfAsync(exercise, cancellation);
        var experts = await ExpertsAsync(exercise, cancellation);
        var given = experts.Where(one => one.Trial?.SubmittedAt is not null).Select(one => one.Trial!.Sheet).ToList();
        var told = await db.RemindedOn(now).ToListAsync(cancellation);
        return new StaffExercisePart(
            exercise.Id,
            revision,
            new ExerciseSample(exercise.Title, exercise.Text),
            grid,
            exercise.Due is { } due ? new ExerciseTerms(due, exercise.IsRequired) : null,
            exercise.IsOver(now),
            new SpreadPart(grid, given.Count > 0 ? Spread.Of(grid, given) : null, Own: null, exercise.Reference),
            [.. experts.Select(one => RowOf(one, grid, given))],
            experts.Count(one => one.Owes && !told.Contains(Reminders.OccasionOf(one.Id, now)))
        );
    }

    private static ExpertTrial RowOf(Doing one, Grid grid, List<ReviewSheet> given)
    {
        if (one.Trial?.SubmittedAt is null)
            return new ExpertTrial(one.Name, one.Trial?.SavedAt, SubmittedAt: null, Score: null, Leniency: null);
        var own = one.Trial.Sheet;
        return new ExpertTrial(
            one.Name,
            one.Trial.SavedAt,
            one.Trial.SubmittedAt,
            grid.WeightedScore(own.Marks),
            Spread.Leniency(grid, own, [.. given.Where(sheet => !ReferenceEquals(sheet, own))])
        );
    }

    /// <summary>By name: what they gave is sorted by whoever reads.</summary>
    private Task<List<Doing>> ExpertsAsync(Exercise exercise, CancellationToken cancellation) =>
        (
            from expert in db.Experts
            where expert.WaveId == exercise.WaveId
            orderby expert.Name
            select new Doing(
                expert.Id,
                expert.Name,
                db.Trials.FirstOrDefault(one => one.ExerciseId == exercise.Id && one.ExpertId == expert.Id),
                db.ExpertsOwing(exercise).Any(one => one.Id == expert.Id)
            )
        )
            .AsNoTracking()
            .ToListAsync(cancellation);

    /// <summary>The grid by which it is scored; until it is opened, the call's current one.</summary>
    internal async Task<Grid> GridOfAsync(Exercise exercise, CancellationToken cancellation) =>
        exercise.GridId is { } id
            ? await db.Grids.AsNoTracking().SingleAsync(one => one.Id == id, cancellation)
            : await db
                .Grids.AsNoTracking()
                .Where(grid => db.Waves.Any(wave => wave.Id == exercise.WaveId && wave.CallId == grid.CallId))
                .OrderByDescending(grid => grid.Version)
                .FirstAsync(cancellation);

    private sealed record Doing(ExpertId Id, string Name, Trial? Trial, bool Owes);
}
