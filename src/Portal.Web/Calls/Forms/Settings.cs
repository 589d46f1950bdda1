using System.Globalization;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Forms;

/// <summary>
/// The designer's own pages are forms too: a part's settings are questions, shown and read as carriers' questions are.
/// </summary>
public sealed class Settings(Texts texts)
{
    public const string Key = "key";
    public const string LabelFr = "label_fr";
    public const string LabelEn = "label_en";
    public const string HelpFr = "help_fr";
    public const string HelpEn = "help_en";
    public const string When = "when";

    private const string WhenField = "field";
    private const string WhenIs = "is";
    private const string Fr = "fr";
    private const string En = "en";

    public FormField Ask(string key, FieldType type = FieldType.ShortText) =>
        new(key, type, texts.Both($"designer.set-{key}"))
        {
            Help = texts.Has($"designer.set-{key}-help") ? texts.Both($"designer.set-{key}-help") : null,
        };

    /// <summary>Keys can be left out: they are made from the label then.</summary>
    public FormField AskKey() =>
        Ask(Key) with
        {
            MaxLength = 60,
            Pattern = "[a-z][a-z0-9_-]{0,59}",
            PatternHelp = texts.Both("designer.key-pattern"),
        };

    public FormField AskChoice(string key, IEnumerable<FieldOption> options) =>
        Ask(key, FieldType.Choice) with
        {
            Options = [.. options],
        };

    public IEnumerable<FormField> AskLabel(FieldType type = FieldType.ShortText, int limit = 300) =>
        [Ask(LabelFr, type) with { Required = true, MaxLength = limit }, Ask(LabelEn, type) with { MaxLength = limit }];

    public IEnumerable<FormField> AskHelp() =>
        [
            Ask(HelpFr, FieldType.LongText) with
            {
                MaxLength = 1_000,
            },
            Ask(HelpEn, FieldType.LongText) with
            {
                MaxLength = 1_000,
            },
        ];

    /// <summary>A list of things to choose from: a key and a label in both languages each.</summary>
    public FormField AskOptions(string key) =>
        Ask(key, FieldType.Table) with
        {
            MaxRows = 200,
            Columns =
            [
                Cell(Fr) with
                {
                    MaxLength = 300,
                },
                Cell(En) with
                {
                    MaxLength = 300,
                },
                Cell(Key) with
                {
                    MaxLength = 60,
                },
            ],
        };

    /// <param name="earlier">What can be looked at.</param>
    public FormField AskConditions(IReadOnlyList<FormField> earlier) =>
        Ask(When, FieldType.Table) with
        {
            MaxRows = 10,
            Columns =
            [
                Cell(WhenField, FieldType.Choice) with
                {
                    Options = Paths(earlier),
                },
                Cell(WhenIs) with
                {
                    MaxLength = 500,
                },
            ],
        };

    public FormField Cell(string key, FieldType type = FieldType.ShortText) =>
        new(key, type, texts.Both($"designer.cell-{key}"));

    /// <summary>The fields that somebody answers, and the columns of tables, by their paths.</summary>
    public static IReadOnlyList<FieldOption> Paths(IEnumerable<FormField> fields) =>
        [
            .. fields
                .Where(field => field.IsAnswered)
                .SelectMany(field =>
                    field
                        .Columns.Select(column => new FieldOption(
                            $"{field.Key}.{column.Key}",
                            Named($"{field.Key}.{column.Key}", field.Label, column.Label)
                        ))
                        .Prepend(new FieldOption(field.Key, Named(field.Key, field.Label)))
                ),
        ];

    public static Answers WithLabel(Answers answers, LocalizedText label) =>
        answers.With(LabelFr, label.Fr).With(LabelEn, label.En);

    public static Answers WithHelp(Answers answers, LocalizedText? help) =>
        answers.With(HelpFr, help?.Fr).With(HelpEn, help?.En);

    public static LocalizedText LabelOf(Answers typed) => new(typed.Text(LabelFr), typed.Text(LabelEn));

    public static LocalizedText? TextOf(Answers typed, string fr, string en) =>
        typed.Has(fr) || typed.Has(en) ? new LocalizedText(typed.Text(fr), typed.Text(en)) : null;

    public static LocalizedText? HelpOf(Answers typed) => TextOf(typed, HelpFr, HelpEn);

    public static Answers WithOptions(Answers answers, string key, IReadOnlyList<FieldOption> options) =>
        answers.WithRows(
            key,
            options.Select(option => Row((Key, option.Key), (Fr, option.Label.Fr), (En, option.Label.En)))
        );

    /// <summary>Options without a key get one from their label, those with one keep it.</summary>
    public static IReadOnlyList<FieldOption> OptionsOf(Answers typed, string key)
    {
        var rows = typed.Rows(key);
        var taken = rows.Select(row => row.GetValueOrDefault(Key, "")).Where(one => one.Length > 0).ToHashSet();
        return
        [
            .. rows.Select(row =>
            {
                var (fr, en) = (row.GetValueOrDefault(Fr, ""), row.GetValueOrDefault(En, ""));
                var own = row.GetValueOrDefault(Key, "");
                return new FieldOption(
                    own.Length > 0 ? own : Keys.Free(fr.Length > 0 ? fr : en, taken),
                    new LocalizedText(fr, en)
                );
            }),
        ];
    }

    public static Answers WithConditions(Answers answers, IReadOnlyList<Condition> when) =>
        answers.WithRows(When, when.Select(one => Row((WhenField, one.Field), (WhenIs, string.Join(", ", one.Is)))));

    public static IReadOnlyList<Condition> ConditionsOf(Answers typed) =>
        [
            .. typed
                .Rows(When)
                .Where(row => row.ContainsKey(WhenField))
                .Select(row => new Condition(row[WhenField], ListOf(row.GetValueOrDefault(WhenIs, "")))),
        ];

    public static IReadOnlyList<string> ListOf(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public static Dictionary<string, string> Row(params (string Cell, string Text)[] cells) =>
        cells.ToDictionary(cell => cell.Cell, cell => cell.Text, StringComparer.Ordinal);

    public static string Written(IFormattable? number) => number?.ToString("G29", CultureInfo.InvariantCulture) ?? "";

    public static string Written(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static decimal? NumberOf(Answers typed, string key) =>
        Answers.TryNumber(typed.Text(key), out var number) ? number : null;

    public static int? CountOf(Answers typed, string key) => (int?)NumberOf(typed, key);

    private static LocalizedText Named(string path, params LocalizedText[] labels) =>
        new(
            $"{string.Join(" – ", labels.Select(label => label.Fr))} ({path})",
            $"{string.Join(" – ", labels.Select(label => label.En))} ({path})"
        );
}
