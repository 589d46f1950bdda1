namespace Portal.Domain.Reviews.Pool;

public abstract record PoolEvent(PoolExpertId Expert, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override Subject Subject => new("pool-expert", Expert.Value);
}

public sealed record ExpertPooled(PoolExpertId Expert, WaveId Wave, PersonId? By, DateTimeOffset At)
    : PoolEvent(Expert, By, At)
{
    public override string Name => "pool.added";
}

public sealed record PoolExpertDescribed(PoolExpertId Expert, PersonId? By, DateTimeOffset At)
    : PoolEvent(Expert, By, At)
{
    public const string EventName = "pool.described";

    public override string Name => EventName;
}

/// <param name="Place">On the standby list; null where they are taken off it.</param>
public sealed record StandbySet(PoolExpertId Expert, int? Place, PersonId? By, DateTimeOffset At)
    : PoolEvent(Expert, By, At)
{
    public override string Name => "pool.standby-set";
}

public sealed record FoundConflict(DossierId Dossier, ConflictKind Kind);

public sealed record ConflictsFound(
    PoolExpertId Expert,
    IReadOnlyList<FoundConflict> Found,
    IReadOnlyList<FoundConflict> Gone,
    PersonId? By,
    DateTimeOffset At
) : PoolEvent(Expert, By, At)
{
    public override string Name => "pool.conflicts-found";
}

/// <summary>Said by the expert, or noted by staff.</summary>
public sealed record ConflictDeclared(
    PoolExpertId Expert,
    DossierId Dossier,
    ConflictKind Kind,
    PersonId? By,
    DateTimeOffset At
) : PoolEvent(Expert, By, At)
{
    public override string Name => "expert.conflict-declared";
}

public sealed record LiftingProposed(
    PoolExpertId Expert,
    DossierId Dossier,
    ConflictKind Kind,
    string Reason,
    PersonId? By,
    DateTimeOffset At
) : PoolEvent(Expert, By, At)
{
    public override string Name => "pool.lifting-proposed";
}

public sealed record ConflictLifted(
    PoolExpertId Expert,
    DossierId Dossier,
    ConflictKind Kind,
    string Reason,
    PersonId ProposedBy,
    PersonId? By,
    DateTimeOffset At
) : PoolEvent(Expert, By, At)
{
    public override string Name => "pool.conflict-lifted";
}
