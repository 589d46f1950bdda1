using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Reviews.Assignment;

/// <summary>The proposal was cancelled, or another try took over: this one stops.</summary>
internal sealed class AssignmentOvertakenException() : Exception("The assignment was cancelled or taken over.");

/// <summary>One try of a proposal: claimed, alive as long as it says so, and over once it is released.</summary>
internal sealed class AssignmentTry(PortalDbContext db, ProposalId id, int number)
{
    /// <summary>Reading, comparing texts, assigning.</summary>
    private const int Steps = 3;

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    public int Number => number;

    /// <summary>Null where another try is alive, or none is wanted.</summary>
    public static async Task<AssignmentTry?> ClaimAsync(
        PortalDbContext db,
        ProposalId id,
        CancellationToken cancellation
    )
    {
        var key = id.Value;
        var claimed = await db
            .Database.SqlQuery<int>(
                $"""
                update assignment_proposals set try = try + 1, done = 0, total = 0, beat_at = clock_timestamp()
                where id = {key} and solved_at is null and cancelled_at is null and failed_at is null
                  and (beat_at is null or beat_at < clock_timestamp() - interval '2 minutes')
                returning try as "Value"
                """
            )
            .ToListAsync(cancellation);
        return claimed is [var itsTry] ? new AssignmentTry(db, id, itsTry) : null;
    }

    /// <summary>Calculates beside, and gives signs of life meanwhile.</summary>
    /// <exception cref="AssignmentOvertakenException">It is not wanted any more.</exception>
    public async Task<T> CalculateAsync<T>(
        int step,
        Func<CancellationToken, T> calculate,
        CancellationToken cancellation
    )
    {
        await NoteAsync(step, cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var calculating = Task.Run(() => calculate(stop.Token), stop.Token);
        try
        {
            while (await Task.WhenAny(calculating, Task.Delay(Beat, cancellation)) != calculating)
                await NoteAsync(step, cancellation);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
        return await calculating;
    }

    /// <exception cref="AssignmentOvertakenException">It is not wanted any more.</exception>
    public async Task NoteAsync(int step, CancellationToken cancellation)
    {
        var key = id.Value;
        var noted = await db.Database.ExecuteSqlAsync(
            $"""
            update assignment_proposals set done = {step}, total = {Steps}, beat_at = clock_timestamp()
            where id = {key} and try = {number} and solved_at is null and cancelled_at is null and failed_at is null
            """,
            cancellation
        );
        if (noted == 0)
            throw new AssignmentOvertakenException();
    }

    /// <param name="counts">Whether it was a try at all.</param>
    public Task ReleaseAsync(bool counts)
    {
        var (key, less) = (id.Value, counts ? 0 : 1);
        return db.Database.ExecuteSqlAsync(
            $"update assignment_proposals set beat_at = null, try = try - {less} where id = {key} and try = {number}",
            CancellationToken.None
        );
    }
}
