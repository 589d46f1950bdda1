using Portal.Domain;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Consultations;

namespace Portal.Web.Consultations;

/// <param name="ToModerate">Contributions that nobody has read yet.</param>
public sealed record StaffConsultationRow(
    string Slug,
    LocalizedText Title,
    ConsultationState State,
    Deadline? Closes,
    int Accepted,
    int ToModerate
);

public sealed record StaffConsultationsPage(
    IReadOnlyList<StaffConsultationRow> Rows,
    IReadOnlyList<ChallengeCard> Challenges
);

/// <summary>A contribution as staff reads it: with who speaks, without the address.</summary>
/// <param name="IsAccepted">Null while nobody has read it.</param>
public sealed record StaffContribution(
    ContributionId Id,
    string Name,
    string Organisation,
    string Article,
    string Text,
    string Language,
    DateTimeOffset SentAt,
    string? File,
    bool? IsAccepted,
    string Reason,
    ContributionGroupId? Group
);

public enum ContributionShelf
{
    ToRead,
    ToGroup,
    Accepted,
    Withheld,
}

/// <param name="MayAct">Whether the reader moderates; auditors look on.</param>
public sealed record StaffConsultationPage(
    string Slug,
    LocalizedText Title,
    ConsultationState State,
    Deadline? Closes,
    AnswerCounts Left,
    ContributionShelf Shelf,
    IReadOnlyDictionary<ContributionShelf, int> Counts,
    IReadOnlyList<StaffContribution> Rows,
    IReadOnlyList<GroupName> Groups,
    int Page,
    bool MayAct
)
{
    public const int Size = 25;

    public int Pages => Math.Max(1, (Counts[Shelf] + Size - 1) / Size);

    /// <summary>What was ticked where an act was refused.</summary>
    public IReadOnlySet<Guid> Chosen { get; init; } = new HashSet<Guid>();
}

/// <summary>What is ticked and typed to act on contributions.</summary>
/// <param name="Reason">Why they aren't published.</param>
/// <param name="Group">Where they go; null for a new group of the title, or out of any.</param>
public sealed record ModerationForm(
    Guid[]? Ids,
    ContributionShelf Shelf,
    int Page,
    string? Reason,
    Guid? Group,
    string? Title
);

/// <param name="Article">Its title; empty for the plan as a whole.</param>
public sealed record GroupName(ContributionGroupId Id, string Title, string Article);

/// <summary>A group as staff answers it.</summary>
/// <param name="Article">Its title; empty for the plan as a whole.</param>
/// <param name="Samples">The first words of some of its contributions.</param>
/// <param name="Version">Comes back with the answer: nobody overwrites what they never saw.</param>
public sealed record StaffGroup(
    ContributionGroupId Id,
    LocalizedText Title,
    string Article,
    GroupAnswer? Answer,
    LocalizedText Because,
    int Contributions,
    IReadOnlyList<string> Samples,
    uint Version
);

/// <summary>What is typed to answer a group.</summary>
public sealed record GroupForm(
    string? TitleFr,
    string? TitleEn,
    GroupAnswer? Answer,
    string? BecauseFr,
    string? BecauseEn,
    uint Version
);

public sealed record GroupsPage(
    string Slug,
    LocalizedText Title,
    bool IsAnswered,
    IReadOnlyList<StaffGroup> Groups,
    int Outside,
    bool MayAct
)
{
    /// <summary>The group whose answer was refused; null where none was.</summary>
    public ContributionGroupId? Refused { get; init; }

    /// <summary>What was typed for it.</summary>
    public GroupForm? Typed { get; init; }

    public GroupForm FormOf(StaffGroup group) =>
        group.Id == Refused && Typed is not null
            ? Typed
            : new(group.Title.Fr, group.Title.En, group.Answer, group.Because.Fr, group.Because.En, group.Version);
}

/// <summary>The final plan as it is drafted.</summary>
/// <param name="Obstacles">What keeps the reader from publishing it; empty where nothing does.</param>
/// <param name="WrittenAt">When what is read was last written on, in ticks: nothing else is published.</param>
/// <param name="MayDraft">Officers do.</param>
/// <param name="MayPublish">Publishers do.</param>
/// <param name="Version">Comes back with the draft: nobody overwrites what they never saw.</param>
public sealed record FinalPlanPage(
    string Slug,
    LocalizedText Title,
    IReadOnlyList<PlanArticle> Plan,
    FinalPlanForm Form,
    IReadOnlyList<ChangedArticle> Articles,
    IReadOnlyList<Refusal> Obstacles,
    long WrittenAt,
    bool IsAnswered,
    bool MayDraft,
    bool MayPublish,
    uint Version
);

/// <summary>What is typed of the final plan: an article without a text is dropped.</summary>
public sealed record FinalPlanForm(string? SynthesisFr, string? SynthesisEn, List<ArticleForm>? Articles, uint Version);

public sealed record ArticleForm(string? Key, string? TitleFr, string? TitleEn, string? TextFr, string? TextEn);

public sealed record CommitteePage(
    string Slug,
    LocalizedText Title,
    IReadOnlyList<CommitteeMember> Members,
    MemberForm Form
);

public sealed record MemberForm(string? Name, string? Body, string? Declaration, string? DeclaredOn);
