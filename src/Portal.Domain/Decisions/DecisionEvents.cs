namespace Portal.Domain.Decisions;

/// <param name="Amount">Euros; null unless funded.</param>
public sealed record DecisionTaken(
    DecisionId Decision,
    DossierId Dossier,
    Outcome Outcome,
    decimal? Amount,
    PersonId? By,
    DateTimeOffset At
) : DomainEvent(By, At)
{
    /// <summary>The place on the reserve list; null unless on it.</summary>
    public int? ReserveRank { get; init; }

    public override string Name => "decision.taken";

    public override Subject Subject => new("decision", Decision.Value);
}

public abstract record WinnerListEvent(WinnerListId List, WaveId Wave, PersonId? By, DateTimeOffset At)
    : DomainEvent(By, At)
{
    public override Subject Subject => new("winner-list", List.Value);
}

public sealed record WinnerListPrepared(
    WinnerListId List,
    WaveId Wave,
    int Winners,
    DateTimeOffset PublishAt,
    PersonId? By,
    DateTimeOffset At
) : WinnerListEvent(List, Wave, By, At)
{
    public override string Name => "winner-list.prepared";
}

/// <param name="Step">The key of the step.</param>
/// <param name="Place">The place of the step, from 1.</param>
public sealed record WinnerListSigned(
    WinnerListId List,
    WaveId Wave,
    string Step,
    int Place,
    PersonId? By,
    DateTimeOffset At
) : WinnerListEvent(List, Wave, By, At)
{
    public override string Name => "winner-list.signed";
}

/// <param name="Dossier">Whose decision was changed; null where it was the publication.</param>
public sealed record WinnerListChanged(
    WinnerListId List,
    WaveId Wave,
    ListChangeKind What,
    DossierId? Dossier,
    DateTimeOffset PublishAt,
    PersonId? By,
    DateTimeOffset At
) : WinnerListEvent(List, Wave, By, At)
{
    public override string Name => "winner-list.changed";
}

public sealed record SignaturesVoided(WinnerListId List, WaveId Wave, int Count, PersonId? By, DateTimeOffset At)
    : WinnerListEvent(List, Wave, By, At)
{
    public override string Name => "winner-list.signatures-voided";
}

public sealed record WinnerListApproved(
    WinnerListId List,
    WaveId Wave,
    DateTimeOffset PublishAt,
    PersonId? By,
    DateTimeOffset At
) : WinnerListEvent(List, Wave, By, At)
{
    public override string Name => "winner-list.approved";
}

public sealed record WinnerListDropped(WinnerListId List, WaveId Wave, PersonId? By, DateTimeOffset At)
    : WinnerListEvent(List, Wave, By, At)
{
    public override string Name => "winner-list.dropped";
}

public sealed record WinnerListPublished(WinnerListId List, WaveId Wave, PersonId? By, DateTimeOffset At)
    : WinnerListEvent(List, Wave, By, At)
{
    public override string Name => "winner-list.published";
}

public sealed record WinnerListImported(
    WinnerListId List,
    WaveId Wave,
    int Winners,
    string Source,
    PersonId? By,
    DateTimeOffset At
) : WinnerListEvent(List, Wave, By, At)
{
    public override string Name => "winner-list.imported";
}

public sealed record WinnerListImportTakenBack(WinnerListId List, WaveId Wave, PersonId? By, DateTimeOffset At)
    : WinnerListEvent(List, Wave, By, At)
{
    public override string Name => "winner-list.import-taken-back";
}

public sealed record AidDeclined(DecisionId Decision, DossierId Dossier, PersonId? By, DateTimeOffset At)
    : DomainEvent(By, At)
{
    public override string Name => "decision.declined";

    public override Subject Subject => new("decision", Decision.Value);
}

/// <param name="Amount">Euros; null unless funded.</param>
public sealed record DecisionCorrected(
    DecisionId Decision,
    DossierId Dossier,
    Outcome Outcome,
    decimal? Amount,
    PersonId? By,
    DateTimeOffset At
) : DomainEvent(By, At)
{
    /// <summary>The place on the reserve list; null unless on it.</summary>
    public int? ReserveRank { get; init; }

    public override string Name => "decision.corrected";

    public override Subject Subject => new("decision", Decision.Value);
}

public abstract record CorrectionEvent(
    CorrectionId Correction,
    WinnerListId List,
    WaveId Wave,
    PersonId? By,
    DateTimeOffset At
) : WinnerListEvent(List, Wave, By, At);

public sealed record CorrectionPrepared(
    CorrectionId Correction,
    WinnerListId List,
    WaveId Wave,
    DateTimeOffset PublishAt,
    PersonId? By,
    DateTimeOffset At
) : CorrectionEvent(Correction, List, Wave, By, At)
{
    public override string Name => "winner-list.correction-prepared";
}

/// <param name="Step">The key of the step.</param>
public sealed record CorrectionSigned(
    CorrectionId Correction,
    WinnerListId List,
    WaveId Wave,
    string Step,
    PersonId? By,
    DateTimeOffset At
) : CorrectionEvent(Correction, List, Wave, By, At)
{
    public override string Name => "winner-list.correction-signed";
}

public sealed record CorrectionApproved(
    CorrectionId Correction,
    WinnerListId List,
    WaveId Wave,
    DateTimeOffset PublishAt,
    PersonId? By,
    DateTimeOffset At
) : CorrectionEvent(Correction, List, Wave, By, At)
{
    public override string Name => "winner-list.correction-approved";
}

public sealed record CorrectionDropped(
    CorrectionId Correction,
    WinnerListId List,
    WaveId Wave,
    PersonId? By,
    DateTimeOffset At
) : CorrectionEvent(Correction, List, Wave, By, At)
{
    public override string Name => "winner-list.correction-dropped";
}

public sealed record CorrectionPublished(
    CorrectionId Correction,
    WinnerListId List,
    WaveId Wave,
    IReadOnlyList<DossierId> Dossiers,
    PersonId? By,
    DateTimeOffset At
) : CorrectionEvent(Correction, List, Wave, By, At)
{
    public override string Name => "winner-list.corrected";
}
