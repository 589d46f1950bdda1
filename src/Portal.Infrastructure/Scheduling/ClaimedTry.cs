using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Scheduling;

/// <summary>What was asked for was cancelled, or another try took over: this one stops and leaves nothing.</summary>
public sealed class OvertakenException() : Exception("What was asked for was cancelled or taken over.");

/// <summary>The table of a kind of asked work.</summary>
/// <param name="Name">Of the table.</param>
/// <param name="Awaited">The condition of the rows whose answer is awaited.</param>
public sealed record AskedTable(string Name, string Awaited)
{
    /// <summary>By the database's own clock: who gave no sign of life for so long is dead.</summary>
    private const string Silent = "(beat_at is null or beat_at < clock_timestamp() - interval '2 minutes')";

    internal string Due => $"""select id as "Value" from {Name} where {Awaited} and {Silent} order by asked_at""";

    internal string Claim =>
        $"""
            update {Name} set try = try + 1, done = 0, total = 0, beat_at = clock_timestamp()
            where id = @id and {Awaited} and {Silent} returning try as "Value"
            """;

    internal string Note =>
        $"""
            update {Name} set done = @done, total = @total, beat_at = clock_timestamp()
            where id = @id and try = @try and {Awaited}
            """;

    internal string Release => $"update {Name} set beat_at = null, try = try - @less where id = @id and try = @try";

    internal string Hold => $"select 1 from {Name} where id = @id for no key update";
}

/// <summary>One try of asked work: claimed, alive as long as it says so, and over once it is released.</summary>
public sealed class ClaimedTry
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private readonly PortalDbContext _db;
    private readonly JobRun _run;
    private readonly AskedTable _table;
    private readonly Guid _id;

    private ClaimedTry(PortalDbContext db, JobRun run, AskedTable table, Guid id, int number) =>
        (_db, _run, _table, _id, Number) = (db, run, table, id, number);

    public int Number { get; }

    /// <summary>Null where another try is alive, or none is wanted.</summary>
    internal static async Task<ClaimedTry?> ClaimAsync(
        PortalDbContext db,
        JobRun run,
        AskedTable table,
        Guid id,
        CancellationToken cancellation
    )
    {
        var claimed = await db
            .Database.SqlQueryRaw<int>(table.Claim, new Npgsql.NpgsqlParameter("id", id))
            .ToListAsync(cancellation);
        return claimed is [var number] ? new ClaimedTry(db, run, table, id, number) : null;
    }

    /// <summary>Notes how far it has come: a sign of life, which asks whether it is still wanted.</summary>
    /// <exception cref="OvertakenException">It is not wanted any more.</exception>
    public async Task NoteAsync(int done, int total, CancellationToken cancellation)
    {
        _run.Reach(done, total);
        Npgsql.NpgsqlParameter[] values = [new("id", _id), new("try", Number), new("done", done), new("total", total)];
        if (await _db.Database.ExecuteSqlRawAsync(_table.Note, values, cancellation) == 0)
            throw new OvertakenException();
    }

    /// <summary>Calculates beside, and gives signs of life meanwhile.</summary>
    /// <param name="done">Steps before this one.</param>
    /// <param name="total">Steps in all.</param>
    /// <param name="calculate">Stops when it is no longer wanted.</param>
    /// <param name="cancellation">The portal stops.</param>
    /// <exception cref="OvertakenException">It is not wanted any more.</exception>
    public async Task<T> CalculateAsync<T>(
        int done,
        int total,
        Func<CancellationToken, T> calculate,
        CancellationToken cancellation
    )
    {
        await NoteAsync(done, total, cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var calculating = Task.Run(() => calculate(stop.Token), stop.Token);
        try
        {
            while (await Task.WhenAny(calculating, Task.Delay(Beat, cancellation)) != calculating)
                await NoteAsync(done, total, cancellation);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
        return await calculating;
    }

    /// <param name="counts">Whether it was a try at all.</param>
    internal Task ReleaseAsync(bool counts) =>
        _db.Database.ExecuteSqlRawAsync(
            _table.Release,
            new Npgsql.NpgsqlParameter("id", _id),
            new Npgsql.NpgsqlParameter("try", Number),
            new Npgsql.NpgsqlParameter("less", counts ? 0 : 1)
        );
}
