using Portal.Domain.Decisions;

namespace Portal.Domain.Calls;

/// <summary>What the letter with a decision says, with fields that each dossier fills in, such as <c>{{amount}}</c>.</summary>
/// <param name="Outcome">Of the decisions that it is for.</param>
public sealed record LetterTemplate(Outcome Outcome, LocalizedText Subject, LocalizedText Body)
{
    public const int BodyLength = 8_000;

    /// <summary>The field of the ways and time limits of appeal.</summary>
    public const string Appeal = "appeal";

    /// <summary>The field of the reason, and of the reasons by criterion.</summary>
    public const string Reasons = "reasons";

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
        Reasons,
        "next-cut-off",
        Appeal,
    ];

    /// <summary>The names that a template for an outcome may use.</summary>
    public static IEnumerable<string> FieldsOf(Outcome outcome) =>
        Fields.Where(field =>
            field switch
            {
                "amount" => outcome is Outcome.Funded or Outcome.Reserve,
                "rank" => outcome is Outcome.Reserve,
                "next-cut-off" => outcome is Outcome.NextCutOff,
                _ => true,
            }
        );

    /// <summary>What keeps templates from being letters.</summary>
    public static IReadOnlyList<Refusal> ObstaclesTo(IReadOnlyList<LetterTemplate> templates) =>
        [
            .. templates
                .Where(one => !one.Subject.IsWhole || !one.Body.IsWhole || !Outcomes.Contains(one.Outcome))
                .Select(_ => CallRefusals.LetterNotWhole),
            .. templates.SelectMany(one => one.UnknownFields).Distinct().Select(CallRefusals.LetterFieldUnknown),
            .. templates.Where(one => one.Texts.Any(TextFields.HasLooseBraces)).Select(_ => CallRefusals.LetterBraces),
            // Art. L.211-2 CRPA: a refusal says why.
            .. templates
                .Where(one => one.Outcome == Outcome.Rejected && !one.GivesReasons)
                .Select(_ => CallRefusals.LetterWithoutReasons),
        ];

    /// <summary>
    /// A body that tells how and until when the decision can be contested: at its end where it doesn't say so itself.
    /// Where it isn't told with the decision, the time limit doesn't run (art. R.421-5 CJA).
    /// </summary>
    public static string WithAppeal(string body) =>
        TextFields.In(body).Contains(Appeal) ? body : $"{body}\n\n{{{{{Appeal}}}}}";

    private IReadOnlyList<string> Texts => [Subject.Fr, Subject.En, Body.Fr, Body.En];

    private bool GivesReasons => new[] { Body.Fr, Body.En }.All(text => TextFields.In(text).Contains(Reasons));

    private IEnumerable<string> UnknownFields => Texts.SelectMany(TextFields.In).Except(FieldsOf(Outcome));
}
