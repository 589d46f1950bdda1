using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Consultations;

namespace Portal.Web.Consultations;

/// <summary>A consultation in a list.</summary>
/// <param name="Contributions">How many the public reads.</param>
public sealed record ConsultationCard(
    string Slug,
    ConsultationWords Words,
    ConsultationState State,
    DateTimeOffset? OpensAt,
    Deadline? Closes,
    int Contributions
);

public sealed record ChallengeCard(string Slug, ChallengeWords Words, RoadmapStep? Current);

/// <param name="Others">Consultations that belong to no challenge.</param>
public sealed record ChallengesPage(IReadOnlyList<ChallengeCard> Challenges, IReadOnlyList<ConsultationCard> Others);

/// <param name="Day">Today in Paris: where the roadmap stands.</param>
/// <param name="Calls">Those under it that are public.</param>
public sealed record ChallengePage(
    string Slug,
    ChallengeWords Words,
    IReadOnlyList<RoadmapStep> Roadmap,
    DateOnly Day,
    IReadOnlyList<CommitteeMember> Committee,
    IReadOnlyList<ConsultationCard> Consultations,
    IReadOnlyList<ChallengeCall> Calls
);

public sealed record ChallengeCall(string Slug, CallPresentation Presentation);

/// <param name="Challenge">Null where it stands by itself.</param>
/// <param name="Plan">As it was put to the public.</param>
/// <param name="Counts">Contributions that the public reads, by article; the empty key for the plan as a whole.</param>
public sealed record ConsultationPage(
    ConsultationCard Card,
    ChallengeLink? Challenge,
    IReadOnlyList<PlanArticle> Plan,
    IReadOnlyDictionary<string, int> Counts
)
{
    public int CountOf(string? article) => Counts.GetValueOrDefault(article ?? "");
}

public sealed record ChallengeLink(string Slug, LocalizedText Title);

/// <summary>What somebody typed to contribute.</summary>
/// <param name="Article">The key of an article; empty for the plan as a whole.</param>
/// <param name="Named">Whether the person's name may be read.</param>
public sealed record ContributionForm(
    string? Article,
    string? Name,
    string? Email,
    string? Organisation,
    bool Named,
    string? Text
);

/// <param name="Article">What it is about; null for the plan as a whole.</param>
public sealed record ContributePage(ConsultationCard Card, PlanArticle? Article, ContributionForm Form);

/// <param name="Email">Where the link went.</param>
public sealed record SentPage(ConsultationCard Card, string Email);

/// <summary>A contribution as the public reads it: without the address, and without a name that isn't to be read.</summary>
/// <param name="By">The organisation, or the person where they wish so; empty otherwise.</param>
/// <param name="Article">What it is about; null for the plan as a whole.</param>
/// <param name="File">The name of its file; null where it has none that can be opened.</param>
public sealed record PublicContribution(
    ContributionId Id,
    string By,
    bool IsOrganisation,
    LocalizedText? Article,
    string Text,
    string Language,
    DateTimeOffset SentAt,
    string? File
);

/// <param name="Article">The key of the only article that is shown; null for all.</param>
public sealed record ContributionsPage(
    ConsultationPage Consultation,
    string? Article,
    IReadOnlyList<PublicContribution> Rows,
    int Count,
    int Page
)
{
    public const int Size = 25;

    public int Pages => Math.Max(1, (Count + Size - 1) / Size);
}

/// <summary>A contribution as who sent it reads it, by the link that went to their address.</summary>
public sealed record OwnContribution(
    ContributionId Id,
    LocalizedText? Article,
    Contributor From,
    string Text,
    DateTimeOffset SentAt,
    bool IsConfirmed,
    bool IsReplaced,
    bool? IsAccepted,
    string Reason,
    string File
);

/// <param name="IsOpen">Whether a file can be put to them.</param>
/// <param name="IsAnswered">Whether nothing can be taken back any more.</param>
public sealed record OwnPage(
    string Key,
    string Slug,
    LocalizedText Title,
    bool IsOpen,
    bool IsAnswered,
    IReadOnlyList<OwnContribution> Contributions
);

/// <summary>A group with its answer.</summary>
public sealed record AnsweredGroup(
    ContributionGroupId Id,
    string? Article,
    LocalizedText Title,
    GroupAnswer Answer,
    LocalizedText Because,
    int Contributions
);

/// <summary>An article of both plans, its text in the reader's language with the words that changed.</summary>
/// <param name="Title">As it is called now; as it was, where it was dropped.</param>
/// <param name="Was">As it was called, where that is another title.</param>
public sealed record ChangedArticle(
    string Key,
    LocalizedText Title,
    LocalizedText? Was,
    ArticleFate Fate,
    IReadOnlyList<ChangedWords> Words
);

public enum ArticleFate
{
    Same,
    Changed,
    Added,
    Dropped,
}

/// <param name="AnsweredAt">UTC.</param>
public sealed record SynthesisPage(
    ConsultationPage Consultation,
    DateTimeOffset AnsweredAt,
    LocalizedText Synthesis,
    IReadOnlyList<AnsweredGroup> Groups,
    IReadOnlyList<ChangedArticle> Articles
);
