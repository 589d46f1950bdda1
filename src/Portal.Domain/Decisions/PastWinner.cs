namespace Portal.Domain.Decisions;

/// <summary>A winner of an edition that had no dossiers here, as its announcement told it.</summary>
/// <param name="Number">The reference under which it is found; the portal's own dossiers have others.</param>
/// <param name="Region">A key of the programme.</param>
/// <param name="Amount">The aid granted, in euros.</param>
public sealed record PastWinner(string Number, string Title, string Lead, string Region, Money Amount)
{
    public const int NumberLength = 40;
    public const int TitleLength = 300;
    public const int NameLength = 200;
    public const int SummaryLength = 5_000;
    public const int MostPartners = 60;
    public const int MostMonths = 240;

    public string Acronym { get; init; } = "";

    public string Summary { get; init; } = "";

    public Siret? LeadSiret { get; init; }

    public IReadOnlyList<WinnerPartner> Partners { get; init; } = [];

    /// <summary>How long the project lasts; null where it wasn't told.</summary>
    public int? DurationMonths { get; init; }

    /// <summary>Whether a text can stand in the address of a page as it is.</summary>
    public static bool IsNumber(string text) =>
        text.Length is > 0 and <= NumberLength
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        && char.IsAsciiLetterOrDigit(text[0]);
}

/// <summary>Where and when the winners of an edition were announced before the portal had them.</summary>
/// <param name="On">The day, in Paris.</param>
/// <param name="Source">What readers are told: a press release, a page.</param>
public sealed record PastAnnouncement(DateOnly On, string Source)
{
    public const int SourceLength = 300;

    /// <summary>From when on it counts as public: the first minute of the day.</summary>
    public DateTimeOffset At => Deadline.InstantOf(On.ToDateTime(TimeOnly.MinValue));

    /// <summary>The address on the web that a source names; null where it names none.</summary>
    public static Uri? AddressIn(string source) =>
        source
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim('(', ')', '<', '>', '[', ']', '«', '»', '"', ',', ';', '.'))
            .Where(word =>
                word.StartsWith("https://", StringComparison.Ordinal)
                || word.StartsWith("http://", StringComparison.Ordinal)
            )
            .Select(word => Uri.TryCreate(word, UriKind.Absolute, out var address) ? address : null)
            .FirstOrDefault(address => address is not null);

    /// <summary>Why it can't be said so; empty where it can.</summary>
    public IReadOnlyList<Refusal> ObstaclesAt(DateTimeOffset now) =>
        (Source.Trim().Length, At <= now) switch
        {
            (0, _) => [PastWinnerRefusals.SourceMissing],
            (> SourceLength, _) => [PastWinnerRefusals.SourceTooLong(SourceLength)],
            (_, false) => [PastWinnerRefusals.AnnouncedLater],
            _ => [],
        };
}
