namespace Portal.Web.Decisions;

/// <summary>What somebody looks for among the winners; it stands in the address, so that a search can be shared.</summary>
public sealed record WinnerFilter
{
    public const int PageSize = 50;

    /// <summary>More words than this say nothing more.</summary>
    private const int MostWords = 8;

    public string? Search { get; init; }

    public string? Call { get; init; }

    public int? Wave { get; init; }

    public string? Region { get; init; }

    public string? Theme { get; init; }

    /// <summary>Of the publication, in Paris.</summary>
    public int? Year { get; init; }

    public string? Operator { get; init; }

    public int Page { get; init; } = 1;

    public bool IsEmpty => this with { Page = 1 } == new WinnerFilter();

    /// <summary>Patterns of the words, each of which a winner says somewhere; without what no database can hold.</summary>
    public string[] Patterns =>
        [
            .. (Search ?? "")
                .Replace("\0", "", StringComparison.Ordinal)
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Take(MostWords)
                .Select(word => $"%{Escaped(word)}%"),
        ];

    /// <summary>Whether the winners of a list are among those looked for.</summary>
    public bool Takes(PublicList list) =>
        Says(Call, list.Slug)
        && (Wave is null || Wave == list.Wave)
        && Says(Operator, list.Operator)
        && (string.IsNullOrEmpty(Theme) || list.Themes.Contains(Theme))
        && (Year is null || Year == list.Year);

    /// <summary>The query of the same search, another page of it.</summary>
    public QueryString At(int page) =>
        QueryString.Create(
            new (string Name, object? Value)[]
            {
                ("search", Search),
                ("call", Call),
                ("wave", Wave),
                ("region", Region),
                ("theme", Theme),
                ("year", Year),
                ("operator", Operator),
                ("page", page > 1 ? page : null),
            }
                .Select(one => KeyValuePair.Create(one.Name, FormattableString.Invariant($"{one.Value}")))
                .Where(one => one.Value.Length > 0)
                .Select(one => KeyValuePair.Create(one.Key, (string?)one.Value))
        );

    private static bool Says(string? asked, string said) => string.IsNullOrEmpty(asked) || asked == said;

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);
}
