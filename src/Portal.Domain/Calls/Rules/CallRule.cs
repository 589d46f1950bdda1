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
[JsonDerivedType(typeof(Once), "once")]
public abstract record CallRule(string Key, LocalizedText Clause)
{
    /// <summary>The paths that the rule reads; the first is where its refusal is shown.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<string> Paths { get; }

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

    protected static bool IsWithin(decimal value, decimal? min, decimal? max) =>
        (min is null || value >= min) && (max is null || value <= max);
}

/// <summary>A table has at least and at most so many rows: "at most 6 members".</summary>
public sealed record Rows(string Key, LocalizedText Clause, string In, int? Min, int? Max) : CallRule(Key, Clause)
{
    public override IReadOnlyList<string> Paths => [In];

    public override bool IsMetBy(Answers answers) => IsWithin(answers.Rows(In).Count, Min, Max);
}

/// <summary>Each number at a path lies between two bounds: "12 to 40 months".</summary>
public sealed record Between(string Key, LocalizedText Clause, string Of, decimal? Min, decimal? Max)
    : CallRule(Key, Clause)
{
    public override IReadOnlyList<string> Paths => [Of];

    public override bool IsMetBy(Answers answers) => Numbers(answers, Of).All(number => IsWithin(number, Min, Max));
}

/// <summary>A part is at most so many per cent of a whole: "aid ≤ 70 % of the cost".</summary>
public sealed record Share(string Key, LocalizedText Clause, string Part, string Whole, decimal MaxPercent)
    : CallRule(Key, Clause)
{
    public override IReadOnlyList<string> Paths => [Part, Whole];

    public override bool IsMetBy(Answers answers)
    {
        var part = Numbers(answers, Part).Sum();
        return answers.At(Whole).Count == 0 || part * 100 <= Numbers(answers, Whole).Sum() * MaxPercent;
    }
}

/// <summary>In each row of a table, a part is at most so many per cent of a whole: "each experiment ≤ 50 %".</summary>
public sealed record ShareEach(string Key, LocalizedText Clause, string Part, string Whole, decimal MaxPercent)
    : CallRule(Key, Clause)
{
    public override IReadOnlyList<string> Paths => [Part, Whole];

    /// <summary>Whether both are columns, and of the same table: rows are compared, not sums.</summary>
    [JsonIgnore]
    public bool IsOfOneTable =>
        Part.Split('.') is [var table, _] && Whole.Split('.') is [var other, _] && table == other;

    public override bool IsMetBy(Answers answers)
    {
        var (part, whole) = (Part.Split('.'), Whole.Split('.'));
        return answers.Rows(part[0]).All(row => IsMetIn(row, part[1], whole[1]));
    }

    private bool IsMetIn(IReadOnlyDictionary<string, string> row, string part, string whole) =>
        !Answers.TryNumber(row.GetValueOrDefault(part, ""), out var some)
        || !Answers.TryNumber(row.GetValueOrDefault(whole, ""), out var all)
        || some * 100 <= all * MaxPercent;
}

/// <summary>Each value stands somewhere: "an employer, a training body and a public purchaser".</summary>
public sealed record IncludesEach(
    string Key,
    LocalizedText Clause,
    IReadOnlyList<string> In,
    IReadOnlyList<string> Values
) : CallRule(Key, Clause)
{
    public override IReadOnlyList<string> Paths => In;

    public override bool IsMetBy(Answers answers) => Values.All(In.SelectMany(answers.At).ToHashSet().Contains);
}

/// <summary>At least one of the values stands somewhere: "one health structure in the consortium".</summary>
public sealed record IncludesAny(
    string Key,
    LocalizedText Clause,
    IReadOnlyList<string> In,
    IReadOnlyList<string> Values
) : CallRule(Key, Clause)
{
    public override IReadOnlyList<string> Paths => In;

    public override bool IsMetBy(Answers answers) => In.SelectMany(answers.At).Any(Values.Contains);
}

/// <summary>None of the values stands anywhere: "a GIP can neither lead nor be a member".</summary>
public sealed record Excludes(string Key, LocalizedText Clause, IReadOnlyList<string> In, IReadOnlyList<string> Values)
    : CallRule(Key, Clause)
{
    public override IReadOnlyList<string> Paths => In;

    public override bool IsMetBy(Answers answers) => !In.SelectMany(answers.At).Any(Values.Contains);
}

/// <summary>Numbers add up to a sum within bounds: "activity added up over the consortium".</summary>
public sealed record Sum(string Key, LocalizedText Clause, IReadOnlyList<string> Of, decimal? Min, decimal? Max)
    : CallRule(Key, Clause)
{
    public override IReadOnlyList<string> Paths => Of;

    public override bool IsMetBy(Answers answers) => IsWithin(Numbers(answers, Of).Sum(), Min, Max);
}

/// <summary>A number has a cap that depends on a choice: "€375k to 1.5M by type".</summary>
public sealed record CapBy(
    string Key,
    LocalizedText Clause,
    string Of,
    string By,
    IReadOnlyDictionary<string, decimal> Caps
) : CallRule(Key, Clause)
{
    public override IReadOnlyList<string> Paths => [Of, By];

    public override bool IsMetBy(Answers answers) =>
        !Caps.TryGetValue(answers.Text(By), out var cap) || Numbers(answers, Of).Sum() <= cap;
}

public enum RuleScope
{
    Wave,
    Call,
}

/// <summary>
/// A value appears in one filed dossier only: "an establishment coordinates only one consortium". Decided across
/// dossiers, by <see cref="ValueIn"/>; a dossier on its own always meets it.
/// </summary>
public sealed record Once(string Key, LocalizedText Clause, string Of, RuleScope Within) : CallRule(Key, Clause)
{
    public override IReadOnlyList<string> Paths => [Of];

    public override bool IsMetBy(Answers answers) => true;

    /// <summary>The value that must be unique, white space aside; empty while it isn't answered.</summary>
    public string ValueIn(Answers answers) =>
        string.Concat(answers.Text(Of).Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
}
