namespace Portal.Infrastructure.Scheduling;

public enum JobOutcome
{
    Done,
    Failed,

    /// <summary>An administrator stopped it.</summary>
    Cancelled,

    /// <summary>The portal stopped meanwhile; the next run goes on.</summary>
    Stopped,
}

/// <summary>
/// A place for a job to run in, which one instance has at a time, and what its last run was. Moments are of the
/// database's own clock, which a demonstration doesn't move.
/// </summary>
public sealed class JobLease
{
    public required string Name { get; init; }

    /// <summary>1, but for jobs that may run several times at once.</summary>
    public required int Lane { get; init; }

    /// <summary>Rises each time that the place is taken: an earlier taker is known by its lower number.</summary>
    public long Token { get; private set; }

    /// <summary>The instance that has it, or had it last.</summary>
    public string? Holder { get; private set; }

    public DateTimeOffset KnownSince { get; private set; }

    /// <summary>Null while nobody has it.</summary>
    public DateTimeOffset? HeldUntil { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public JobOutcome? Outcome { get; private set; }

    /// <summary>What kind of error the last run failed with; its words are in the log.</summary>
    public string? Failure { get; private set; }

    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>Steps of the run under way, or of the last one.</summary>
    public int Done { get; private set; }

    public int Total { get; private set; }

    /// <summary>How much the last run did that had something to do.</summary>
    public int Did { get; private set; }

    public DateTimeOffset? DidAt { get; private set; }

    public DateTimeOffset? CancelAskedAt { get; private set; }

    /// <summary>Whether it was asked for while it ran, so that it runs once more.</summary>
    public bool IsWanted { get; private set; }
}
