using System.Globalization;

namespace Portal.Domain.Calls.Rules;

public enum RuleKind
{
    Rows,
    Between,
    Share,
    ShareEach,
    ShareEachBy,
    IncludesEach,
    IncludesAny,
    Excludes,
    Sum,
    CapBy,
    CapEachBy,
    Compare,
    Once,
}

/// <summary>A rule taken apart by the names of its settings, and put together again: what pages and differences go by.</summary>
public static class RuleParts
{
    public static RuleKind KindOf(CallRule rule) => Enum.Parse<RuleKind>(rule.GetType().Name);

    /// <summary>The settings of a rule, its key, clause and conditions aside: paths, numbers, lists, and numbers by value.</summary>
    public static IEnumerable<(string Name, object? Value)> Of(CallRule rule) =>
        rule switch
        {
            Rows one =>
            [
                ("kind", RuleKind.Rows),
                ("in", one.In),
                ("min", (decimal?)one.Min),
                ("max", (decimal?)one.Max),
            ],
            Between one => [("kind", RuleKind.Between), ("of", one.Of), ("min", one.Min), ("max", one.Max)],
            Share one =>
            [
                ("kind", RuleKind.Share),
                ("part", one.Part),
                ("whole", one.Whole),
                ("max-percent", one.MaxPercent),
            ],
            ShareEach one =>
            [
                ("kind", RuleKind.ShareEach),
                ("part", one.Part),
                ("whole", one.Whole),
                ("max-percent", one.MaxPercent),
            ],
            ShareEachBy one =>
            [
                ("kind", RuleKind.ShareEachBy),
                ("part", one.Part),
                ("whole", one.Whole),
                ("by", one.By),
                ("caps", Written(one.MaxPercents)),
            ],
            IncludesEach one =>
            [
                ("kind", RuleKind.IncludesEach),
                ("paths", Written(one.In)),
                ("values", Written(one.Values)),
            ],
            IncludesAny one =>
            [
                ("kind", RuleKind.IncludesAny),
                ("paths", Written(one.In)),
                ("values", Written(one.Values)),
            ],
            Excludes one => [("kind", RuleKind.Excludes), ("paths", Written(one.In)), ("values", Written(one.Values))],
            Sum one => [("kind", RuleKind.Sum), ("paths", Written(one.Of)), ("min", one.Min), ("max", one.Max)],
            CapBy one => [("kind", RuleKind.CapBy), ("of", one.Of), ("by", one.By), ("caps", Written(one.Caps))],
            CapEachBy one =>
            [
                ("kind", RuleKind.CapEachBy),
                ("of", one.Of),
                ("by", one.By),
                ("caps", Written(one.Caps)),
            ],
            Compare one => [("kind", RuleKind.Compare), ("left", one.Left), ("is", one.Is), ("right", one.Right)],
            Once one => [("kind", RuleKind.Once), ("of", one.Of), ("within", one.Within), ("times", one.Times)],
            _ => throw new NotSupportedException($"A rule of kind {rule.GetType().Name} has no parts yet."),
        };

    /// <summary>Which settings a kind of rule has.</summary>
    public static IReadOnlyList<string> NamesOf(RuleKind kind) =>
        [.. Of(Make(kind, "key", new LocalizedText("", ""), RuleSettings.None)).Select(one => one.Name).Skip(1)];

    /// <summary>Of rows: no table has more than an <see cref="int"/> counts.</summary>
    private static int? Count(decimal? rows) => rows is { } many ? (int)Math.Clamp(many, 0, int.MaxValue) : null;

    public static CallRule Make(RuleKind kind, string key, LocalizedText clause, RuleSettings with) =>
        kind switch
        {
            RuleKind.Rows => new Rows(key, clause, with.In, Count(with.Min), Count(with.Max)),
            RuleKind.Between => new Between(key, clause, with.Of, with.Min, with.Max),
            RuleKind.Share => new Share(key, clause, with.Part, with.Whole, with.MaxPercent),
            RuleKind.ShareEach => new ShareEach(key, clause, with.Part, with.Whole, with.MaxPercent),
            RuleKind.ShareEachBy => new ShareEachBy(key, clause, with.Part, with.Whole, with.By, with.Caps),
            RuleKind.IncludesEach => new IncludesEach(key, clause, with.Paths, with.Values),
            RuleKind.IncludesAny => new IncludesAny(key, clause, with.Paths, with.Values),
            RuleKind.Excludes => new Excludes(key, clause, with.Paths, with.Values),
            RuleKind.Sum => new Sum(key, clause, with.Paths, with.Min, with.Max),
            RuleKind.CapBy => new CapBy(key, clause, with.Of, with.By, with.Caps),
            RuleKind.CapEachBy => new CapEachBy(key, clause, with.Of, with.By, with.Caps),
            RuleKind.Compare => new Compare(key, clause, with.Left, with.Is, with.Right),
            RuleKind.Once => new Once(key, clause, with.Of, with.Within) { Times = with.Times },
            _ => throw new NotSupportedException($"Nothing makes a rule of kind {kind} yet."),
        };

    private static string Written(IReadOnlyList<string> texts) => string.Join(", ", texts);

    private static string Written(IReadOnlyDictionary<string, decimal> caps) =>
        string.Join(
            ", ",
            caps.Select(cap => $"{cap.Key}: {cap.Value.ToString("0.####", CultureInfo.InvariantCulture)}")
        );
}

/// <summary>The settings that rules have, each kind some of them.</summary>
public sealed record RuleSettings
{
    public static RuleSettings None { get; } = new();

    public string In { get; init; } = "";

    public string Of { get; init; } = "";

    public string Part { get; init; } = "";

    public string Whole { get; init; } = "";

    public string By { get; init; } = "";

    public IReadOnlyList<string> Paths { get; init; } = [];

    public IReadOnlyList<string> Values { get; init; } = [];

    public decimal? Min { get; init; }

    public decimal? Max { get; init; }

    public decimal MaxPercent { get; init; }

    public IReadOnlyDictionary<string, decimal> Caps { get; init; } = new Dictionary<string, decimal>();

    public string Left { get; init; } = "";

    public Comparison Is { get; init; }

    public string Right { get; init; } = "";

    public RuleScope Within { get; init; }

    public int Times { get; init; } = 1;
}
