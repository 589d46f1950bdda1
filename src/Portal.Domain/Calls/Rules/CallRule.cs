using System.Text.Json.Serialization;
using Portal.Domain.Dossiers;

namespace Portal.Domain.Calls.Rules;

/// <summary>
/// A rule of a call as data: what the answers must meet, and the clause of the call that it comes from. Paths
/// name a field (<c>aid_requested</c>) or a column of a table (<c>members.type</c>).
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "rule")]
[JsonDerivedType(typeof(Rows), "rows")]
[JsonDerivedType(typeof(Between), "between")]
[JsonDerivedType(typeof(Share), "share")]
[JsonDerivedType(typeof(ShareEach), "share-each")]
[JsonDerivedType(typeof(IncludesEach), "includes-each")]
[JsonDerivedType(typeof(IncludesAny), "includes-any")]
[JsonDerivedType(typeof(Excludes), "excludes")]
[JsonDerivedType(typeof(Sum), "sum")]
[JsonDerivedType(typeof(CapBy), "cap-by")]
[JsonDerivedType(typeof(CapEachBy), "cap-each-by")]
[JsonDerivedType(typeof(ShareEachBy), "share-each-by")]
[JsonDerivedType(typeof(Compare), "compare")]
[JsonDerivedType(typeof(Once), "once")]
public abstract record CallRule(string Key, LocalizedText Clause)
{
    /// <summary>The paths that the rule reads; the first is where its refusal is shown.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<string> Paths { get; }

    /// <summary>The rule is only asked where all of these hold.</summary>
    public IReadOnlyList<Condition> When { get; init; } = [];

    /// <summary>Whether the answers meet the rule, or it isn't asked of them.</summary>
    public bool Holds(Answers answers) => !IsAsked(answers) || IsMetBy(answers);

    /// <summary>Whether its conditions hold.</summary>
    public bool IsAsked(Answers answers) => When.All(condition => condition.Holds(answers));

    /// <summary>Whether the answers meet the rule. What is not answered yet breaks no limit from above.</summary>
    public abstract bool IsMetBy(Answers answers);

    /// <summary>The refusal of answers that don't meet the rule; it quotes the clause.</summary>
    public Refusal Refusal() => new("dossier.rule", Key) { Clause = Clause };

    /// <summary>The numbers at some paths; what can't be read as a number is left to the field's own check.</summary>
    protected static IReadOnlyList<decimal> Numbers(Answers answers, params IEnumerable<string> paths) =>
        [
            .. paths
                .SelectMany(answers.At)
                .Where(text => Answers.TryNumber(text, out _))
                .Select(text => Answers.TryNumber(text, out var number) ? number : 0),
        ];

    /// <summary>The table of a path to a column.</summary>
    protected static string TableOf(string path) => path.Split('.')[0];

    protected static string ColumnOf(string path) => path.Split('.')[^1];

    /// <summary>Whether in a row a part is at most so many per cent of a whole; what isn't answered breaks nothing.</summary>
    protected static bool IsShare(
        IReadOnlyDictionary<string, string> row,
        string part,
        string whole,
        decimal maxPercent
    ) =>
        !Answers.TryNumber(row.GetValueOrDefault(ColumnOf(part), ""), out var some)
        || !Answers.TryNumber(row.GetValueOrDefault(ColumnOf(whole), ""), out var all)
        || some * 100 <= all * maxPercent;

    protected static bool IsWithin(decimal value, decimal? min, decimal? max) =>
        (min is null || value >= min) && (max is null || value <= max);
}
