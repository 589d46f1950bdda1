using Portal.Domain.Calls;
using Portal.Domain.Calls.Rules;
using Portal.Infrastructure.Programme;

namespace Portal.Infrastructure.Seeds;

/// <summary>Reads a call's form. Whether it holds together is the domain's to say: <see cref="FormFaults"/>.</summary>
internal static class FormSeed
{
    /// <param name="form">The node of the form's sections.</param>
    /// <param name="rules">The nodes of the call's rules.</param>
    /// <param name="steps">How many steps the call's dossiers go through.</param>
    /// <param name="programme">Whose regions can be chosen from.</param>
    public static (IReadOnlyList<FormSection> Sections, IReadOnlyList<CallRule> Rules) Read(
        SeedNode form,
        IReadOnlyList<SeedNode> rules,
        int steps,
        ProgrammeTerms programme
    )
    {
        var places = new Dictionary<string, SeedNode>(StringComparer.Ordinal);
        var sections = form.At("sections").Items(by: "key").Select(one => SectionOf(one, programme, places)).ToList();
        var read = rules.Select(rule => Placed(rule, RuleSeed.Read(rule), places)).ToList();
        if (FormFaults.In(sections, read, steps) is [var fault, ..])
            throw (places.GetValueOrDefault(fault.Place ?? "") ?? form.At("sections")).Wrong(fault.Reason);
        return (sections, read);
    }

    /// <summary>The sections of a report that a project owes.</summary>
    /// <param name="milestone">The node that holds them.</param>
    /// <param name="programme">Whose regions can be chosen from.</param>
    public static IReadOnlyList<FormSection> ReadReport(SeedNode milestone, ProgrammeTerms programme)
    {
        var places = new Dictionary<string, SeedNode>(StringComparer.Ordinal);
        var nodes = milestone.At("sections");
        var sections = nodes.Items(by: "key").Select(one => SectionOf(one, programme, places)).ToList();
        if (FormFaults.InReport(sections) is [var fault, ..])
            throw (places.GetValueOrDefault(fault.Place ?? "") ?? nodes).Wrong(fault.Reason);
        return sections;
    }

    private static CallRule Placed(SeedNode node, CallRule rule, Dictionary<string, SeedNode> places)
    {
        places[rule.Key] = node;
        return rule;
    }

    private static FormSection SectionOf(SeedNode node, ProgrammeTerms programme, Dictionary<string, SeedNode> places)
    {
        node.Only("key", "title", "help", "step", "weight", "when", "fields");
        var fields = new List<FormField>();
        places.TryAdd(node.Text("key"), node);
        foreach (var field in node.At("fields").Items())
        {
            // The second of two is the one to name.
            places[field.Text("key")] = field;
            foreach (var column in field.List("columns"))
                places[$"{field.Text("key")}.{column.Text("key")}"] = column;
            fields.Add(FieldOf(field, programme));
        }
        return new FormSection(node.Text("key"), node.Localized("title"), fields)
        {
            Help = node.MayLocalized("help"),
            Step = node.MayAt("step")?.Integer() ?? 1,
            Weight = node.MayAt("weight")?.Integer() ?? 1,
            When = ConditionsOf(node),
        };
    }

    private static FormField FieldOf(SeedNode node, ProgrammeTerms programme)
    {
        node.Only(
            "key",
            "type",
            "label",
            "help",
            "required",
            "max-length",
            "max-words",
            "pattern",
            "pattern-help",
            "min",
            "max",
            "not-before",
            "not-after",
            "options",
            "options-from",
            "columns",
            "max-rows",
            "total",
            "when",
            "formula",
            "fills",
            "lead",
            "budget",
            "per-partner",
            "signed-by-each",
            "identifies"
        );
        var type = node.At("type").OneOf<FieldType>();
        var plan = node.MayAt("budget") is { } budget ? PlanOf(budget) : null;
        return new FormField(node.Text("key"), type, node.Localized("label"))
        {
            Help = node.MayLocalized("help"),
            Required = node.MayAt("required")?.Truth() ?? false,
            MaxLength = node.MayAt("max-length")?.Integer(),
            MaxWords = node.MayAt("max-words")?.Integer(),
            Pattern = node.MayAt("pattern")?.Text(),
            PatternHelp = node.MayLocalized("pattern-help"),
            Min = node.MayAt("min")?.Number(),
            Max = node.MayAt("max")?.Number(),
            NotBefore = node.MayAt("not-before")?.Day(),
            NotAfter = node.MayAt("not-after")?.Day(),
            Options = OptionsOf(node, programme),
            Columns = ColumnsOf(node, type, plan, programme),
            MaxRows = node.MayAt("max-rows")?.Integer(),
            Total = node.MayAt("total")?.Truth() ?? false,
            When = ConditionsOf(node),
            Formula = node.MayAt("formula")?.Text(),
            Fills = FillsOf(node),
            Lead = node.MayAt("lead") is { } lead ? LeadOf(lead) : null,
            Budget = plan,
            PerPartner = node.MayAt("per-partner")?.Truth() ?? false,
            SignedByEach = node.MayAt("signed-by-each")?.Truth() ?? false,
            Identifies = node.MayAt("identifies")?.Truth(),
        };
    }

    /// <summary>Columns as told; what has columns of its own brings them along.</summary>
    private static IReadOnlyList<FormField> ColumnsOf(
        SeedNode node,
        FieldType type,
        BudgetPlan? plan,
        ProgrammeTerms programme
    ) =>
        node.Has("columns")
            ? [.. node.List("columns", by: "key").Select(column => FieldOf(column, programme))]
            : StandardOf(type, plan, programme);

    /// <summary>The columns that a type brings along.</summary>
    public static IReadOnlyList<FormField> StandardOf(FieldType type, BudgetPlan? plan, ProgrammeTerms programme) =>
        type switch
        {
            FieldType.People => StandardColumns.People,
            FieldType.Address => StandardColumns.Address(RegionsOf(programme)),
            FieldType.Budget when plan is not null => StandardColumns.Budget(plan),
            _ => [],
        };

    /// <summary>
    /// Earlier fields, each with the answers that it waits for: <c>when: { claim: [medical, both] }</c>; a list of such
    /// maps, all of which must hold, where one field is waited for twice.
    /// </summary>
    public static IReadOnlyList<Condition> ConditionsOf(SeedNode node) =>
        node.MayAt("when") is { } when
            ? [.. (when.IsList ? when.Items() : [when]).SelectMany(one => one.Entries()).Select(ConditionOf)]
            : [];

    private static Condition ConditionOf(KeyValuePair<string, SeedNode> entry) =>
        new(entry.Key, [.. entry.Value.Items().Select(value => value.Text())]);

    private static Dictionary<string, string> FillsOf(SeedNode node) =>
        node.MayAt("fills") is { } fills
            ? fills
                .Only("name", "address", "postcode", "city", "region")
                .Entries()
                .ToDictionary(fill => fill.Key, fill => fill.Value.Text(), StringComparer.Ordinal)
            : [];

    private static LeadFields LeadOf(SeedNode node) =>
        new(node.Only("name", "siret", "type").Text("name"), node.MayAt("siret")?.Text(), node.MayAt("type")?.Text());

    private static BudgetPlan PlanOf(SeedNode node)
    {
        node.Only("consortium", "lines", "years", "resources");
        return new BudgetPlan(
            node.MayAt("consortium")?.Text(),
            [.. node.List("lines", by: "key").Select(OptionOf)],
            YearsOf(node.At("years")),
            [.. node.List("resources", by: "key").Select(OptionOf)]
        );
    }

    /// <summary>Refused before a column is made of each.</summary>
    private static int YearsOf(SeedNode years) =>
        years.Integer() is >= 1 and <= BudgetPlan.MaxYears
            ? years.Integer()
            : throw years.Wrong(SeedRefusals.YearsOutOfRange(BudgetPlan.MaxYears));

    private static IReadOnlyList<FieldOption> OptionsOf(SeedNode node, ProgrammeTerms programme) =>
        node.MayAt("options-from") is { } from
            ? from.Text() == "regions"
                ? RegionsOf(programme)
                : throw from.Wrong(SeedRefusals.NoProgrammeList(from.Text()))
            : [.. node.List("options", by: "key").Select(OptionOf)];

    private static FieldOption OptionOf(SeedNode option) =>
        new(option.Only("key", "label").Text("key"), option.Localized("label"));

    public static List<FieldOption> RegionsOf(ProgrammeTerms programme) =>
        [.. programme.Regions.Select(region => new FieldOption(region.Key, region.Name))];
}
