using Portal.Domain.Reviews;

namespace Portal.Domain.Waves;

public sealed record ReviewsDueSet(WaveId Wave, DateTimeOffset Due, PersonId? By, DateTimeOffset At)
    : WaveEvent(Wave, By, At)
{
    /// <summary>The date that held before; null where there was none.</summary>
    public DateTimeOffset? From { get; init; }

    public override string Name => "wave.reviews-due-set";
}

public sealed record ReviewTermsSet(WaveId Wave, ReviewTerms Terms, PersonId? By, DateTimeOffset At)
    : WaveEvent(Wave, By, At)
{
    public override string Name => "wave.review-terms-set";
}

public sealed record PartnersBarred(WaveId Wave, bool Bars, PersonId? By, DateTimeOffset At) : WaveEvent(Wave, By, At)
{
    public override string Name => "wave.partners-barred";
}

public sealed record PanelEnded(WaveId Wave, PersonId? By, DateTimeOffset At) : WaveEvent(Wave, By, At)
{
    public override string Name => "wave.panel-closed";
}

public sealed record PanelReopened(WaveId Wave, PersonId? By, DateTimeOffset At) : WaveEvent(Wave, By, At)
{
    public override string Name => "wave.panel-reopened";
}

/// <summary>Of the reviews that they have still to submit.</summary>
public sealed record ExpertsReminded(WaveId Wave, IReadOnlyList<ExpertId> Experts, PersonId? By, DateTimeOffset At)
    : WaveEvent(Wave, By, At)
{
    public override string Name => "wave.experts-reminded";
}
