using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Calibration;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews.Calibration;

/// <summary>Who takes part in which calibration exercise, and who reads it, decided in the query.</summary>
public static class ExerciseAccess
{
    /// <summary>The exercises that are open, or were, to an expert of their waves who signed the charter.</summary>
    public static IQueryable<Exercise> ExercisesOf(this PortalDbContext db, Viewer viewer) =>
        db.Exercises.Where(exercise =>
            exercise.Opening != null
            && viewer.Id != null
            && db.Experts.Any(expert =>
                expert.WaveId == exercise.WaveId && expert.Person == viewer.Id && expert.CharterSignedAt != null
            )
        );

    /// <summary>The exercises of the waves that staff reads.</summary>
    public static IQueryable<Exercise> ExercisesStaffedBy(this PortalDbContext db, Viewer viewer) =>
        db.Exercises.Where(exercise => db.WavesStaffedBy(viewer).Any(wave => wave.Id == exercise.WaveId));

    /// <summary>The exercises of the waves of an officer's own charge.</summary>
    public static IQueryable<Exercise> ExercisesInChargeOf(this PortalDbContext db, Viewer viewer) =>
        db.Exercises.Where(exercise => db.WavesInChargeOf(viewer).Any(wave => wave.Id == exercise.WaveId));

    /// <summary>The experts who have still to do an exercise.</summary>
    public static IQueryable<Expert> ExpertsOwing(this PortalDbContext db, Exercise exercise) =>
        db.Experts.Where(expert =>
            expert.WaveId == exercise.WaveId
            && expert.CharterSignedAt != null
            && !db.Trials.Any(one =>
                one.ExerciseId == exercise.Id && one.ExpertId == expert.Id && one.SubmittedAt != null
            )
        );

    /// <summary>What an expert has to do before they begin a review; null where nothing.</summary>
    public static async Task<Refusal?> OwedBeforeAsync(
        this PortalDbContext db,
        Review review,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var found = await (
            from exercise in db.Exercises
            where exercise.WaveId == review.WaveId && exercise.IsRequired
            select new
            {
                Exercise = exercise,
                Own = db.Trials.FirstOrDefault(one => one.ExerciseId == exercise.Id && one.ExpertId == review.ExpertId),
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        return found?.Exercise.ObstacleToReviewing(found.Own, now);
    }
}
