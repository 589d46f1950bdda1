using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews.Calibration;

/// <summary>Reminds the experts who have still to do a wave's calibration exercise; whoever was reminded today of anything isn't.</summary>
public sealed class RemindOfExercise(PortalDbContext db)
{
    /// <returns>How many are reminded; null where there is none in the viewer's charge.</returns>
    public async Task<int?> RunAsync(WaveId wave, Viewer viewer, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Two officers who press at once: the second finds that the experts were reminded.
        await db.Database.ExecuteSqlAsync($"select 1 from waves where id = {wave.Value} for update", cancellation);
        var exercise = await db.ExercisesInChargeOf(viewer)
            .SingleOrDefaultAsync(one => one.WaveId == wave, cancellation);
        if (exercise is null)
            return null;
        var now = await db.NowAsync(cancellation);
        var told = await db.RemindedOn(now).ToListAsync(cancellation);
        var owing = await db.ExpertsOwing(exercise).Select(expert => expert.Id).ToListAsync(cancellation);
        var experts = owing.Where(one => !told.Contains(Reminders.OccasionOf(one, now))).ToList();
        exercise.Remind(experts, viewer.Id!.Value, now);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return experts.Count;
    }
}
