namespace Portal.Domain.Decisions;

public abstract record RankingEvent(RankingRunId Run, WaveId Wave, PersonId? By, DateTimeOffset At)
    : DomainEvent(By, At)
{
    public override Subject Subject => new("ranking", Run.Value);
}

/// <param name="InputsSha256">Of the votes, of where the line was asked for, of the model and its seed.</param>
public sealed record RankingAsked(
    RankingRunId Run,
    WaveId Wave,
    string InputsSha256,
    int Seed,
    int ModelVersion,
    int? FundedDossiers,
    decimal? Envelope,
    PersonId? By,
    DateTimeOffset At
) : RankingEvent(Run, Wave, By, At)
{
    public override string Name => "ranking.asked";
}

/// <param name="Sha256">Of the result.</param>
public sealed record RankingComputed(RankingRunId Run, WaveId Wave, string Sha256, bool IsAdjusted, DateTimeOffset At)
    : RankingEvent(Run, Wave, By: null, At)
{
    public override string Name => "ranking.computed";
}

public sealed record RankingFailed(RankingRunId Run, WaveId Wave, DateTimeOffset At)
    : RankingEvent(Run, Wave, By: null, At)
{
    public override string Name => "ranking.failed";
}

public sealed record RankingAskedAgain(RankingRunId Run, WaveId Wave, PersonId? By, DateTimeOffset At)
    : RankingEvent(Run, Wave, By, At)
{
    public override string Name => "ranking.asked-again";
}

/// <param name="What">Its votes, its ranks, or all of it as a workbook.</param>
public sealed record RankingFetched(RankingRunId Run, WaveId Wave, string What, PersonId? By, DateTimeOffset At)
    : RankingEvent(Run, Wave, By, At)
{
    public override string Name => "ranking.fetched";
}
