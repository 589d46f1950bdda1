using Portal.Domain.Dossiers;

namespace Portal.Domain.Calls.Rules;

public enum RuleOutcome
{
    Broken,
    Kept,

    /// <summary>Nothing is answered where the rule looks.</summary>
    Undecided,

    /// <summary>The answers are not those for which the rule is asked.</summary>
    NotAsked,

    /// <summary>The rule itself can't be read yet.</summary>
    Faulty,
}

/// <summary>What a rule says of some answers.</summary>
public sealed record RuleFinding(CallRule Rule, RuleOutcome Outcome)
{
    /// <summary>Where the rule counts rows: how many there are.</summary>
    public int? Rows { get; init; }
}

/// <summary>Tries the rules of a form on answers that nobody files.</summary>
public static class RuleTrial
{
    /// <param name="form">The form, without the rules that can't be read.</param>
    /// <param name="typed">The answers.</param>
    /// <param name="takenElsewhere">The rules across dossiers that as many other dossiers as may have the value already meet.</param>
    public static IReadOnlyList<RuleFinding> Of(Form form, Answers typed, IReadOnlySet<string> takenElsewhere)
    {
        var answers = Derivation.Of(form, typed);
        return
        [
            .. form.Rules.Select(rule => new RuleFinding(rule, Of(rule, answers, takenElsewhere))
            {
                Rows = rule is Rows rows ? answers.Rows(rows.In).Count : null,
            }),
        ];
    }

    private static RuleOutcome Of(CallRule rule, Answers answers, IReadOnlySet<string> takenElsewhere) =>
        rule switch
        {
            _ when !rule.IsAsked(answers) => RuleOutcome.NotAsked,
            // No rows are a number of rows.
            Rows rows => rows.IsMetBy(answers) ? RuleOutcome.Kept : RuleOutcome.Broken,
            _ when rule.Paths.All(path => answers.At(path).Count == 0) => RuleOutcome.Undecided,
            Once once => takenElsewhere.Contains(once.Key) ? RuleOutcome.Broken : RuleOutcome.Kept,
            _ => rule.IsMetBy(answers) ? RuleOutcome.Kept : RuleOutcome.Broken,
        };
}
