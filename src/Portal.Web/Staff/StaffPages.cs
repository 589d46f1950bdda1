using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Domain.Waves;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Waves;
using Portal.Web.Complements;
using Portal.Web.Dossiers;
using Portal.Web.Reviews;

namespace Portal.Web.Staff;

/// <param name="ToApprove">The lists that await the person's signature, by their waves.</param>
public sealed record StaffPage(IReadOnlyList<StaffedWave> Waves, IReadOnlyList<WaveId> ToApprove);

public sealed record StaffedWave(
    WaveId Id,
    CallPresentation Call,
    int Number,
    WaveState State,
    Deadline? Next,
    WaveProgress Progress
)
{
    /// <summary>What asks for work comes first, then what is open, then what is to come, then what is done.</summary>
    public int Order =>
        State switch
        {
            WaveState.Closed when Progress.IsUnderWay => 0,
            WaveState.Open => 1,
            WaveState.Announced => 2,
            _ => 3,
        };
}

/// <summary>The head that all pages of a wave share.</summary>
/// <param name="MayAct">Whether the person is in charge, and not only reading.</param>
public sealed record WaveHead(WaveId Id, CallPresentation Call, string Slug, int Number, WaveState State, bool MayAct)
{
    /// <summary>Whether its call has a shortlist.</summary>
    public bool GivesAwards { get; init; }

    /// <summary>Whether its call admits by criteria.</summary>
    public bool Admits { get; init; }
}

/// <param name="Unread">Messages of carriers that nobody of the service has read.</param>
public sealed record BoardPage(
    WaveHead Wave,
    WaveProgress Progress,
    IReadOnlyList<BoardCutOff> CutOffs,
    Deadline? ReviewsDue,
    int Unread
);

public sealed record BoardCutOff(CutOffId Id, int Number, Deadline Deadline, bool IsPast, DateTimeOffset? FrozenAt)
{
    internal static BoardCutOff Of(CutOff cutOff, DateTimeOffset now) =>
        new(cutOff.Id, cutOff.Number, cutOff.Deadline, !cutOff.Deadline.Accepts(now), cutOff.FrozenAt);
}

public sealed record DossiersPage(WaveHead Wave, DossierState? Only, IReadOnlyList<DossierLine> Lines)
{
    /// <summary>The steps that its dossiers go through; none where all is filed at once.</summary>
    public IReadOnlyList<CallStep> Steps { get; init; } = [];

    /// <summary>Whether only those are listed whose step awaits a verdict.</summary>
    public bool AwaitingVerdict { get; init; }

    /// <summary>Whether only those are listed that are to be checked by now.</summary>
    public bool ToCheck { get; init; }

    /// <summary>Only those whose last filing is of this step.</summary>
    public int? Step { get; init; }
}

public sealed record StaffDossierPage(
    WaveHead Wave,
    DossierId Id,
    string Number,
    string Title,
    DossierState State,
    DateTimeOffset FiledAt,
    int Version,
    string Sha256,
    bool IsFrozen,
    bool IsDemonstration,
    string Carrier,
    string CarrierEmail,
    EligibilityPart? Eligibility,
    string? CheckedBy,
    AnswersPart Answers,
    Grid? Grid,
    IReadOnlyList<StaffReview> Reviews,
    IReadOnlyList<Candidate> Candidates,
    DecisionDesk Decision,
    int Unread,
    StaffComplementsPart Complements
)
{
    /// <summary>When its content was erased, so that figures alone are left; null where it wasn't.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Where a verdict on its step is given; null where none is to be given any more.</summary>
    public VerdictDesk? Verdict { get; init; }

    /// <summary>What its experts agree on; null where nobody is to write it.</summary>
    public SynthesisPart? Synthesis { get; init; }

    /// <summary>What was agreed on before its reviews were set aside, the last first.</summary>
    public IReadOnlyList<SynthesisPart> EarlierSyntheses { get; init; } = [];

    /// <summary>The step whose date can be put off; null where there is none.</summary>
    public OpenStep? OpenStep { get; init; }

    /// <summary>The dossier that it goes on from and the one as which it goes on, as far as the reader may see them.</summary>
    public IReadOnlyList<RelatedDossier> Related { get; init; } = [];

    /// <summary>Whether it can be compared with what was judged before, or with the dossier that it goes on from.</summary>
    public bool HasChanges { get; init; }
}

/// <param name="IsEarlier">Whether this one goes on from it.</param>
public sealed record RelatedDossier(DossierId Id, string Number, bool IsEarlier);

public sealed record StaffReview(
    ReviewId Id,
    string Expert,
    DateTimeOffset AssignedAt,
    DateTimeOffset? SubmittedAt,
    decimal? Score,
    string? Recusal,
    ReadSheet Read
)
{
    /// <summary>What the expert told of whether the dossier should have been found eligible.</summary>
    public EligibilityDoubt? Doubt { get; init; }

    /// <summary>Why it was opened again after it was submitted, the last time.</summary>
    public Domain.Reviews.Reopening? Reopened { get; init; }

    /// <summary>When another version was submitted in its place.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Whether another version is being written.</summary>
    public bool IsBeingChanged { get; init; }

    /// <summary>What keeps the dossier from its expert since it was assigned; null where nothing does.</summary>
    public KeptBack? Conflict { get; init; }

    /// <summary>Whether it is given to somebody who may judge it.</summary>
    public bool Stands => Recusal is null && Conflict is not { Bears: true };

    public bool MayBeHandedBack => Stands && SubmittedAt is not null && !IsBeingChanged;
}

/// <summary>What stands between an expert and a dossier that they hold, and where it can be lifted.</summary>
/// <param name="Bears">Whether the review weighs nothing for it; else it was found after the review was submitted.</param>
public sealed record KeptBack(PoolExpertId Expert, Refusal Reason, bool Bears)
{
    internal static KeptBack? Of(PoolExpertId expert, DateTimeOffset? submittedAt, Conflict? conflict) =>
        conflict is null ? null : new KeptBack(expert, ReviewRefusals.Conflict(conflict), conflict.Bears(submittedAt));
}

/// <param name="Obstacle">Why the dossier can't be assigned to them; null where it can.</param>
/// <param name="Capacity">The dossiers that they can take; one more needs a reason.</param>
public sealed record Candidate(
    ExpertId Id,
    string Name,
    string Organisation,
    int Assigned,
    int Capacity,
    Refusal? Obstacle
);

public sealed class EligibilityForm
{
    public bool? Eligible { get; set; }

    public string? Reason { get; set; }
}

public sealed record MovePage(WaveHead Wave, BoardCutOff CutOff, string To, MoveEffect? Effect);

/// <summary>Whom a moved date hits.</summary>
/// <param name="Mark">What a confirmation is given on.</param>
/// <param name="IsAnother">Whether another date or number was confirmed than it would be by now.</param>
/// <param name="Preview">The mails that it causes.</param>
public sealed record MoveEffect(Deadline To, DossiersHit Hit, DatePreview Preview, string Mark, bool IsAnother);

/// <summary>A date of reviews that waits to be confirmed.</summary>
/// <param name="Mark">What a confirmation is given on.</param>
/// <param name="IsAnother">Whether another date or number was confirmed than it would be by now.</param>
public sealed record ReviewsDuePage(
    WaveHead Wave,
    Deadline? From,
    Deadline To,
    ReviewsHit Hit,
    DatePreview Preview,
    string Mark,
    bool IsAnother
);
