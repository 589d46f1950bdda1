namespace Portal.Domain.Exports;

/// <summary>The history of a wave tells each export of its dossiers.</summary>
public abstract record ExportEvent(WaveId Wave, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override Subject Subject => new("wave", Wave.Value);
}

public sealed record ExportAsked(ExportId Export, WaveId Wave, ExportKind Kind, PersonId? By, DateTimeOffset At)
    : ExportEvent(Wave, By, At)
{
    public override string Name => "export.asked";
}

/// <param name="IsLate">Whether it took so long that who asked is told by mail.</param>
public sealed record ExportFinished(
    ExportId Export,
    WaveId Wave,
    ExportKind Kind,
    int Dossiers,
    int Attachments,
    long Size,
    string Sha256,
    bool IsLate,
    PersonId? By,
    DateTimeOffset At
) : ExportEvent(Wave, By, At)
{
    public override string Name => "export.finished";
}

public sealed record ExportFetched(
    ExportId Export,
    WaveId Wave,
    ExportKind Kind,
    int Dossiers,
    int Attachments,
    PersonId? By,
    DateTimeOffset At
) : ExportEvent(Wave, By, At)
{
    public override string Name => "export.fetched";
}

public sealed record ExportCancelled(ExportId Export, WaveId Wave, PersonId? By, DateTimeOffset At)
    : ExportEvent(Wave, By, At)
{
    public override string Name => "export.cancelled";
}

public sealed record ExportFailed(ExportId Export, WaveId Wave, PersonId? By, DateTimeOffset At)
    : ExportEvent(Wave, By, At)
{
    public override string Name => "export.failed";
}

public sealed record ExportAskedAgain(ExportId Export, WaveId Wave, PersonId? By, DateTimeOffset At)
    : ExportEvent(Wave, By, At)
{
    public override string Name => "export.asked-again";
}

public sealed record ExportRemoved(ExportId Export, WaveId Wave, DateTimeOffset At) : ExportEvent(Wave, By: null, At)
{
    public override string Name => "export.removed";
}

/// <summary>The pool of a wave was taken away.</summary>
public sealed record PoolFetched(WaveId Wave, int Experts, PersonId? By, DateTimeOffset At) : ExportEvent(Wave, By, At)
{
    public override string Name => "pool.fetched";
}

/// <summary>The list of a wave's dossiers, with their scores and decisions, was taken away.</summary>
public sealed record ListFetched(WaveId Wave, int Dossiers, PersonId? By, DateTimeOffset At) : ExportEvent(Wave, By, At)
{
    public override string Name => "export.list-fetched";
}
