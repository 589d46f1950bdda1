using Portal.Domain.Dossiers;

namespace Portal.Domain.Calls.Rules;

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

    public override bool IsMetBy(Answers answers) =>
        answers.Rows(TableOf(Part)).All(row => IsShare(row, Part, Whole, MaxPercent));
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

/// <summary>In each row of a table, a number has a cap that depends on a choice: "€200k by company, €500k by hospital".</summary>
public sealed record CapEachBy(
    string Key,
    LocalizedText Clause,
    string Of,
    string By,
    IReadOnlyDictionary<string, decimal> Caps
) : CallRule(Key, Clause)
{
    public override IReadOnlyList<string> Paths => [Of, By];

    public override bool IsMetBy(Answers answers) =>
        answers
            .Rows(TableOf(Of))
            .All(row =>
                !Caps.TryGetValue(row.GetValueOrDefault(ColumnOf(By), ""), out var cap)
                || !Answers.TryNumber(row.GetValueOrDefault(ColumnOf(Of), ""), out var number)
                || number <= cap
            );
}

/// <summary>
/// In each row of a table, a part is at most so many per cent of a whole, by a choice: "aid of 45 % to a company, of
/// 100 % to a hospital".
/// </summary>
public sealed record ShareEachBy(
    string Key,
    LocalizedText Clause,
    string Part,
    string Whole,
    string By,
    IReadOnlyDictionary<string, decimal> MaxPercents
) : CallRule(Key, Clause)
{
    public override IReadOnlyList<string> Paths => [Part, Whole, By];

    public override bool IsMetBy(Answers answers) =>
        answers
            .Rows(TableOf(Part))
            .All(row =>
                !MaxPercents.TryGetValue(row.GetValueOrDefault(ColumnOf(By), ""), out var percent)
                || IsShare(row, Part, Whole, percent)
            );
}

public enum Comparison
{
    AtMost,
    AtLeast,
    Equal,
}

/// <summary>Two formulas compare as told: "the resources cover the costs".</summary>
public sealed record Compare(string Key, LocalizedText Clause, string Left, Comparison Is, string Right)
    : CallRule(Key, Clause)
{
    public override IReadOnlyList<string> Paths => [.. Formula.PathsIn(Left), .. Formula.PathsIn(Right)];

    /// <summary>Where nothing of one side is answered, there is nothing to compare yet.</summary>
    public override bool IsMetBy(Answers answers) =>
        (Formula.Parse(Left).Of(answers), Formula.Parse(Right).Of(answers)) is not ({ } left, { } right)
        || Is switch
        {
            Comparison.AtMost => left <= right,
            Comparison.AtLeast => left >= right,
            _ => left == right,
        };
}
