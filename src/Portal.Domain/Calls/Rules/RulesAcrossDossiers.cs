using Portal.Domain.Dossiers;

namespace Portal.Domain.Calls.Rules;

public enum RuleScope
{
    Wave,
    Call,
}

/// <summary>
/// A value appears in one filed dossier only ("an establishment coordinates only one consortium"), or in so many ("at
/// most two entries a candidate"). Decided across dossiers, by <see cref="ValueIn"/>; a dossier on its own always meets it.
/// </summary>
public sealed record Once(string Key, LocalizedText Clause, string Of, RuleScope Within) : CallRule(Key, Clause)
{
    /// <summary>In how many filed dossiers the value may appear; one unless told.</summary>
    public int Times { get; init; } = 1;

    public override IReadOnlyList<string> Paths => [Of];

    public override bool IsMetBy(Answers answers) => true;

    /// <summary>The value that must be unique, white space aside; empty while it isn't answered.</summary>
    public string ValueIn(Answers answers) =>
        string.Concat(answers.Text(Of).Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
}
