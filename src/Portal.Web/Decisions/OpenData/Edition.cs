using Microsoft.Net.Http.Headers;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Decisions;

namespace Portal.Web.Decisions.OpenData;

/// <summary>A public list, as every row of its winners needs it.</summary>
/// <param name="Operator">The key of the operator, which grants the aid.</param>
/// <param name="PublishedAt">UTC.</param>
/// <param name="Source">Where its winners were announced, of an edition that had no dossiers here; null otherwise.</param>
public sealed record EditedList(
    WinnerListId Id,
    string Slug,
    CallPresentation Call,
    string Operator,
    IReadOnlyList<string> Themes,
    int Wave,
    DateTimeOffset PublishedAt,
    string? Source,
    DateTimeOffset? CorrectedAt
)
{
    /// <summary>The address that the source names; null where it names none.</summary>
    public Uri? SourceAddress { get; } = Source is null ? null : PastAnnouncement.AddressIn(Source);
}

/// <summary>What open data says at one moment: the lists that were public then, all or those of one wave.</summary>
/// <param name="Tag">Changes whenever a byte of a file may.</param>
/// <param name="Winners">Read while they are written: nothing holds them all.</param>
public sealed record Edition(
    IReadOnlyList<EditedList> Lists,
    EntityTagHeaderValue Tag,
    IAsyncEnumerable<PublishedWinner> Winners
)
{
    /// <summary>UTC; null while no list is public.</summary>
    public DateTimeOffset? ModifiedAt { get; } =
        Lists.Count == 0 ? null : Lists.Max(list => list.CorrectedAt ?? list.PublishedAt);
}

/// <summary>A winner of a public list.</summary>
/// <param name="Amount">The aid granted, in euros.</param>
/// <param name="Months">How long the project lasts; null where its dossier doesn't say.</param>
public sealed record PublishedWinner(
    EditedList List,
    string Number,
    string Title,
    string Acronym,
    string Summary,
    string Lead,
    Siret? LeadSiret,
    IReadOnlyList<WinnerPartner> Partners,
    string Region,
    Money Amount,
    int? Months,
    bool IsDemonstration
)
{
    /// <summary>When a correction of the list made it a winner, UTC; null where the list did.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When a correction last changed what is said of it, UTC.</summary>
    public DateTimeOffset? CorrectedAt { get; init; }

    /// <summary>The day of the decision, in Paris.</summary>
    public DateOnly DecidedOn => DayOf(Since ?? List.PublishedAt);

    /// <summary>The day of its last correction, in Paris.</summary>
    public DateOnly? CorrectedOn => CorrectedAt is { } at ? DayOf(at) : null;

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Infrastructure.Texts.Dates.Civil(at));

    /// <summary>The page on which the public reads of it, from the portal's root on.</summary>
    public string Path => PublicList.PathOf(List.Slug, List.Wave, Number);
}
