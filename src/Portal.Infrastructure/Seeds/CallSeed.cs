using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Calls.Rules;
using Portal.Domain.Dossiers;
using Portal.Domain.Waves;

namespace Portal.Infrastructure.Seeds;

/// <summary>A call as one file of the seeds describes it, read and checked.</summary>
internal sealed record CallSeed(
    string Slug,
    string Code,
    CallKind Kind,
    string Operator,
    CallPresentation Presentation,
    IReadOnlyList<string> Themes,
    IReadOnlyList<string> Regimes,
    TimeSpan Grace,
    IReadOnlyList<TimeSpan> Reminders,
    IReadOnlyList<FormSection> Sections,
    IReadOnlyList<CallRule> Rules,
    MarkScale Scale,
    IReadOnlyList<Criterion> Criteria,
    IReadOnlyList<WaveSeed> Waves
)
{
    /// <exception cref="SeedException">Something is missing, misspelt or contradicts itself.</exception>
    public static CallSeed Read(string path, Programme programme)
    {
        var root = SeedNode
            .Read(path)
            .Only(
                "slug",
                "code",
                "kind",
                "operator",
                "themes",
                "regimes",
                "title",
                "summary",
                "description",
                "audience",
                "envelope",
                "contact",
                "source",
                "grace-seconds",
                "grace-clause",
                "reminders",
                "steps",
                "eligibility",
                "documents",
                "questions",
                "form",
                "rules",
                "grid",
                "waves"
            );
        var sections = FormSeed.Sections(root.At("form").Only("sections").At("sections"), programme);
        var grid = root.At("grid").Only("scale", "criteria");
        var grace = TimeSpan.FromSeconds(root.MayAt("grace-seconds")?.Integer() ?? 0);
        return new CallSeed(
            root.Text("slug"),
            root.Text("code"),
            root.At("kind").OneOf<CallKind>(),
            Known(root.At("operator"), programme.Operators),
            PresentationOf(root),
            [.. root.List("themes").Select(theme => Known(theme, programme.Themes))],
            [.. root.List("regimes").Select(regime => Known(regime, programme.Regimes))],
            grace,
            [.. root.List("reminders").Select(span => span.Span())],
            sections,
            [.. root.List("rules").Select(rule => FormSeed.Rule(rule, sections))],
            GridSeed.Scale(grid.At("scale")),
            GridSeed.Criteria(grid.At("criteria")),
            [.. root.At("waves").Items().Select(wave => WaveSeed.Read(wave, grace))]
        );
    }

    private static CallPresentation PresentationOf(SeedNode root) =>
        new()
        {
            Title = root.Localized("title"),
            Summary = root.Localized("summary"),
            Description = root.Localized("description"),
            Audience = root.Localized("audience"),
            Envelope = root.Localized("envelope"),
            Contact = EmailAddress.TryParse(root.Text("contact"), out var contact)
                ? contact.Value
                : throw root.At("contact").Wrong("an e-mail address is expected"),
            Source = root.Localized("source"),
            GraceClause = root.MayLocalized("grace-clause"),
            Steps = [.. root.List("steps").Select(step => step.Localized())],
            Eligibility = [.. root.List("eligibility").Select(one => one.Localized())],
            Documents =
            [
                .. root.List("documents")
                    .Select(one => new CallDocument(one.Only("title", "url").Localized("title"), one.Text("url"))),
            ],
            Questions =
            [
                .. root.List("questions")
                    .Select(one => new CallQuestion(
                        one.Only("question", "answer").Localized("question"),
                        one.Localized("answer")
                    )),
            ],
        };

    private static string Known(SeedNode node, IReadOnlyList<ProgrammeTerm> terms) =>
        terms.Any(term => term.Key == node.Text())
            ? node.Text()
            : throw node.Wrong($"'{node.Text()}' is not in programme.yaml");
}

internal sealed record WaveSeed(
    int Number,
    DateTimeOffset OpensAt,
    IReadOnlyList<Deadline> CutOffs,
    Deadline? ReviewsDue,
    LocalizedText? Note,
    AnnouncedWinners? Announced
)
{
    public static WaveSeed Read(SeedNode wave, TimeSpan grace)
    {
        wave.Only("number", "opens", "cut-offs", "reviews-due", "note", "announced");
        var cutOffs = wave.At("cut-offs").Items().Select(one => new Deadline(one.Civil(), grace)).ToList();
        var opens = Deadline.InstantOf(wave.At("opens").Civil());
        if (cutOffs.Count == 0 || cutOffs.Min(one => one.At) <= opens)
            throw wave.Wrong("the first cut-off must come after the opening");
        return new WaveSeed(
            wave.At("number").Integer(),
            opens,
            cutOffs,
            wave.MayAt("reviews-due") is { } due ? new Deadline(due.Civil()) : null,
            wave.MayLocalized("note"),
            wave.MayAt("announced") is { } announced ? AnnouncedOf(announced) : null
        );
    }

    private static AnnouncedWinners AnnouncedOf(SeedNode node)
    {
        node.Only("count", "on", "note", "source");
        return new AnnouncedWinners(
            node.At("count").Integer(),
            node.MayAt("on")?.Day(),
            node.MayLocalized("note"),
            node.Localized("source")
        );
    }
}

internal static class GridSeed
{
    public static MarkScale Scale(SeedNode scale)
    {
        scale.Only("from", "to", "descriptors");
        var (from, to) = (scale.At("from").Integer(), scale.At("to").Integer());
        return from < to ? new MarkScale(from, to, Descriptors(scale)) : throw scale.Wrong("the scale must rise");
    }

    public static IReadOnlyList<Criterion> Criteria(SeedNode list)
    {
        var criteria = list.Items().Select(CriterionOf).ToList();
        if (criteria.Sum(criterion => criterion.Weight) != 100)
            throw list.Wrong($"the weights add up to {criteria.Sum(criterion => criterion.Weight)}, not to 100");
        return criteria;
    }

    private static Criterion CriterionOf(SeedNode node)
    {
        node.Only("key", "title", "weight", "guidance", "descriptors");
        return new Criterion(node.Text("key"), node.Localized("title"), node.At("weight").Number())
        {
            Guidance = node.MayLocalized("guidance"),
            Descriptors = Descriptors(node),
        };
    }

    private static List<MarkDescriptor> Descriptors(SeedNode node) =>
        [
            .. node.List("descriptors")
                .Select(one => new MarkDescriptor(
                    one.Only("mark", "text").At("mark").Integer(),
                    one.Localized("text")
                )),
        ];
}

internal static class FormSeed
{
    /// <summary>What lists and winner lists read of every dossier, whatever its call.</summary>
    private static readonly string[] Common =
    [
        CommonFields.Title,
        CommonFields.Acronym,
        CommonFields.Summary,
        CommonFields.LeadName,
        CommonFields.Region,
        CommonFields.AidRequested,
        CommonFields.TotalCost,
    ];

    public static IReadOnlyList<FormSection> Sections(SeedNode list, Programme programme)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var sections = list.Items().Select(section => SectionOf(section, programme, seen)).ToList();
        foreach (var key in Common.Where(key => !seen.Contains(key)))
            throw list.Wrong($"the field '{key}' is missing: lists of dossiers show it");
        return sections;
    }

    public static CallRule Rule(SeedNode node, IReadOnlyList<FormSection> sections)
    {
        var rule = RuleOf(node);
        foreach (var path in rule.Paths.Where(path => !Leads(path, sections)))
            throw node.Wrong($"the rule '{rule.Key}' reads '{path}', which is no field of the form");
        return rule;
    }

    private static FormSection SectionOf(SeedNode node, Programme programme, HashSet<string> seen)
    {
        node.Only("key", "title", "help", "fields");
        var fields = new List<FormField>();
        foreach (var field in node.At("fields").Items())
        {
            if (!seen.Add(field.Text("key")))
                throw field.Wrong($"the field '{field.Text("key")}' stands twice");
            fields.Add(FieldOf(field, programme));
        }
        return new FormSection(node.Text("key"), node.Localized("title"), fields) { Help = node.MayLocalized("help") };
    }

    private static FormField FieldOf(SeedNode node, Programme programme)
    {
        node.Only(
            "key",
            "type",
            "label",
            "help",
            "required",
            "max-length",
            "min",
            "max",
            "options",
            "options-from",
            "columns",
            "max-rows",
            "total"
        );
        var field = new FormField(node.Text("key"), node.At("type").OneOf<FieldType>(), node.Localized("label"))
        {
            Help = node.MayLocalized("help"),
            Required = node.MayAt("required")?.Truth() ?? false,
            MaxLength = node.MayAt("max-length")?.Integer(),
            Min = node.MayAt("min")?.Number(),
            Max = node.MayAt("max")?.Number(),
            Options = OptionsOf(node, programme),
            Columns = [.. node.List("columns").Select(column => FieldOf(column, programme))],
            MaxRows = node.MayAt("max-rows")?.Integer(),
            Total = node.MayAt("total")?.Truth() ?? false,
        };
        return field switch
        {
            { Type: FieldType.Choice or FieldType.Choices, Options.Count: 0 } => throw node.Wrong(
                $"'{field.Key}' has nothing to choose from"
            ),
            { Type: FieldType.Table, Columns.Count: 0 } => throw node.Wrong($"the table '{field.Key}' has no columns"),
            _ => field,
        };
    }

    private static List<FieldOption> OptionsOf(SeedNode node, Programme programme) =>
        node.MayAt("options-from") is { } from
            ? from.Text() == "regions"
                ? [.. programme.Regions.Select(region => new FieldOption(region.Key, region.Name))]
                : throw from.Wrong($"'{from.Text()}' is no list of the programme")
            :
            [
                .. node.List("options")
                    .Select(option => new FieldOption(
                        option.Only("key", "label").Text("key"),
                        option.Localized("label")
                    )),
            ];

    private static bool Leads(string path, IReadOnlyList<FormSection> sections)
    {
        var parts = path.Split('.');
        var field = sections.Select(section => section.Field(parts[0])).FirstOrDefault(found => found is not null);
        return field is not null && (parts.Length == 1 || field.Columns.Any(column => column.Key == parts[1]));
    }

    private static CallRule RuleOf(SeedNode node)
    {
        var (key, clause) = (node.Text("key"), node.Localized("clause"));
        var (min, max) = (node.MayAt("min")?.Number(), node.MayAt("max")?.Number());
        string[] Paths(string name) => [.. node.At(name).Items().Select(path => path.Text())];
        switch (node.Text("rule"))
        {
            case "rows":
                node.Only("rule", "key", "clause", "in", "min", "max");
                return new Rows(key, clause, node.Text("in"), (int?)min, (int?)max);
            case "between":
                node.Only("rule", "key", "clause", "of", "min", "max");
                return new Between(key, clause, node.Text("of"), min, max);
            case "share":
                node.Only("rule", "key", "clause", "part", "whole", "max-percent");
                return new Share(key, clause, node.Text("part"), node.Text("whole"), node.At("max-percent").Number());
            case "includes-each":
                node.Only("rule", "key", "clause", "in", "values");
                return new IncludesEach(key, clause, Paths("in"), Paths("values"));
            case "includes-any":
                node.Only("rule", "key", "clause", "in", "values");
                return new IncludesAny(key, clause, Paths("in"), Paths("values"));
            case "excludes":
                node.Only("rule", "key", "clause", "in", "values");
                return new Excludes(key, clause, Paths("in"), Paths("values"));
            case "sum":
                node.Only("rule", "key", "clause", "of", "min", "max");
                return new Sum(key, clause, Paths("of"), min, max);
            case "cap-by":
                node.Only("rule", "key", "clause", "of", "by", "caps");
                return new CapBy(
                    key,
                    clause,
                    node.Text("of"),
                    node.Text("by"),
                    node.At("caps")
                        .Entries()
                        .ToDictionary(cap => cap.Key, cap => cap.Value.Number(), StringComparer.Ordinal)
                );
            case "once":
                node.Only("rule", "key", "clause", "of", "within");
                return new Once(key, clause, node.Text("of"), node.At("within").OneOf<RuleScope>());
            case var unknown:
                throw node.Wrong($"'{unknown}' is no kind of rule");
        }
    }
}
