using System.Text.RegularExpressions;
using Portal.Domain.Decisions;

namespace Portal.Domain.Calls;

/// <summary>What the letter with a decision says, with fields that each dossier fills in, such as <c>{{amount}}</c>.</summary>
/// <param name="Outcome">Of the decisions that it is for.</param>
public sealed partial record LetterTemplate(Outcome Outcome, LocalizedText Subject, LocalizedText Body)
{
    public const int BodyLength = 8_000;

    /// <summary>The field of the ways and time limits of appeal.</summary>
    public const string Appeal = "appeal";

    /// <summary>Those with a letter of their own, in the order in which they are edited.</summary>
    public static IReadOnlyList<Outcome> Outcomes { get; } =
    [Outcome.Funded, Outcome.Reserve, Outcome.Rejected, Outcome.NextCutOff];

    /// <summary>The names that a template may use.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "dossier.title",
        "dossier.number",
        "carrier",
        "call",
        "wave",
        "date",
        "amount",
        "rank",
        "conditions",
        "reasons",
        "next-cut-off",
        Appeal,
    ];

    /// <summary>What keeps templates from being letters.</summary>
    public static IReadOnlyList<Refusal> ObstaclesTo(IReadOnlyList<LetterTemplate> templates) =>
        [
            .. templates
                .Where(one => !one.Subject.IsWhole || !one.Body.IsWhole || !Outcomes.Contains(one.Outcome))
                .Select(_ => CallRefusals.LetterNotWhole),
            .. templates.SelectMany(one => one.UnknownFields).Distinct().Select(CallRefusals.LetterFieldUnknown),
            // Art. R.421-5 CJA: the time limit of an appeal runs only where it was told with the decision.
            .. templates
                .Where(one => one.Outcome == Outcome.Rejected && !one.NamesAppeal)
                .Select(_ => CallRefusals.LetterWithoutAppeal),
        ];

    /// <summary>A text with its fields filled in; a field without a value leaves nothing behind.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Field().Replace(text, found => values.GetValueOrDefault(NameOf(found), "")).Trim();

    private bool NamesAppeal => new[] { Body.Fr, Body.En }.All(text => FieldsIn(text).Contains(Appeal));

    private IEnumerable<string> UnknownFields =>
        new[] { Subject.Fr, Subject.En, Body.Fr, Body.En }.SelectMany(FieldsIn).Except(Fields);

    private static IEnumerable<string> FieldsIn(string text) => Field().Matches(text).Select(NameOf);

    private static string NameOf(Match found) => found.Groups["name"].Value.Trim();

    [GeneratedRegex(@"\{\{(?<name>[^{}]*)\}\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Field();
}
