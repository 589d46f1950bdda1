using Portal.Domain;
using Portal.Domain.Calls;

namespace Portal.Web.Decisions.Figures;

/// <summary>How many winners something has, and the aid that they were granted.</summary>
/// <param name="Key">As data has it; empty where a dossier doesn't say.</param>
public sealed record GrantFigure(string Key, LocalizedText Name, int Winners, decimal Euros);

/// <summary>The winners of a wave.</summary>
public sealed record WaveFigure(string Slug, CallPresentation Call, int Wave, int Winners, decimal Euros);

/// <summary>A cut-off whose winners are public: how many dossiers were filed for it, and how many of them were funded.</summary>
/// <param name="ClosedAt">UTC.</param>
/// <param name="ToldAt">When its first winners were public, UTC.</param>
public sealed record SuccessRate(
    string Slug,
    CallPresentation Call,
    int Wave,
    int CutOff,
    DateTimeOffset ClosedAt,
    DateTimeOffset ToldAt,
    int Filed,
    int Funded
)
{
    /// <summary>From 0 to 1.</summary>
    public decimal Share => (decimal)Funded / Filed;

    public int Days => (int)Math.Round((ToldAt - ClosedAt).TotalDays);
}

/// <param name="Regions">All of the programme, those without a winner as well.</param>
/// <param name="Themes">A winner counts for each theme of its call.</param>
public sealed record FiguresPage(
    WinnerScope Scope,
    int Winners,
    decimal Euros,
    IReadOnlyList<GrantFigure> Regions,
    IReadOnlyList<GrantFigure> Themes,
    IReadOnlyList<WaveFigure> Waves,
    IReadOnlyList<SuccessRate> Rates,
    bool IsDemonstration
)
{
    public string Path => $"{Scope.Path}/figures";
}

/// <summary>A bar of a chart: what it is of, what it says, and how long it is, from 0 to 1.</summary>
public sealed record Bar(string Name, string Value, decimal Share)
{
    /// <summary>The longest bar is of the largest number.</summary>
    public static IReadOnlyList<Bar> Of<T>(
        IReadOnlyList<T> all,
        Func<T, string> name,
        Func<T, decimal> number,
        Func<T, string> value
    )
    {
        var most = all.Select(number).DefaultIfEmpty().Max();
        return [.. all.Select(one => new Bar(name(one), value(one), most > 0 ? number(one) / most : 0))];
    }
}

/// <param name="Label">What those hear who don't see it; the table beside it has the numbers.</param>
public sealed record BarChart(string Label, IReadOnlyList<Bar> Bars);

/// <param name="Csv">Where the same numbers are as a file.</param>
public sealed record GrantTable(string Caption, string Head, IReadOnlyList<GrantFigure> Rows, string Csv)
{
    /// <summary>Whether rows bear the short names that stand on the map.</summary>
    public bool HasCodes { get; init; }
}

/// <summary>A point of a line: what it is of, what it says, and where it lies, from 0 to 1, to the right and upwards.</summary>
public sealed record LinePoint(string Name, string Value, decimal Right, decimal Up)
{
    /// <summary>From where its value is written, so that none leaves the picture.</summary>
    public string Anchor =>
        Right switch
        {
            < 0.2m => "start",
            > 0.8m => "end",
            _ => "middle",
        };

    /// <summary>The first and the last one lie at both ends; the lowest height is zero, or below where a number is.</summary>
    public static IReadOnlyList<LinePoint> Of<T>(
        IReadOnlyList<T> all,
        Func<T, string> name,
        Func<T, DateOnly> day,
        Func<T, decimal> number,
        Func<T, string> value
    )
    {
        var (from, to) = (all.Min(day).DayNumber, all.Max(day).DayNumber);
        var (low, high) = (Math.Min(0, all.Min(number)), Math.Max(0, all.Max(number)));
        return
        [
            .. all.Select(one => new LinePoint(
                name(one),
                value(one),
                to > from ? (decimal)(day(one).DayNumber - from) / (to - from) : 0,
                high > low ? (number(one) - low) / (high - low) : 0
            )),
        ];
    }
}

/// <param name="Label">What those hear who don't see it; the table beside it has the numbers.</param>
/// <param name="From">What is written below the first point.</param>
/// <param name="To">And below the last one.</param>
public sealed record LineChart(string Label, IReadOnlyList<LinePoint> Points, string From, string To);
