using Portal.Domain.Calls;

namespace Portal.Domain.FollowUp;

/// <summary>What happened to a project, its agreements, reports and payments.</summary>
/// <param name="Dossier">That won.</param>
public abstract record ProjectEvent(ProjectId Project, DossierId Dossier, PersonId? By, DateTimeOffset At)
    : DomainEvent(By, At)
{
    public override Subject Subject => new("project", Project.Value);
}

public sealed record ProjectOpened(ProjectId Project, DossierId Dossier, decimal Aid, DateTimeOffset At)
    : ProjectEvent(Project, Dossier, By: null, At)
{
    public override string Name => "project.opened";
}

/// <summary>The decision was corrected below what is agreed.</summary>
/// <param name="Aid">By the decision, in euros; null where it funds nothing.</param>
public sealed record ProjectOverruled(ProjectId Project, DossierId Dossier, decimal? Aid, DateTimeOffset At)
    : ProjectEvent(Project, Dossier, By: null, At)
{
    public override string Name => "project.overruled";
}

/// <summary>The decision covers what is agreed again.</summary>
/// <param name="Aid">By the decision, in euros.</param>
public sealed record ProjectConfirmed(ProjectId Project, DossierId Dossier, decimal Aid, DateTimeOffset At)
    : ProjectEvent(Project, Dossier, By: null, At)
{
    public override string Name => "project.confirmed";
}

public sealed record AgreementDrawn(
    ProjectId Project,
    DossierId Dossier,
    AgreementId Agreement,
    int Number,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.agreement-drawn";
}

public sealed record AgreementRedrawn(
    ProjectId Project,
    DossierId Dossier,
    AgreementId Agreement,
    int Number,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.agreement-redrawn";
}

public sealed record AgreementSent(
    ProjectId Project,
    DossierId Dossier,
    AgreementId Agreement,
    int Number,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.agreement-sent";
}

public sealed record AgreementSigned(
    ProjectId Project,
    DossierId Dossier,
    AgreementId Agreement,
    int Number,
    bool ForService,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => ForService ? "project.agreement-in-force" : "project.agreement-signed";
}

/// <summary>A side was sent to the provider of electronic signatures.</summary>
public sealed record SignatureRequested(
    ProjectId Project,
    DossierId Dossier,
    AgreementId Agreement,
    int Number,
    string Provider,
    string Sha256,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.signature-asked";
}

/// <summary>An electronic signature that was asked for won't come: it was refused, ran out, or is of another document.</summary>
public sealed record SignatureFailed(
    ProjectId Project,
    DossierId Dossier,
    AgreementId Agreement,
    int Number,
    PersonId Signer,
    string Why,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By: null, At)
{
    public const string Told = "project.signature-failed";

    public override string Name => Told;
}

public sealed record AgreementDropped(
    ProjectId Project,
    DossierId Dossier,
    AgreementId Agreement,
    int Number,
    bool WasSent,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => WasSent ? "project.agreement-dropped" : "project.agreement-draft-dropped";
}

public sealed record ProjectEndMoved(
    ProjectId Project,
    DossierId Dossier,
    DateOnly From,
    DateOnly To,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.end-moved";
}

public sealed record MilestoneMoved(
    ProjectId Project,
    DossierId Dossier,
    MilestoneId Milestone,
    DateTimeOffset From,
    DateTimeOffset To,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By: null, At)
{
    public override string Name => "project.milestone-moved";
}

public sealed record ProjectSuspended(
    ProjectId Project,
    DossierId Dossier,
    DateOnly Since,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.suspended";
}

public sealed record ProjectResumed(
    ProjectId Project,
    DossierId Dossier,
    DateOnly On,
    int Days,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.resumed";
}

public sealed record ProjectEnded(
    ProjectId Project,
    DossierId Dossier,
    EndingKind Kind,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.ended";
}

public sealed record ReportSubmitted(
    ProjectId Project,
    DossierId Dossier,
    MilestoneId Milestone,
    int Submission,
    bool IsLate,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.report-submitted";
}

public sealed record ReportSentBack(
    ProjectId Project,
    DossierId Dossier,
    MilestoneId Milestone,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.report-sent-back";
}

public sealed record ReportAccepted(
    ProjectId Project,
    DossierId Dossier,
    MilestoneId Milestone,
    decimal Justified,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.report-accepted";
}

public sealed record OpinionAsked(
    ProjectId Project,
    DossierId Dossier,
    OpinionId Opinion,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.opinion-asked";
}

public sealed record OpinionSubmitted(
    ProjectId Project,
    DossierId Dossier,
    OpinionId Opinion,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.opinion-submitted";
}

public sealed record OpinionRecused(
    ProjectId Project,
    DossierId Dossier,
    OpinionId Opinion,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.opinion-recused";
}

public sealed record InterimDecided(
    ProjectId Project,
    DossierId Dossier,
    MilestoneId Milestone,
    bool IsGo,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.interim-decided";
}

public sealed record PaymentRequested(
    ProjectId Project,
    DossierId Dossier,
    PaymentId Payment,
    decimal Amount,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.payment-requested";
}

public sealed record PaymentControlled(
    ProjectId Project,
    DossierId Dossier,
    PaymentId Payment,
    decimal Amount,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.payment-controlled";
}

public sealed record PaymentOrdered(
    ProjectId Project,
    DossierId Dossier,
    PaymentId Payment,
    decimal Amount,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.payment-ordered";
}

public sealed record PaymentMade(
    ProjectId Project,
    DossierId Dossier,
    PaymentId Payment,
    decimal Amount,
    DateOnly On,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.payment-made";
}

public sealed record PaymentRefused(
    ProjectId Project,
    DossierId Dossier,
    PaymentId Payment,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.payment-refused";
}

public sealed record RecoveryPrepared(
    ProjectId Project,
    DossierId Dossier,
    RecoveryId Recovery,
    decimal Amount,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.recovery-prepared";
}

public sealed record RecoveryOrdered(
    ProjectId Project,
    DossierId Dossier,
    RecoveryId Recovery,
    decimal Amount,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.recovery-ordered";
}

public sealed record RecoveryReceived(
    ProjectId Project,
    DossierId Dossier,
    RecoveryId Recovery,
    decimal Amount,
    DateOnly On,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.recovery-received";
}

public sealed record RecoveryDropped(
    ProjectId Project,
    DossierId Dossier,
    RecoveryId Recovery,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.recovery-dropped";
}

public sealed record ChangeAsked(
    ProjectId Project,
    DossierId Dossier,
    ProjectChangeId Change,
    ProjectChangeKind Kind,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.change-asked";
}

public sealed record ChangeDecided(
    ProjectId Project,
    DossierId Dossier,
    ProjectChangeId Change,
    ProjectChangeKind Kind,
    bool IsGranted,
    PersonId? By,
    DateTimeOffset At
) : ProjectEvent(Project, Dossier, By, At)
{
    public override string Name => "project.change-decided";
}

/// <summary>Somebody took the file of a call's payments and recoveries along.</summary>
/// <param name="Movements">How many it held.</param>
public sealed record PaymentsFetched(CallId Call, int Movements, PersonId? By, DateTimeOffset At)
    : CallEvent(Call, By, At)
{
    public override string Name => "call.payments-fetched";
}

/// <summary>Somebody took the indicators of a call's projects along.</summary>
/// <param name="Values">How many it held.</param>
public sealed record IndicatorsFetched(CallId Call, int Values, PersonId? By, DateTimeOffset At)
    : CallEvent(Call, By, At)
{
    public override string Name => "call.indicators-fetched";
}

/// <summary>Somebody took the list of funded projects along.</summary>
/// <param name="Projects">How many it held.</param>
public sealed record PortfolioFetched(PersonId Person, int Projects, DateTimeOffset At) : DomainEvent(Person, At)
{
    public override string Name => "person.portfolio-fetched";

    public override Subject Subject => new("person", Person.Value);
}
