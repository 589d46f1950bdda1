namespace Portal.Domain.Juries;

public readonly record struct JuryId(Guid Value) : IId<JuryId>
{
    public static JuryId New() => new(Guid.CreateVersion7());

    public static JuryId From(Guid value) => new(value);
}

public readonly record struct SittingId(Guid Value) : IId<SittingId>
{
    public static SittingId New() => new(Guid.CreateVersion7());

    public static SittingId From(Guid value) => new(value);
}

public readonly record struct AgendaItemId(Guid Value) : IId<AgendaItemId>
{
    public static AgendaItemId New() => new(Guid.CreateVersion7());

    public static AgendaItemId From(Guid value) => new(value);
}

public readonly record struct PollId(Guid Value) : IId<PollId>
{
    public static PollId New() => new(Guid.CreateVersion7());

    public static PollId From(Guid value) => new(value);
}

public readonly record struct MinutesId(Guid Value) : IId<MinutesId>
{
    public static MinutesId New() => new(Guid.CreateVersion7());

    public static MinutesId From(Guid value) => new(value);
}
