using System.Globalization;
using Portal.Domain.Calls;
using Portal.Domain.Calls.Rules;

namespace Portal.Domain.Dossiers;

/// <summary>
/// What follows from the answers: which questions are asked at all, what a budget adds up to, and what formulas say.
/// Pages show it, rules are decided on it, and a filing holds it.
/// </summary>
public static class Derivation
{
    /// <summary>
    /// The answers to what is asked, with what follows from them: the totals of budgets (<c>budget_cost</c>,
    /// <c>budget_aid</c>, <c>budget_partners</c>) and the computed fields.
    /// </summary>
    public static Answers Of(Form form, Answers typed)
    {
        var answers = typed.Only(AskedOf(form, typed).Where(field => field.IsAnswered).Select(field => field.Key));
        foreach (var field in form.Fields.Where(field => field.Budget is not null))
            answers = WithTotals(field, answers, form);
        foreach (var field in form.Fields.Where(field => field.Type == FieldType.Computed))
            answers = WithComputed(field, answers);
        return answers;
    }

    /// <summary>What a filing holds of the answers: what the form asks, and its computed fields.</summary>
    public static Answers ToFile(Form form, Answers typed) =>
        Of(form, typed).Only(form.Fields.Select(field => field.Key));

    /// <summary>The questions that are asked, given the answers to those before them; what isn't asked answers nothing.</summary>
    public static IReadOnlyList<FormField> AskedOf(Form form, Answers typed)
    {
        var asked = new List<FormField>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        bool Hold(IReadOnlyList<Condition> conditions) =>
            conditions.All(condition => keys.Contains(condition.Field.Split('.')[0]) && condition.Holds(typed));
        foreach (var section in form.Sections)
        {
            if (!Hold(section.When))
                continue;
            foreach (var field in section.Fields.Where(field => Hold(field.When)))
            {
                asked.Add(field);
                keys.Add(field.Key);
            }
        }
        return asked;
    }

    private static Answers WithComputed(FormField field, Answers answers) =>
        answers.With(
            field.Key,
            field.Formula is { } formula && Formula.Parse(formula).Of(answers) is { } value ? Text(value) : ""
        );

    private static Answers WithTotals(FormField field, Answers answers, Form form)
    {
        var budget = Budget.Of(form, field, answers);
        if (!answers.Has(field.Key))
            return answers;
        answers = answers
            .WithRows(field.Key, budget.Rows)
            .With($"{field.Key}_cost", Text(budget.Cost))
            .With($"{field.Key}_resources", Text(budget.Resources.Values.Sum()));
        foreach (var (resource, amount) in budget.Resources)
            answers = answers.With($"{field.Key}_{resource}", Text(amount));
        return answers.WithRows($"{field.Key}_partners", budget.Partners.Select(RowOf));
    }

    private static Dictionary<string, string> RowOf(PartnerBudget part)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Answers.RowId] = part.Partner.Id,
            ["name"] = part.Partner.Name,
            ["siret"] = part.Partner.Siret,
            ["type"] = part.Partner.Type,
            ["cost"] = Text(part.Cost),
        };
        foreach (var (resource, amount) in part.Resources)
            row[resource] = Text(amount);
        return row;
    }

    private static string Text(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);
}
