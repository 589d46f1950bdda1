namespace Portal.Domain.Dossiers;

public abstract record DossierEvent(DossierId Dossier, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override Subject Subject => new("dossier", Dossier.Value);
}

public sealed record DossierStarted(DossierId Dossier, CallId Call, WaveId Wave, PersonId? By, DateTimeOffset At)
    : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.started";
}

public sealed record DossierRenamed(DossierId Dossier, PersonId? By, DateTimeOffset At) : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.renamed";
}

public sealed record MemberInvited(
    DossierId Dossier,
    TeamInvitationId Invitation,
    MemberRole Role,
    string Partner,
    PersonId? By,
    DateTimeOffset At
) : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.member-invited";
}

/// <summary>Answered from the link in the mail, so without an account.</summary>
public sealed record TeamInvitationDeclined(DossierId Dossier, TeamInvitationId Invitation, DateTimeOffset At)
    : DossierEvent(Dossier, By: null, At)
{
    public override string Name => "dossier.invitation-declined";
}

public sealed record SectionSaved(DossierId Dossier, string Section, int Revision, PersonId? By, DateTimeOffset At)
    : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.section-saved";
}

/// <summary>Somebody chose between two answers that were written at once.</summary>
public sealed record ConflictSettled(DossierId Dossier, string Section, string Field, PersonId? By, DateTimeOffset At)
    : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.conflict-settled";
}

/// <param name="Author">Who writes the section from now on; null where it was given back.</param>
public sealed record SectionAssigned(
    DossierId Dossier,
    string Section,
    PersonId? Author,
    PersonId? By,
    DateTimeOffset At
) : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.section-assigned";
}

/// <param name="Version">1 for the first filing.</param>
/// <param name="InGrace">In time only thanks to the call's grace.</param>
public sealed record DossierFiled(
    DossierId Dossier,
    FilingId Filing,
    string Number,
    int Version,
    string Sha256,
    bool InGrace,
    PersonId? By,
    DateTimeOffset At
) : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.filed";
}

public sealed record DossierWithdrawn(DossierId Dossier, PersonId? By, DateTimeOffset At)
    : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.withdrawn";
}

/// <summary>A draft that was never filed is hidden from everybody; its coordinator can bring it back for a while.</summary>
public sealed record DraftRemoved(DossierId Dossier, PersonId? By, DateTimeOffset At) : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.draft-removed";
}

public sealed record DraftRestored(DossierId Dossier, PersonId? By, DateTimeOffset At) : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.draft-restored";
}

public sealed record EligibilityChecked(DossierId Dossier, bool IsEligible, PersonId? By, DateTimeOffset At)
    : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.eligibility-checked";
}

/// <summary>A filing that answers a request for complements: it replaces what counts, for the same cut-off.</summary>
public sealed record DossierComplemented(
    DossierId Dossier,
    FilingId Filing,
    string Number,
    int Version,
    string Sha256,
    PersonId? By,
    DateTimeOffset At
) : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.complemented";
}

/// <summary>What was filed counts for a later cut-off from now on.</summary>
public sealed record DossierMoved(DossierId Dossier, CutOffId From, CutOffId To, PersonId? By, DateTimeOffset At)
    : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.moved";
}

public sealed record DossierExcluded(DossierId Dossier, PersonId? By, DateTimeOffset At) : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.excluded";
}

/// <summary>A step of the dossier was judged.</summary>
public sealed record VerdictGiven(
    DossierId Dossier,
    FilingId Filing,
    int Step,
    VerdictAnswer Answer,
    PersonId? By,
    DateTimeOffset At
) : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.verdict-given";
}

/// <summary>The team takes up what was recommended, to file again.</summary>
public sealed record DossierTakenUpAgain(DossierId Dossier, PersonId? By, DateTimeOffset At)
    : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.taken-up-again";
}

/// <summary>The date of a step went by while nothing was filed for it.</summary>
public sealed record StepMissed(DossierId Dossier, int Step, DateTimeOffset Due, PersonId? By, DateTimeOffset At)
    : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.step-missed";
}

/// <summary>The date of the step was put off.</summary>
public sealed record StepProlonged(
    DossierId Dossier,
    int Step,
    DateTimeOffset From,
    DateTimeOffset To,
    PersonId? By,
    DateTimeOffset At
) : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.step-prolonged";
}

/// <summary>The dossier began with the team, the answers and the files of an earlier one.</summary>
public sealed record DossierCarriedOver(DossierId Dossier, DossierId From, PersonId? By, DateTimeOffset At)
    : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.carried-over";
}

/// <summary>The dossier goes on as another one; nothing more comes of it here.</summary>
public sealed record DossierGoesOn(DossierId Dossier, DossierId To, PersonId? By, DateTimeOffset At)
    : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.goes-on";
}

/// <summary>Somebody took away a whole dossier with its files.</summary>
/// <param name="Version">The filing that it was of; null for the draft.</param>
/// <param name="Files">How many files it held.</param>
/// <param name="Bytes">How large they are together.</param>
public sealed record DossierDownloaded(
    DossierId Dossier,
    int? Version,
    int Files,
    long Bytes,
    PersonId? By,
    DateTimeOffset At
) : DossierEvent(Dossier, By, At)
{
    public override string Name => "dossier.downloaded";
}
