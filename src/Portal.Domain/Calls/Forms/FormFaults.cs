using System.Text.RegularExpressions;
using Portal.Domain.Calls.Rules;
using Portal.Domain.Dossiers;

namespace Portal.Domain.Calls;

/// <summary>What keeps a form from being published, and where.</summary>
/// <param name="Place">The key of a section, of a field, of a column (<c>members.type</c>) or of a rule; null for the whole form.</param>
/// <param name="Reason">Why; texts stand under <c>refusal.form…</c>.</param>
public sealed record FormFault(string? Place, Refusal Reason);

/// <summary>
/// The one place that says what a form must be: a call as a file is held against it.
/// </summary>
public static partial class FormFaults
{
    /// <summary>What lists and winner lists read of every dossier, whatever its call.</summary>
    public static IReadOnlyList<string> Common { get; } =
    [
        CommonFields.Title,
        CommonFields.Acronym,
        CommonFields.Summary,
        CommonFields.LeadName,
        CommonFields.Region,
        CommonFields.AidRequested,
        CommonFields.TotalCost,
    ];

    /// <param name="sections">What it asks.</param>
    /// <param name="rules">The rules of the call.</param>
    /// <param name="steps">How many steps the call's dossiers go through; as many as may be, where it isn't known yet.</param>
    public static IReadOnlyList<FormFault> In(
        IReadOnlyList<FormSection> sections,
        IReadOnlyList<CallRule> rules,
        int steps = CallStep.Most
    ) =>
        [
            .. OfKeys(sections, rules),
            .. OfSteps(sections, steps),
            .. OfCommon(sections),
            .. OfFields(sections),
            .. OfConditions(sections),
            .. OfRules(sections, rules),
        ];

    /// <summary>What keeps the form of a project's reports from being one: it has one step, and asks nothing that dossiers must.</summary>
    public static IReadOnlyList<FormFault> InReport(IReadOnlyList<FormSection> sections) =>
        [.. OfKeys(sections, []), .. OfSteps(sections, steps: 1), .. OfFields(sections), .. OfConditions(sections)];

    private static IEnumerable<FormFault> OfKeys(IReadOnlyList<FormSection> sections, IReadOnlyList<CallRule> rules)
    {
        var all = sections.SelectMany(section => section.Fields).ToList();
        var fields = all.Select(field => field.Key).ToList();
        // Parts are found by their key: a table that goes by a section's would be taken for it.
        var places = sections
            .Select(section => section.Key)
            .Concat(all.Where(field => field.HasRows).Select(field => field.Key))
            .ToList();
        foreach (
            var key in sections.Select(section => section.Key).Concat(fields).Concat(rules.Select(rule => rule.Key))
        )
            if (!Keys().IsMatch(key))
                yield return new FormFault(key, FormRefusals.BadKey(key));
        foreach (
            var key in Twice(places)
                .Union(Twice(fields), StringComparer.Ordinal)
                .Concat(Twice(rules.Select(rule => rule.Key)))
        )
            yield return new FormFault(key, FormRefusals.KeyTwice(key));
        // Files of winners' projects lie under it.
        foreach (var section in sections.Where(section => section.Key == Attachments.Attachment.FollowUpSection))
            yield return new FormFault(section.Key, FormRefusals.BadKey(section.Key));
        foreach (var section in sections.Where(section => section.Fields.Count == 0))
            yield return new FormFault(section.Key, FormRefusals.EmptySection(section.Title));
    }

    /// <summary>
    /// Steps follow one another in the order of the sections, and none is left out: so what is asked in one never looks
    /// at what is only asked in a later one.
    /// </summary>
    private static IEnumerable<FormFault> OfSteps(IReadOnlyList<FormSection> sections, int steps)
    {
        var reached = 0;
        foreach (var section in sections)
        {
            if (section.Step > Math.Max(steps, 1))
                yield return new FormFault(section.Key, FormRefusals.NoSuchStep(section.Title, section.Step));
            else if (section.Step < Math.Max(reached, 1) || section.Step > reached + 1)
                yield return new FormFault(section.Key, FormRefusals.StepOutOfOrder(section.Title, section.Step));
            reached = Math.Max(reached, section.Step);
        }
    }

    private static IEnumerable<string> Twice(IEnumerable<string> keys) =>
        keys.GroupBy(key => key, StringComparer.Ordinal).Where(group => group.Skip(1).Any()).Select(group => group.Key);

    private static IEnumerable<FormFault> OfCommon(IReadOnlyList<FormSection> sections) =>
        Common
            .Where(key => sections.All(section => section.Field(key) is null))
            .Select(key => new FormFault(Place: null, FormRefusals.CommonMissing(key)));

    private static IEnumerable<FormFault> OfFields(IReadOnlyList<FormSection> sections)
    {
        var earlier = new List<FormField>();
        foreach (var field in sections.SelectMany(section => section.Fields))
        {
            foreach (var reason in OfField(field, earlier))
                yield return new FormFault(field.Key, reason);
            foreach (var column in field.Columns)
            foreach (var reason in OfColumn(field, column))
                yield return new FormFault($"{field.Key}.{column.Key}", reason);
            earlier.Add(field);
        }
    }

    private static IEnumerable<Refusal> OfField(FormField field, IReadOnlyList<FormField> earlier)
    {
        if (field.Type is FieldType.Choice or FieldType.Choices && field.Options.Count == 0)
            yield return FormRefusals.NothingToChoose(field.Label);
        foreach (
            var key in Twice(field.Options.Select(option => option.Key))
                .Concat(Twice(field.Columns.Select(column => column.Key)))
        )
            yield return FormRefusals.KeyTwice(key);
        if (field.HasRows && field.Columns.Count == 0)
            yield return FormRefusals.NoColumns(field.Label);
        if (field.Type == FieldType.Consortium && field.Column(Consortium.NameColumn) is null)
            yield return FormRefusals.ConsortiumWithoutNames(field.Label);
        if (field.Pattern is { } pattern && !FormObstacles.IsPattern(pattern))
            yield return FormRefusals.BadPattern(field.Label);
        if (field.Min > field.Max || field.NotBefore > field.NotAfter)
            yield return FormRefusals.BoundsCrossed(field.Label);
        if (field.Type == FieldType.Computed)
            foreach (var reason in OfFormula(field.Label, field.Formula ?? "", earlier))
                yield return reason;
        if (field.Type != FieldType.Budget && field.Budget is not null)
            yield return FormRefusals.NoBudget(field.Label);
        if (field.Type == FieldType.Budget)
            foreach (var reason in OfBudget(field, earlier))
                yield return reason;
        if (field.PerPartner && !MayBePerPartner(field, earlier))
            yield return FormRefusals.NotPerPartner(field.Label);
        if (field.SignedByEach && field.Type != FieldType.Consortium)
            yield return FormRefusals.NobodyToSign(field.Label);
    }

    /// <summary>Whether a cell of a table can hold the answer.</summary>
    public static bool MayBeColumn(FieldType type) =>
        type
            is FieldType.ShortText
                or FieldType.LongText
                or FieldType.Number
                or FieldType.Amount
                or FieldType.Date
                or FieldType.Choice
                or FieldType.YesNo
                or FieldType.Siret
                or FieldType.Email
                or FieldType.Phone;

    /// <summary>A cell holds one line of text, so a column is a question that one line answers.</summary>
    private static IEnumerable<Refusal> OfColumn(FormField table, FormField column)
    {
        if (!MayBeColumn(column.Type))
            yield return FormRefusals.NoColumnOfThisType(table.Label, column.Label);
        if (column.Key.StartsWith('_') || !Keys().IsMatch(column.Key))
            yield return FormRefusals.BadKey(column.Key);
        if (column.Type == FieldType.Choice && column.Options.Count == 0)
            yield return FormRefusals.NothingToChoose(column.Label);
        if (column.Pattern is { } pattern && !FormObstacles.IsPattern(pattern))
            yield return FormRefusals.BadPattern(column.Label);
    }

    /// <summary>Only a budget and files are parted by partner, once a consortium has named the partners.</summary>
    private static bool MayBePerPartner(FormField field, IReadOnlyList<FormField> earlier) =>
        field.Type is FieldType.Budget or FieldType.File && earlier.Any(one => one.Type == FieldType.Consortium);

    private static IEnumerable<Refusal> OfBudget(FormField field, IReadOnlyList<FormField> earlier)
    {
        if (field.Budget is not { } plan || plan.Lines.Count == 0)
        {
            yield return FormRefusals.BudgetWithoutLines(field.Label);
            yield break;
        }
        if (plan.Years is < 1 or > BudgetPlan.MaxYears)
            yield return FormRefusals.BudgetYears(field.Label, BudgetPlan.MaxYears);
        if (plan.Resources.All(resource => resource.Key != BudgetPlan.Aid))
            yield return FormRefusals.BudgetWithoutAid(field.Label);
        if (
            plan.Consortium is { } partners
            && !earlier.Any(one => one.Key == partners && one.Type == FieldType.Consortium)
        )
            yield return FormRefusals.UnknownPath(field.Label, partners);
        foreach (var key in Twice(plan.Rows.Select(line => line.Key)))
            yield return FormRefusals.KeyTwice(key);
        foreach (var line in plan.Rows.Where(line => line.Key.Length > BudgetPlan.MaxKey || !Keys().IsMatch(line.Key)))
            yield return FormRefusals.BadKey(line.Key);
    }

    /// <summary>A formula reads what stands before it, so that nothing goes round in circles.</summary>
    private static IEnumerable<Refusal> OfFormula(
        LocalizedText label,
        string formula,
        IReadOnlyList<FormField> readable
    )
    {
        Formula parsed;
        string? wrong = null;
        try
        {
            parsed = Formula.Parse(formula);
        }
        catch (FormatException reason)
        {
            (parsed, wrong) = (Formula.Parse("0"), reason.Message);
        }
        if (wrong is not null)
            yield return FormRefusals.BadFormula(label, wrong);
        foreach (var path in parsed.Paths.Where(path => FormShape.FieldAt(path, readable) is null))
            yield return FormRefusals.UnknownPath(label, path);
    }

    private static IEnumerable<FormFault> OfConditions(IReadOnlyList<FormSection> sections)
    {
        var earlier = new List<FormField>();
        foreach (var section in sections)
        {
            foreach (var reason in section.When.SelectMany(condition => OfCondition(section.Title, condition, earlier)))
                yield return new FormFault(section.Key, reason);
            foreach (var field in section.Fields)
            {
                foreach (var reason in field.When.SelectMany(condition => OfCondition(field.Label, condition, earlier)))
                    yield return new FormFault(field.Key, reason);
                earlier.Add(field);
            }
        }
    }

    /// <summary>A condition looks at an earlier answer that somebody types, and waits for one that can be given.</summary>
    private static IEnumerable<Refusal> OfCondition(
        LocalizedText label,
        Condition condition,
        IReadOnlyList<FormField> earlier
    )
    {
        if (
            earlier.All(one => one.Key != condition.Field.Split('.')[0])
            || FormShape.FieldAt(condition.Field, earlier) is not { IsTyped: true } field
        )
            return [FormRefusals.UnknownPath(label, condition.Field)];
        return OptionsOf(field) is { } options
            ? condition
                .Is.Where(value => !options.Contains(value))
                .Select(value => FormRefusals.UnknownOption(label, value, condition.Field))
            : [];
    }

    private static IEnumerable<FormFault> OfRules(IReadOnlyList<FormSection> sections, IReadOnlyList<CallRule> rules)
    {
        var fields = sections.SelectMany(section => section.Fields).ToList();
        return rules.SelectMany(rule => OfRule(rule, fields).Select(reason => new FormFault(rule.Key, reason)));
    }

    private static IEnumerable<Refusal> OfRule(CallRule rule, IReadOnlyList<FormField> fields)
    {
        if (rule is Compare compare)
        {
            var wrong = OfFormula(rule.Clause, compare.Left, fields)
                .Concat(OfFormula(rule.Clause, compare.Right, fields))
                .ToList();
            if (wrong.Count > 0)
                return wrong;
        }
        var unknown = rule.Paths.Where(path => FormShape.FieldAt(path, fields) is null).ToList();
        if (unknown.Count > 0)
            return unknown.Select(path => FormRefusals.UnknownPath(rule.Clause, path));
        if (rule is Once once && once.Of.Contains('.', StringComparison.Ordinal))
            return [FormRefusals.NotOneAnswer(rule.Clause, once.Of)];
        return
        [
            .. OfRows(rule),
            .. OfValues(rule, fields),
            .. rule.When.SelectMany(condition => OfCondition(rule.Clause, condition, fields)),
        ];
    }

    /// <summary>Rules that go row by row compare columns of one table.</summary>
    private static IEnumerable<Refusal> OfRows(CallRule rule)
    {
        var paths = rule switch
        {
            ShareEach share => [share.Part, share.Whole],
            CapEachBy cap => [cap.Of, cap.By],
            ShareEachBy share => [share.Part, share.Whole, share.By],
            _ => Array.Empty<string>(),
        };
        if (
            paths.Any(path => path.Split('.').Length != 2)
            || paths.Select(path => path.Split('.')[0]).Distinct().Skip(1).Any()
        )
            yield return FormRefusals.NotOneTable(rule.Clause, string.Join(", ", paths));
    }

    /// <summary>A rule that waits for an answer that can't be given would never be met, or never broken.</summary>
    private static IEnumerable<Refusal> OfValues(CallRule rule, IReadOnlyList<FormField> fields)
    {
        var (paths, values) = rule switch
        {
            IncludesEach each => (each.In, each.Values),
            IncludesAny any => (any.In, any.Values),
            Excludes excludes => (excludes.In, excludes.Values),
            CapBy cap => ([cap.By], [.. cap.Caps.Keys]),
            CapEachBy cap => ([cap.By], [.. cap.Caps.Keys]),
            ShareEachBy share => ([share.By], [.. share.MaxPercents.Keys]),
            _ => ((IReadOnlyList<string>)[], (IReadOnlyList<string>)[]),
        };
        var options = paths.Select(path => OptionsOf(FormShape.FieldAt(path, fields)!)).ToList();
        if (options.Count == 0 || options.Any(known => known is null))
            return [];
        var all = options.SelectMany(known => known!).ToHashSet(StringComparer.Ordinal);
        return values
            .Where(value => !all.Contains(value))
            .Select(value => FormRefusals.UnknownOption(rule.Clause, value, string.Join(", ", paths)));
    }

    /// <summary>What can be chosen at a field; null where anything can be typed.</summary>
    private static IReadOnlyList<string>? OptionsOf(FormField field) =>
        field.Type switch
        {
            FieldType.YesNo or FieldType.Consent => ["yes", "no"],
            FieldType.Choice or FieldType.Choices => [.. field.Options.Select(option => option.Key)],
            _ => null,
        };

    [GeneratedRegex("^[a-z][a-z0-9_-]{0,59}$", RegexOptions.NonBacktracking)]
    private static partial Regex Keys();
}
