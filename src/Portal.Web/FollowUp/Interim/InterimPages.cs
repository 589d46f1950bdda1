using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.FollowUp;
using Portal.Domain.Reviews;
using Portal.Web.Dossiers;
using Portal.Web.FollowUp.Reports;
using Portal.Web.Reviews;

namespace Portal.Web.FollowUp.Interim;

/// <summary>An opinion as its expert writes it, beside the report and the dossier.</summary>
/// <param name="Number">Of the dossier.</param>
/// <param name="Lead">The organisation that leads the project.</param>
/// <param name="HasBegun">Whether the expert said that no conflict keeps them; they read nothing before.</param>
/// <param name="IsOpen">Whether it can still be written.</param>
public sealed record OpinionPage(
    OpinionId Id,
    string Number,
    string Title,
    string Lead,
    LocalizedText Call,
    MilestonePart Milestone,
    Grid Grid,
    ReviewSheet Sheet,
    Recommendation? Recommendation,
    int Revision,
    DateTimeOffset? SavedAt,
    DateTimeOffset? SubmittedAt,
    decimal? Score,
    bool HasBegun,
    bool IsOpen
)
{
    public AnswersPart? Report { get; init; }

    public AnswersPart? Filed { get; init; }

    /// <summary>What is saved, where it was saved elsewhere since the page was opened; the page then shows what was typed.</summary>
    public ReviewSheet? Theirs { get; init; }

    public string Path => $"/reviews/interim/{Id.Value}";
}

/// <summary>An opinion in the list of an expert's home.</summary>
public sealed record OpinionRow(
    OpinionId Id,
    string Number,
    string Title,
    LocalizedText Milestone,
    DateTimeOffset? SavedAt,
    DateTimeOffset? SubmittedAt,
    bool IsOpen
);

/// <summary>An interim review as staff leads it.</summary>
/// <param name="Experts">Whom staff can ask.</param>
/// <param name="Obstacle">Why nothing can be decided yet; null where it can.</param>
public sealed record StaffInterimPage(
    ReportOf Of,
    MilestonePart Milestone,
    IReadOnlyList<StaffOpinion> Opinions,
    IReadOnlyList<AskableExpert> Experts,
    Refusal? Obstacle,
    bool MayAct
)
{
    public string Path => $"{Of.Root}/interim/{Milestone.Key}";
}

/// <param name="IsSetAside">Whether nothing is decided by it, since its expert turned out to be in conflict.</param>
public sealed record StaffOpinion(
    string Name,
    DateTimeOffset AskedAt,
    DateTimeOffset? SubmittedAt,
    Recommendation? Recommendation,
    decimal? Score,
    ReadSheet Sheet,
    Recusal? Recusal,
    bool IsSetAside
);

public sealed record AskableExpert(PersonId Person, string Name);

/// <summary>What the carrier reads of an interim review, once it is decided: never by whom.</summary>
public sealed record InterimTold(GoDecision Go, IReadOnlyList<CarrierComment> Comments);

public sealed record DecideForm(string? Go, string? Words);
