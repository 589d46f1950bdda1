using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Calls.Rules;
using Portal.Domain.Dossiers;
using Portal.Domain.Waves;

namespace Portal.Infrastructure.Seeds;

/// <summary>A call as one file of the seeds describes it, read and checked.</summary>
/// <param name="Place">Where it stands, for what only the database can refuse.</param>
internal sealed record CallSeed(
    SeedNode Place,
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
        var sections = FormSeed.Sections(root.At("form").Only("sections"), programme);
        var grid = root.At("grid").Only("scale", "criteria");
        var grace = GraceOf(root);
        if (root.At("waves").Items().Count == 0)
            throw root.At("waves").Wrong("a call has a wave at least");
        return new CallSeed(
            root,
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
            [.. root.List("rules", by: "key").Select(rule => FormSeed.Rule(rule, sections))],
            GridSeed.Scale(grid.At("scale")),
            GridSeed.Criteria(grid),
            [.. root.At("waves").Items(by: "number").Select(wave => WaveSeed.Read(wave, grace))]
        );
    }

    /// <summary>A grace is the call's own rule, so it quotes the clause that grants it.</summary>
    private static TimeSpan GraceOf(SeedNode root)
    {
        if (root.MayAt("grace-seconds") is not { } grace || grace.Integer() == 0)
            return TimeSpan.Zero;
        if (grace.Integer() < 0)
            throw grace.Wrong("a grace is no negative time");
        return root.Has("grace-clause")
            ? TimeSpan.FromSeconds(grace.Integer())
            : throw grace.Wrong("a grace needs its 'grace-clause'");
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
            Documents = [.. root.List("documents").Select(DocumentOf)],
            Questions =
            [
                .. root.List("questions")
                    .Select(one => new CallQuestion(
                        one.Only("question", "answer").Localized("question"),
                        one.Localized("answer")
                    )),
            ],
        };

    private static CallDocument DocumentOf(SeedNode node)
    {
        var url = node.Only("title", "url").Text("url");
        return url.StartsWith("https://", StringComparison.Ordinal) || url.StartsWith('/')
            ? new CallDocument(node.Localized("title"), url)
            : throw node.At("url").Wrong($"'{url}' is no address that begins with https:// or with /");
    }

    private static string Known(SeedNode node, IReadOnlyList<ProgrammeTerm> terms) =>
        terms.Any(term => term.Key == node.Text())
            ? node.Text()
            : throw node.Wrong($"'{node.Text()}' is not in programme.yaml");
}

/// <param name="CutOffs">In the order of their deadlines.</param>
internal sealed record WaveSeed(
    SeedNode Place,
    int Number,
    DateTimeOffset OpensAt,
    IReadOnlyList<CutOffSeed> CutOffs,
    Deadline? ReviewsDue,
    LocalizedText? Note,
    AnnouncedWinners? Announced
)
{
    public static WaveSeed Read(SeedNode wave, TimeSpan grace)
    {
        wave.Only("number", "opens", "cut-offs", "reviews-due", "note", "announced");
        var cutOffs = wave.At("cut-offs")
            .Items()
            .Select(one => new CutOffSeed(one, new Deadline(one.Civil(), grace)))
            .OrderBy(one => one.Deadline.At)
            .ToList();
        var opens = Deadline.InstantOf(wave.At("opens").Civil());
        if (cutOffs.Count == 0 || cutOffs[0].Deadline.At <= opens)
            throw wave.Wrong("the first cut-off must come after the opening");
        foreach (var (one, next) in cutOffs.Zip(cutOffs.Skip(1)))
            if (one.Deadline.At == next.Deadline.At)
                throw next.Place.Wrong($"the cut-off '{next.Place.Text()}' stands twice");
        return new WaveSeed(
            wave,
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

internal sealed record CutOffSeed(SeedNode Place, Deadline Deadline);

internal static class GridSeed
{
    public static MarkScale Scale(SeedNode scale)
    {
        scale.Only("from", "to", "descriptors");
        var (from, to) = (scale.At("from").Integer(), scale.At("to").Integer());
        return from < to ? new MarkScale(from, to, Descriptors(scale)) : throw scale.Wrong("the scale must rise");
    }

    public static IReadOnlyList<Criterion> Criteria(SeedNode grid)
    {
        var criteria = grid.At("criteria").Items(by: "key").Select(CriterionOf).ToList();
        if (criteria.Sum(criterion => criterion.Weight) != 100)
            throw grid.At("criteria")
                .Wrong($"the weights add up to {criteria.Sum(criterion => criterion.Weight)}, not to 100");
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
            .. node.List("descriptors", by: "mark")
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

    public static IReadOnlyList<FormSection> Sections(SeedNode form, Programme programme)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var sections = form.At("sections")
            .Items(by: "key")
            .Select(section => SectionOf(section, programme, seen))
            .ToList();
        foreach (var key in Common.Where(key => !seen.Contains(key)))
            throw form.At("sections").Wrong($"the field '{key}' is missing: lists of dossiers show it");
        return sections;
    }

    public static CallRule Rule(SeedNode node, IReadOnlyList<FormSection> sections)
    {
        var rule = RuleOf(node);
        foreach (var path in rule.Paths.Where(path => FieldAt(path, sections) is null))
            throw node.Wrong($"the rule '{rule.Key}' reads '{path}', which is no field of the form");
        switch (rule)
        {
            case ShareEach share when !share.IsOfOneTable:
                throw node.Wrong($"'{share.Part}' and '{share.Whole}' must be columns of one table");
            case IncludesEach each:
                CheckOptions(node, "values", each.In, sections);
                break;
            case IncludesAny any:
                CheckOptions(node, "values", any.In, sections);
                break;
            case Excludes excludes:
                CheckOptions(node, "values", excludes.In, sections);
                break;
            case CapBy cap:
                CheckOptions(node, "caps", [cap.By], sections);
                break;
        }
        return rule;
    }

    /// <summary>A rule that waits for an answer that can't be given would never be met, or never broken.</summary>
    private static void CheckOptions(
        SeedNode rule,
        string key,
        IReadOnlyList<string> paths,
        IReadOnlyList<FormSection> sections
    )
    {
        var options = paths.SelectMany(path => OptionsAt(path, sections)).ToHashSet(StringComparer.Ordinal);
        foreach (var (value, place) in rule.At(key).Named())
            if (!options.Contains(value))
                throw place.Wrong($"'{value}' is no option of {string.Join(" or ", paths)}");
    }

    private static IEnumerable<string> OptionsAt(string path, IReadOnlyList<FormSection> sections) =>
        FieldAt(path, sections) switch
        {
            { Type: FieldType.YesNo or FieldType.Consent } => ["yes", "no"],
            var field => field!.Options.Select(option => option.Key),
        };

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
            Columns = [.. node.List("columns", by: "key").Select(column => ColumnOf(column, programme))],
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

    /// <summary>A cell holds one line of text, so a column is a question that one line answers.</summary>
    private static FormField ColumnOf(SeedNode node, Programme programme)
    {
        var column = FieldOf(node, programme);
        return
            column.Type
                is FieldType.Table
                    or FieldType.File
                    or FieldType.Choices
                    or FieldType.Consent
                    or FieldType.Explanation
            ? throw node.Wrong($"'{column.Key}' can't be the column of a table: '{node.Text("type")}' fits in no cell")
            : column;
    }

    private static List<FieldOption> OptionsOf(SeedNode node, Programme programme) =>
        node.MayAt("options-from") is { } from
            ? from.Text() == "regions"
                ? [.. programme.Regions.Select(region => new FieldOption(region.Key, region.Name))]
                : throw from.Wrong($"'{from.Text()}' is no list of the programme")
            :
            [
                .. node.List("options", by: "key")
                    .Select(option => new FieldOption(
                        option.Only("key", "label").Text("key"),
                        option.Localized("label")
                    )),
            ];

    private static FormField? FieldAt(string path, IReadOnlyList<FormSection> sections)
    {
        var parts = path.Split('.');
        var field = sections.Select(section => section.Field(parts[0])).FirstOrDefault(found => found is not null);
        return parts.Length == 1 ? field : field?.Columns.FirstOrDefault(column => column.Key == parts[1]);
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
            case "share-each":
                node.Only("rule", "key", "clause", "part", "whole", "max-percent");
                return new ShareEach(
                    key,
                    clause,
                    node.Text("part"),
                    node.Text("whole"),
                    node.At("max-percent").Number()
                );
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
