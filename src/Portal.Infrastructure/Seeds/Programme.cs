using Portal.Domain;

namespace Portal.Infrastructure.Seeds;

/// <summary>An operator, theme, regime or region of the programme: the key that data uses, and its name.</summary>
public sealed record ProgrammeTerm(string Key, LocalizedText Name);

/// <summary>The words that all calls share, read from <c>programme.yaml</c>.</summary>
public sealed record Programme(
    IReadOnlyList<ProgrammeTerm> Operators,
    IReadOnlyList<ProgrammeTerm> Themes,
    IReadOnlyList<ProgrammeTerm> Regimes,
    IReadOnlyList<ProgrammeTerm> Regions
)
{
    /// <exception cref="SeedException">The file lacks something.</exception>
    public static Programme Read(string seeds)
    {
        var root = SeedNode
            .Read(Path.Combine(seeds, "programme.yaml"))
            .Only("operators", "themes", "regimes", "regions");
        return new Programme(
            Terms(root, "operators"),
            Terms(root, "themes"),
            Terms(root, "regimes"),
            Terms(root, "regions")
        );
    }

    public LocalizedText Operator(string key) => NameOf(Operators, key);

    public LocalizedText Theme(string key) => NameOf(Themes, key);

    public LocalizedText Regime(string key) => NameOf(Regimes, key);

    public LocalizedText Region(string key) => NameOf(Regions, key);

    private static LocalizedText NameOf(IReadOnlyList<ProgrammeTerm> terms, string key) =>
        terms.FirstOrDefault(term => term.Key == key)?.Name ?? new LocalizedText(key, key);

    private static List<ProgrammeTerm> Terms(SeedNode root, string kind) =>
        [
            .. root.At(kind)
                .Items(by: "key")
                .Select(term => new ProgrammeTerm(term.Only("key", "name").Text("key"), term.Localized("name"))),
        ];
}
