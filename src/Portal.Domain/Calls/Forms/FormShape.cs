namespace Portal.Domain.Calls;

/// <summary>Finds what a path of a rule, a condition or a formula means in a form.</summary>
public static class FormShape
{
    /// <summary>
    /// The field, or the column, at a path; what a budget adds up too (<c>budget_cost</c>, <c>budget_aid</c>,
    /// <c>budget_partners.aid</c>). Null where nothing has the path.
    /// </summary>
    public static FormField? FieldAt(string path, IEnumerable<FormField> fields)
    {
        var parts = path.Split('.');
        var field = All(fields).FirstOrDefault(one => one.Key == parts[0]);
        return parts.Length switch
        {
            1 => field,
            2 => field?.Column(parts[1]),
            _ => null,
        };
    }

    /// <summary>The question of the form that a path belongs to, where a budget's totals belong to the budget.</summary>
    public static FormField? OwnerOf(string path, IEnumerable<FormField> fields)
    {
        var key = path.Split('.')[0];
        var all = fields.ToList();
        return all.Find(field => field.Key == key)
            ?? all.Find(field => field.Budget is { } plan && TotalsOf(field, plan).Any(total => total.Key == key));
    }

    private static IEnumerable<FormField> All(IEnumerable<FormField> fields)
    {
        foreach (var field in fields)
        {
            yield return field;
            if (field.Budget is { } plan)
                foreach (var total in TotalsOf(field, plan))
                    yield return total;
        }
    }

    /// <summary>What a budget adds up, as fields that nobody types.</summary>
    private static IEnumerable<FormField> TotalsOf(FormField budget, BudgetPlan plan)
    {
        FormField Total(string key) => new(key, FieldType.Computed, budget.Label);
        yield return Total($"{budget.Key}_cost");
        yield return Total($"{budget.Key}_resources");
        foreach (var resource in plan.Resources)
            yield return Total($"{budget.Key}_{resource.Key}");
        yield return new FormField($"{budget.Key}_partners", FieldType.Table, budget.Label)
        {
            Columns =
            [
                new FormField("name", FieldType.ShortText, budget.Label),
                new FormField("siret", FieldType.Siret, budget.Label),
                new FormField("type", FieldType.ShortText, budget.Label),
                Total("cost"),
                .. plan.Resources.Select(resource => Total(resource.Key)),
            ],
        };
    }
}
