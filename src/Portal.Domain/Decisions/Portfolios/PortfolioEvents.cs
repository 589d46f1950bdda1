namespace Portal.Domain.Decisions.Portfolios;

public abstract record PortfolioEvent(PortfolioId Portfolio, WaveId Wave, PersonId? By, DateTimeOffset At)
    : DomainEvent(By, At)
{
    public override Subject Subject => new("portfolio", Portfolio.Value);
}

public sealed record EnvelopeSet(PortfolioId Portfolio, WaveId Wave, decimal Euros, PersonId? By, DateTimeOffset At)
    : PortfolioEvent(Portfolio, Wave, By, At)
{
    public override string Name => "portfolio.envelope-set";
}

/// <param name="From">Its place before, the first being 1.</param>
public sealed record PlaceMoved(
    PortfolioId Portfolio,
    WaveId Wave,
    DossierId Dossier,
    int From,
    int To,
    string Reason,
    PersonId? By,
    DateTimeOffset At
) : PortfolioEvent(Portfolio, Wave, By, At)
{
    public override string Name => "portfolio.dossier-moved";
}

/// <param name="Euros">Null where it is what was asked for again.</param>
public sealed record AmountProposed(
    PortfolioId Portfolio,
    WaveId Wave,
    DossierId Dossier,
    decimal? Euros,
    PersonId? By,
    DateTimeOffset At
) : PortfolioEvent(Portfolio, Wave, By, At)
{
    public override string Name => "portfolio.amount-proposed";
}

public sealed record PortfolioRuleSet(
    PortfolioId Portfolio,
    WaveId Wave,
    PortfolioRule Rule,
    PersonId? By,
    DateTimeOffset At
) : PortfolioEvent(Portfolio, Wave, By, At)
{
    public override string Name => "portfolio.rule-set";
}

public sealed record PortfolioRuleLifted(
    PortfolioId Portfolio,
    WaveId Wave,
    PortfolioRule Rule,
    PersonId? By,
    DateTimeOffset At
) : PortfolioEvent(Portfolio, Wave, By, At)
{
    public override string Name => "portfolio.rule-lifted";
}

/// <param name="Decisions">How many were taken or revised.</param>
public sealed record PortfolioTakenOver(
    TakeOverId TakeOver,
    WaveId Wave,
    int Decisions,
    int Funded,
    decimal Euros,
    PersonId? By,
    DateTimeOffset At
) : DomainEvent(By, At)
{
    public override string Name => "portfolio.taken-over";

    public override Subject Subject => new("take-over", TakeOver.Value);
}

/// <param name="Decisions">How many were put back; what was decided anew in between stays.</param>
public sealed record TakeOverUndone(TakeOverId TakeOver, WaveId Wave, int Decisions, PersonId? By, DateTimeOffset At)
    : DomainEvent(By, At)
{
    public override string Name => "portfolio.take-over-undone";

    public override Subject Subject => new("take-over", TakeOver.Value);
}
