using Portal.Domain.Dossiers;

namespace Portal.Domain.Complements;

public sealed record ComplementsAsked(
    DossierId Dossier,
    ComplementRequestId Request,
    DateTimeOffset Due,
    PersonId? By,
    DateTimeOffset At
) : DossierEvent(Dossier, By, At)
{
    public override string Name => "complement.asked";
}

public sealed record ComplementsProlonged(
    DossierId Dossier,
    ComplementRequestId Request,
    DateTimeOffset From,
    DateTimeOffset To,
    PersonId? By,
    DateTimeOffset At
) : DossierEvent(Dossier, By, At)
{
    public override string Name => "complement.prolonged";
}

public sealed record ComplementsWithdrawn(
    DossierId Dossier,
    ComplementRequestId Request,
    PersonId? By,
    DateTimeOffset At
) : DossierEvent(Dossier, By, At)
{
    public override string Name => "complement.withdrawn";
}

/// <param name="Filing">What was filed in answer; null where there was nothing to add.</param>
public sealed record ComplementsAnswered(
    DossierId Dossier,
    ComplementRequestId Request,
    FilingId? Filing,
    PersonId? By,
    DateTimeOffset At
) : DossierEvent(Dossier, By, At)
{
    public override string Name => "complement.answered";
}

/// <param name="MovedTo">The cut-off for which the dossier counts from now on; null where it is excluded.</param>
public sealed record ComplementsMissed(
    DossierId Dossier,
    ComplementRequestId Request,
    CutOffId? MovedTo,
    PersonId? By,
    DateTimeOffset At
) : DossierEvent(Dossier, By, At)
{
    public override string Name => "complement.missed";
}
