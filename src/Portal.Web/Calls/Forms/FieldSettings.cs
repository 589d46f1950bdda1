using System.Globalization;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Forms;

/// <summary>The settings that a question has by its type: asked, shown as they stand, and read.</summary>
public sealed class FieldSettings(Settings settings, Texts texts, ProgrammeCache programme)
{
    public const string Type = "type";
    public const string Section = "section";

    private const string Required = "required";
    private const string MaxLength = "max_length";
    private const string MaxWords = "max_words";
    private const string Pattern = "pattern";
    private const string PatternFr = "pattern_help_fr";
    private const string PatternEn = "pattern_help_en";
    private const string Min = "min";
    private const string Max = "max";
    private const string NotBefore = "not_before";
    private const string NotAfter = "not_after";
    private const string Options = "options";
    private const string Regions = "regions";
    private const string MaxRows = "max_rows";
    private const string Total = "total";
    private const string Formula = "formula";
    private const string Fills = "fills";
    private const string LeadName = "lead_name";
    private const string LeadSiret = "lead_siret";
    private const string LeadType = "lead_type";
    private const string Partners = "partners";
    private const string Lines = "lines";
    private const string Years = "years";
    private const string Resources = "resources";
    private const string PerPartner = "per_partner";
    private const string SignedByEach = "signed_by_each";
    private const string Identifies = "identifies";
    private const string Tells = "yes";
    private const string TellsNot = "no";
    private const string TellsByType = "type";
    private const string What = "what";
    private const string Into = "into";

    private static readonly string[] Known = ["name", "address", "postcode", "city", "region"];

    private IReadOnlyList<FieldOption> ProgrammeRegions =>
        [.. programme.Terms.Regions.Select(region => new FieldOption(region.Key, region.Name))];

    /// <summary>What is asked of a new question: its words and its type. The rest follows the type.</summary>
    public IReadOnlyList<FormField> ForNew(bool isColumn) =>
        [
            .. settings.AskLabel(limit: 1_000),
            settings.AskChoice(Type, TypesOf(isColumn)) with
            {
                Required = true,
            },
            settings.AskKey(),
        ];

    public IReadOnlyList<FieldOption> TypesOf(bool isColumn) =>
        [
            .. Enum.GetValues<FieldType>()
                .Where(type => !isColumn || FormFaults.MayBeColumn(type))
                .Select(type => new FieldOption(type.ToString(), texts.Both($"designer.type-{type}"))),
        ];

    /// <param name="field">The question.</param>
    /// <param name="draft">The form that it belongs to.</param>
    /// <param name="isColumn">Whether it is a column of a table.</param>
    public IReadOnlyList<FormField> For(FormField field, FormDraft draft, bool isColumn)
    {
        var earlier = draft.Fields.TakeWhile(one => one.Key != field.Key).ToList();
        var sections = draft.Sections.Select(section => new FieldOption(section.Key, section.Title));
        return
        [
            .. settings.AskLabel(field.Type == FieldType.Explanation ? FieldType.LongText : FieldType.ShortText, 1_000),
            .. settings.AskHelp(),
            .. field.Type is FieldType.Explanation or FieldType.Computed
                ? Array.Empty<FormField>()
                : [settings.Ask(Required, FieldType.Consent)],
            .. OfType(field.Type, draft, isColumn),
            .. MayTellWho(field.Type) ? [AskIdentifies()] : Array.Empty<FormField>(),
            .. isColumn
                ? Array.Empty<FormField>()
                : [settings.AskConditions(earlier), settings.AskChoice(Section, sections) with { Required = true }],
        ];
    }

    public Answers Of(FormField field, string? section)
    {
        var answers = Settings.WithHelp(Settings.WithLabel(Answers.None, field.Label), field.Help);
        answers = answers
            .With(Required, YesOf(field.Required))
            .With(MaxLength, Settings.Written(field.MaxLength))
            .With(MaxWords, Settings.Written(field.MaxWords))
            .With(Pattern, field.Pattern)
            .With(PatternFr, field.PatternHelp?.Fr)
            .With(PatternEn, field.PatternHelp?.En)
            .With(Min, Settings.Written(field.Min))
            .With(Max, Settings.Written(field.Max))
            .With(NotBefore, Day(field.NotBefore))
            .With(NotAfter, Day(field.NotAfter))
            .With(MaxRows, Settings.Written(field.MaxRows))
            .With(Total, YesOf(field.Total))
            .With(Formula, field.Formula)
            .With(LeadName, field.Lead?.Name)
            .With(LeadSiret, field.Lead?.Siret)
            .With(LeadType, field.Lead?.Type)
            .With(Partners, field.Budget?.Consortium)
            .With(Years, Settings.Written(field.Budget?.Years))
            .With(PerPartner, YesOf(field.PerPartner))
            .With(SignedByEach, YesOf(field.SignedByEach))
            .With(Identifies, MarkOf(field.Identifies))
            .With(Section, section)
            .WithRows(Fills, field.Fills.Select(fill => Settings.Row((What, fill.Key), (Into, fill.Value))));
        answers = Settings.WithOptions(answers, Options, field.Options);
        answers = Settings.WithOptions(answers, Lines, field.Budget?.Lines ?? []);
        answers = Settings.WithOptions(answers, Resources, field.Budget?.Resources ?? []);
        return Settings.WithConditions(answers, field.When);
    }

    /// <summary>A question of a type, with what it needs to be one at all.</summary>
    public FormField New(string key, FieldType type, LocalizedText label) =>
        new(key, type, label)
        {
            Columns = type switch
            {
                FieldType.People => StandardColumns.People,
                FieldType.Address => StandardColumns.Address(ProgrammeRegions),
                FieldType.Consortium => StandardColumns.Consortium,
                _ => [],
            },
        };

    /// <summary>The question with the settings as typed; what its type doesn't have stays as it was.</summary>
    public FormField Read(FormField old, Answers typed, IReadOnlyList<FormField> asked)
    {
        var keys = asked.Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        T If<T>(string key, T read, T kept) => keys.Contains(key) ? read : kept;
        var field = old with
        {
            Label = Settings.LabelOf(typed),
            Help = Settings.HelpOf(typed),
            Required = If(Required, IsYes(typed, Required), old.Required),
            MaxLength = If(MaxLength, Settings.CountOf(typed, MaxLength), old.MaxLength),
            MaxWords = If(MaxWords, Settings.CountOf(typed, MaxWords), old.MaxWords),
            Pattern = If(Pattern, Some(typed, Pattern), old.Pattern),
            PatternHelp = If(Pattern, Settings.TextOf(typed, PatternFr, PatternEn), old.PatternHelp),
            Min = If(Min, Settings.NumberOf(typed, Min), old.Min),
            Max = If(Max, Settings.NumberOf(typed, Max), old.Max),
            NotBefore = If(NotBefore, DayOf(typed, NotBefore), old.NotBefore),
            NotAfter = If(NotAfter, DayOf(typed, NotAfter), old.NotAfter),
            Options = If(Options, OptionsOf(typed), old.Options),
            MaxRows = If(MaxRows, Settings.CountOf(typed, MaxRows), old.MaxRows),
            Total = If(Total, IsYes(typed, Total), old.Total),
            Formula = If(Formula, Some(typed, Formula), old.Formula),
            Fills = If(Fills, FillsOf(typed), old.Fills),
            Lead = If(LeadName, LeadOf(typed), old.Lead),
            PerPartner = If(PerPartner, IsYes(typed, PerPartner), old.PerPartner),
            SignedByEach = If(SignedByEach, IsYes(typed, SignedByEach), old.SignedByEach),
            Identifies = If(Identifies, MarkIn(typed), old.Identifies),
            When = If(Settings.When, Settings.ConditionsOf(typed), old.When),
        };
        return field.Type == FieldType.Budget ? WithPlan(field, typed) : field;
    }

    /// <summary>Files are withheld from experts who aren't to know the carrier, whatever is said of them.</summary>
    private static bool MayTellWho(FieldType type) => type is not (FieldType.Explanation or FieldType.File);

    private FormField AskIdentifies() =>
        settings.AskChoice(
            Identifies,
            new[] { TellsByType, Tells, TellsNot }.Select(one => new FieldOption(
                one,
                texts.Both($"designer.identifies-{one}")
            ))
        );

    private static string MarkOf(bool? identifies) =>
        identifies switch
        {
            true => Tells,
            false => TellsNot,
            null => TellsByType,
        };

    private static bool? MarkIn(Answers typed) =>
        typed.Text(Identifies) switch
        {
            Tells => true,
            TellsNot => false,
            _ => null,
        };

    private IEnumerable<FormField> OfType(FieldType type, FormDraft draft, bool isColumn) =>
        type switch
        {
            FieldType.ShortText =>
            [
                Count(MaxLength, 5_000),
                settings.Ask(Pattern) with
                {
                    MaxLength = 300,
                },
                settings.Ask(PatternFr) with
                {
                    MaxLength = 200,
                },
                settings.Ask(PatternEn) with
                {
                    MaxLength = 200,
                },
            ],
            FieldType.LongText or FieldType.RichText => [Count(MaxLength, 100_000), Count(MaxWords, 10_000)],
            FieldType.Number or FieldType.Amount =>
            [
                settings.Ask(Min, FieldType.Number),
                settings.Ask(Max, FieldType.Number),
                .. isColumn ? [settings.Ask(Total, FieldType.Consent)] : Array.Empty<FormField>(),
            ],
            FieldType.Date => [settings.Ask(NotBefore, FieldType.Date), settings.Ask(NotAfter, FieldType.Date)],
            FieldType.Choice or FieldType.Choices =>
            [
                settings.AskOptions(Options),
                settings.Ask(Regions, FieldType.Consent),
            ],
            FieldType.Siret => [AskFills()],
            FieldType.Table or FieldType.People => [Count(MaxRows, 500)],
            FieldType.File => [settings.Ask(PerPartner, FieldType.Consent)],
            FieldType.Consortium =>
            [
                Count(MaxRows, 100),
                .. AskLead(draft),
                settings.Ask(SignedByEach, FieldType.Consent),
            ],
            FieldType.Budget => AskBudget(draft),
            FieldType.Computed => [settings.Ask(Formula) with { Required = true, MaxLength = 500 }],
            _ => [],
        };

    private FormField Count(string key, int max) => settings.Ask(key, FieldType.Number) with { Min = 1, Max = max };

    private FormField AskFills() =>
        settings.Ask(Fills, FieldType.Table) with
        {
            MaxRows = Known.Length,
            Columns =
            [
                settings.Cell(What, FieldType.Choice) with
                {
                    Options = [.. Known.Select(one => new FieldOption(one, texts.Both($"designer.fills-{one}")))],
                },
                settings.Cell(Into) with
                {
                    MaxLength = 60,
                },
            ],
        };

    private IEnumerable<FormField> AskLead(FormDraft draft)
    {
        var fields = Settings.Paths(draft.Fields.Where(field => !field.HasRows));
        return
        [
            settings.AskChoice(LeadName, fields),
            settings.AskChoice(LeadSiret, fields),
            settings.AskChoice(LeadType, fields),
        ];
    }

    private IEnumerable<FormField> AskBudget(FormDraft draft) =>
        [
            settings.AskChoice(
                Partners,
                draft
                    .Fields.Where(field => field.Type == FieldType.Consortium)
                    .Select(field => new FieldOption(field.Key, field.Label))
            ),
            Count(Years, BudgetPlan.MaxYears) with
            {
                Required = true,
            },
            settings.AskOptions(Lines),
            settings.AskOptions(Resources),
            settings.Ask(PerPartner, FieldType.Consent),
        ];

    private IReadOnlyList<FieldOption> OptionsOf(Answers typed) =>
        IsYes(typed, Regions) ? ProgrammeRegions : Settings.OptionsOf(typed, Options);

    private static Dictionary<string, string> FillsOf(Answers typed)
    {
        var fills = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in typed.Rows(Fills).Where(row => row.ContainsKey(What) && row.ContainsKey(Into)))
            fills[row[What]] = row[Into];
        return fills;
    }

    private static LeadFields? LeadOf(Answers typed) =>
        Some(typed, LeadName) is { } name ? new LeadFields(name, Some(typed, LeadSiret), Some(typed, LeadType)) : null;

    /// <summary>A budget's columns follow its lines and years.</summary>
    private static FormField WithPlan(FormField field, Answers typed)
    {
        var plan = new BudgetPlan(
            Some(typed, Partners),
            Settings.OptionsOf(typed, Lines),
            Settings.CountOf(typed, Years) ?? 1,
            Settings.OptionsOf(typed, Resources)
        );
        return field with { Budget = plan, Columns = StandardColumns.Budget(plan) };
    }

    private static string? Some(Answers typed, string key) => typed.Has(key) ? typed.Text(key) : null;

    private static bool IsYes(Answers typed, string key) => typed.Text(key) == "yes";

    private static string YesOf(bool truth) => truth ? "yes" : "";

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static DateOnly? DayOf(Answers typed, string key) =>
        Answers.TryDate(typed.Text(key), out var day) ? day : null;
}
