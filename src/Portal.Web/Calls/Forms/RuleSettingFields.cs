using System.Globalization;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Calls.Rules;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Forms;

/// <summary>The settings that a rule has by its kind: asked, shown as they stand, and read.</summary>
public sealed class RuleSettingFields(Settings settings, Texts texts)
{
    public const string Kind = "kind";

    private const string Value = "value";
    private const string Cap = "cap";

    public IReadOnlyList<FormField> ForNew() =>
        [
            settings.AskChoice(
                Kind,
                Enum.GetValues<RuleKind>()
                    .Select(kind => new FieldOption(kind.ToString(), texts.Both($"designer.rule-{kind}")))
            ) with
            {
                Required = true,
            },
            .. AskClause(),
            settings.AskKey(),
        ];

    public IReadOnlyList<FormField> For(RuleKind kind, FormDraft draft) =>
        [.. AskClause(), .. RuleParts.NamesOf(kind).Select(Asked), settings.AskConditions([.. draft.Fields])];

    public static Answers Of(CallRule rule)
    {
        var answers = RuleParts
            .Of(rule)
            .Where(part => part.Name != "caps")
            .Aggregate(
                Settings.WithLabel(Answers.None, rule.Clause),
                (all, part) => all.With(NameOf(part.Name), Written(part.Value))
            );
        var caps = rule switch
        {
            CapBy one => one.Caps,
            CapEachBy one => one.Caps,
            ShareEachBy one => one.MaxPercents,
            _ => new Dictionary<string, decimal>(),
        };
        return Settings.WithConditions(
            answers.WithRows(
                "caps",
                caps.Select(cap => Settings.Row((Value, cap.Key), (Cap, Settings.Written(cap.Value))))
            ),
            rule.When
        );
    }

    public static CallRule Read(RuleKind kind, string key, Answers typed) =>
        RuleParts.Make(
            kind,
            key,
            Settings.LabelOf(typed),
            new RuleSettings
            {
                In = typed.Text("in"),
                Of = typed.Text("of"),
                Part = typed.Text("part"),
                Whole = typed.Text("whole"),
                By = typed.Text("by"),
                Paths = Settings.ListOf(typed.Text("paths")),
                Values = Settings.ListOf(typed.Text("values")),
                Min = Settings.NumberOf(typed, "min"),
                Max = Settings.NumberOf(typed, "max"),
                MaxPercent = Settings.NumberOf(typed, "max_percent") ?? 100,
                Caps = CapsOf(typed),
                Left = typed.Text("left"),
                Is = Enum.TryParse<Comparison>(typed.Text("compared"), out var comparison) ? comparison : default,
                Right = typed.Text("right"),
                Within = Enum.TryParse<RuleScope>(typed.Text("within"), out var scope) ? scope : default,
                Times = Settings.CountOf(typed, "times") ?? 1,
            }
        ) with
        {
            When = Settings.ConditionsOf(typed),
        };

    private IEnumerable<FormField> AskClause() =>
        [
            settings.Ask(Settings.LabelFr, FieldType.LongText) with
            {
                Label = texts.Both("designer.set-clause_fr"),
                Required = true,
                MaxLength = 1_000,
            },
            settings.Ask(Settings.LabelEn, FieldType.LongText) with
            {
                Label = texts.Both("designer.set-clause_en"),
                MaxLength = 1_000,
            },
        ];

    private FormField Asked(string name) =>
        name switch
        {
            "min" or "max" => settings.Ask(NameOf(name), FieldType.Number),
            "max-percent" => Needed(name, FieldType.Number) with { Min = 0, Max = 1_000 },
            "times" => Needed(name, FieldType.Number) with { Min = 1, Max = 1_000 },
            "caps" => settings.Ask("caps", FieldType.Table) with
            {
                MaxRows = 100,
                Columns =
                [
                    settings.Cell(Value) with
                    {
                        Required = true,
                        MaxLength = 60,
                    },
                    settings.Cell(Cap, FieldType.Number) with
                    {
                        Required = true,
                    },
                ],
            },
            "is" => ChoiceOf<Comparison>(name, one => texts.Both($"designer.compared-{one}")),
            "within" => ChoiceOf<RuleScope>(name, one => texts.Both($"designer.within-{one}")),
            "left" or "right" => Needed(name) with { MaxLength = Formula.MaxLength },
            _ => Needed(name) with { MaxLength = 500 },
        };

    private FormField Needed(string name, FieldType type = FieldType.ShortText) =>
        settings.Ask(NameOf(name), type) with
        {
            Required = true,
        };

    private FormField ChoiceOf<T>(string name, Func<T, LocalizedText> label)
        where T : struct, Enum =>
        settings.AskChoice(
            NameOf(name),
            Enum.GetValues<T>().Select(one => new FieldOption(one.ToString(), label(one)))
        ) with
        {
            Required = true,
        };

    /// <summary>A setting's name as the key of a question.</summary>
    private static string NameOf(string name) => name == "is" ? "compared" : name.Replace('-', '_');

    private static string Written(object? value) =>
        value switch
        {
            null => "",
            Enum one => one.ToString(),
            IFormattable number => Settings.Written(number),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };

    private static Dictionary<string, decimal> CapsOf(Answers typed)
    {
        var caps = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var row in typed.Rows("caps"))
            if (Answers.TryNumber(row.GetValueOrDefault(Cap, ""), out var cap))
                caps[row.GetValueOrDefault(Value, "")] = cap;
        return caps;
    }
}
