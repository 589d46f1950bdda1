using Portal.Domain;
using Portal.Domain.Calls;

namespace Portal.Web.Awards;

/// <summary>An entry on a shortlist, as the public reads it.</summary>
/// <param name="Votes">Null while people vote, and where they don't.</param>
public sealed record ShortlistedPart(DossierId Id, string Title, string Lead, string Summary, int? Votes);

public sealed record CategoryPart(
    LocalizedText Category,
    IReadOnlyList<ShortlistedPart> Entries,
    IReadOnlyList<AwardedPart> Winners
);

public sealed record AwardedPart(string Title, string Lead, string Path);

/// <summary>The ceremony of an edition: its shortlists, the vote, and its winners once their list is public.</summary>
public sealed record CeremonyPage(
    string Slug,
    CallPresentation Call,
    int Wave,
    IReadOnlyList<CategoryPart> Categories,
    bool TakesVotes,
    Deadline? VotesUntil
)
{
    public ShortlistedPart? Entry(DossierId id) =>
        Categories.SelectMany(one => one.Entries).FirstOrDefault(one => one.Id == id);
}

public sealed record VotePage(CeremonyPage Ceremony, ShortlistedPart Entry, string? Email);

public sealed record CastPage(CeremonyPage Ceremony, string Email);

/// <summary>A vote by the link that went to its address.</summary>
/// <param name="Entry">For which it is, or was asked for.</param>
/// <param name="Choices">The entries of the category, of which its reader says one.</param>
public sealed record OwnVotePage(
    string Key,
    DossierId Entry,
    IReadOnlyList<ShortlistedPart> Choices,
    LocalizedText Call,
    string Slug,
    int Wave,
    bool IsConfirmed,
    bool IsOver
);

/// <summary>An edition as officers prepare it.</summary>
/// <param name="Series">Votes that look as if one hand had cast them.</param>
public sealed record StaffAwardPage(
    WaveId Wave,
    LocalizedText Call,
    int Number,
    bool IsAnnounced,
    Deadline? VotesUntil,
    IReadOnlyList<AwardEntryRow> Entries,
    IReadOnlyList<SeriesPart> Series,
    bool MayAct
)
{
    /// <summary>What was ticked before something was refused.</summary>
    public IReadOnlySet<DossierId> Ticked { get; init; } = new HashSet<DossierId>();
}

/// <param name="Votes">Confirmed ones.</param>
public sealed record AwardEntryRow(
    DossierId Id,
    string Number,
    string Title,
    string Lead,
    LocalizedText Category,
    bool IsShortlisted,
    int Votes
);

public sealed record SeriesPart(string Entry, int Count, DateTimeOffset First, DateTimeOffset Last);
