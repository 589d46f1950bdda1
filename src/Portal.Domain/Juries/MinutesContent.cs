namespace Portal.Domain.Juries;

/// <summary>What minutes tell, without a word of any language but what people typed.</summary>
public sealed record MinutesContent(
    string Jury,
    LocalizedText Call,
    int Wave,
    DateTimeOffset Planned,
    string Place,
    DateTimeOffset OpenedAt,
    DateTimeOffset ClosedAt,
    int QuorumPercent,
    IReadOnlyList<MinutesMember> Members,
    IReadOnlyList<MinutesItem> Items
);

public sealed record MinutesMember(string Name, JuryRole Role, IReadOnlyList<MinutesPresence> Presences);

/// <param name="EnteredBy">Who led and noted that they came in; null where they said so themselves.</param>
/// <param name="LeftBy">Who led and noted that they left; null where they said so themselves, or the sitting ended.</param>
public sealed record MinutesPresence(
    DateTimeOffset From,
    DateTimeOffset Until,
    string? EnteredBy = null,
    string? LeftBy = null
);

/// <param name="Away">Who left the room for it.</param>
public sealed record MinutesItem(
    Guid Dossier,
    int Place,
    string Number,
    string Title,
    DateTimeOffset? CalledAt,
    IReadOnlyList<string> Away,
    IReadOnlyList<MinutesPoll> Polls,
    string Notes,
    string Proposal
);

/// <param name="Tally">Empty where it would tell who voted what.</param>
/// <param name="Choices">Who voted what, in an open vote.</param>
public sealed record MinutesPoll(
    PollKind Kind,
    bool IsSecret,
    DateTimeOffset OpenedAt,
    DateTimeOffset ClosedAt,
    int Voters,
    int Required,
    bool HadQuorum,
    IReadOnlyList<MinutesCount> Tally,
    IReadOnlyList<MinutesChoice> Choices
);

public sealed record MinutesCount(string Choice, int Votes)
{
    public static IReadOnlyList<MinutesCount> Of(Poll poll) =>
        [.. poll.Choices.Where(poll.Told.ContainsKey).Select(choice => new MinutesCount(choice, poll.Told[choice]))];
}

public sealed record MinutesChoice(string Name, string Choice);
