using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Reviews;

/// <summary>
/// Reminds experts of a wave of what they have still to submit: who was reminded today, by whomever, isn't again.
/// </summary>
public sealed class RemindExperts(PortalDbContext db)
{
    /// <returns>How many are reminded; null where the wave isn't in the viewer's charge.</returns>
    /// <param name="id">The wave.</param>
    /// <param name="only">One of its experts; null for all.</param>
    /// <param name="viewer">Who reminds.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<int?> RunAsync(WaveId id, ExpertId? only, Viewer viewer, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        // Two officers who press at once: the second finds that the experts were reminded.
        await db.Database.ExecuteSqlAsync($"select 1 from waves where id = {id.Value} for update", cancellation);
        if (await db.WavesInChargeOf(viewer).SingleOrDefaultAsync(one => one.Id == id, cancellation) is not { } wave)
            return null;
        var now = await db.NowAsync(cancellation);
        var told = await db.RemindedOn(now).ToListAsync(cancellation);
        var owing = await db.ReviewsOfOthersDossiers(viewer)
            .Where(review => review.WaveId == id && (only == null || review.ExpertId == only))
            .Where(review => db.OpenReviews().Any(open => open.Id == review.Id))
            .Select(review => review.ExpertId)
            .Distinct()
            .ToListAsync(cancellation);
        var experts = owing.Where(expert => !told.Contains(Reminders.OccasionOf(expert, now))).ToList();
        wave.Remind(experts, viewer.Id!.Value, now);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return experts.Count;
    }
}

/// <summary>What a reminder to an expert is about, once a civil day.</summary>
public static class Reminders
{
    private const string About = "review.reminded:";

    public static string OccasionOf(ExpertId expert, DateTimeOffset now) =>
        $"{About}{Dates.Civil(now):yyyyMMdd}:{expert.Value}";

    /// <summary>The occasions of the reminders of a civil day.</summary>
    public static IQueryable<string> RemindedOn(this PortalDbContext db, DateTimeOffset now)
    {
        var today = $"{About}{Dates.Civil(now):yyyyMMdd}:";
        return db.Outbox.Where(mail => mail.Occasion.StartsWith(today)).Select(mail => mail.Occasion);
    }
}
