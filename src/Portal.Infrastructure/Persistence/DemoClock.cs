namespace Portal.Infrastructure.Persistence;

/// <summary>The demo's offset, added to the database's clock wherever time is read. One row, or none in production.</summary>
public sealed class DemoClock
{
    public bool Id { get; private set; } = true;

    public TimeSpan Shift { get; set; }
}

/// <summary>The hash of a part of the seeds, as it was last applied.</summary>
public sealed class SeedStamp
{
    public required string Name { get; init; }

    public required string Sha256 { get; set; }
}
