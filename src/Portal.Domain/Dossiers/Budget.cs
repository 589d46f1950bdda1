using Portal.Domain.Calls;

namespace Portal.Domain.Dossiers;

/// <summary>What one partner spends and what pays for it, in euros.</summary>
/// <param name="Resources">By the key of the resource.</param>
public sealed record PartnerBudget(Partner Partner, decimal Cost, IReadOnlyDictionary<string, decimal> Resources)
{
    public decimal Aid => Resources.GetValueOrDefault(BudgetPlan.Aid);
}

/// <summary>A budget added up: partners by cost lines by years, and what pays for them, in euros.</summary>
public sealed class Budget
{
    private readonly FormField _field;
    private readonly ILookup<string, IReadOnlyDictionary<string, string>> _rows;

    private Budget(FormField field, IReadOnlyList<Partner> partners, Answers answers)
    {
        _field = field;
        _rows = answers.Rows(field.Key).ToLookup(row => row.GetValueOrDefault(Answers.RowId, ""));
        Partners = [.. partners.Select(PartOf)];
    }

    /// <summary>Every partner, whether they have a budget or not yet; rows of partners who have left don't count.</summary>
    public IReadOnlyList<PartnerBudget> Partners { get; }

    public decimal Cost => Partners.Sum(part => part.Cost);

    public IReadOnlyDictionary<string, decimal> Resources =>
        Plan.Resources.ToDictionary(
            resource => resource.Key,
            resource => Partners.Sum(part => part.Resources[resource.Key]),
            StringComparer.Ordinal
        );

    private BudgetPlan Plan => _field.Budget!;

    public static Budget Of(Form form, FormField field, Answers answers) =>
        new(
            field,
            field.Budget!.Consortium is null ? [Consortium.Of(form, answers)[0]] : Consortium.Of(form, answers),
            answers
        );

    /// <summary>An answer to a budget, which a draft keeps by ids alone, with its partners' names and its lines as they are now.</summary>
    public static Answers Named(Form form, FormField field, Answers typed, Answers answers) =>
        field.Budget is null
            ? answers
            : answers.WithRows(field.Key, Of(form, field, typed.WithJson(field.Key, answers.Json(field.Key))).Rows);

    /// <summary>The amount of a partner, a line and a year, counted from 1.</summary>
    public decimal At(string partner, string line, int year) =>
        _rows[BudgetPlan.RowOf(partner, line)].Sum(row => Amount(row, year));

    /// <summary>All years of a partner and a line.</summary>
    public decimal LineOf(string partner, string line) => Years.Sum(year => At(partner, line, year));

    public decimal YearOf(string partner, int year) => Plan.Lines.Sum(line => At(partner, line.Key, year));

    /// <summary>The rows of those who are partners now, in the form's order, each with its partner's name and its line.</summary>
    public IEnumerable<IReadOnlyDictionary<string, string>> Rows =>
        from part in Partners
        from line in Plan.Rows
        from row in _rows[BudgetPlan.RowOf(part.Partner.Id, line.Key)]
        select new Dictionary<string, string>(row, StringComparer.Ordinal)
        {
            [BudgetPlan.PartnerColumn] = part.Partner.Name,
            [BudgetPlan.LineColumn] = line.Key,
        };

    /// <summary>What stands in a cell, as typed.</summary>
    public string TextAt(string partner, string line, int year) =>
        _rows[BudgetPlan.RowOf(partner, line)].FirstOrDefault()?.GetValueOrDefault(BudgetPlan.YearColumn(year), "")
        ?? "";

    private IEnumerable<int> Years => Enumerable.Range(1, Plan.Years);

    private PartnerBudget PartOf(Partner partner) =>
        new(
            partner,
            Plan.Lines.Sum(line => LineOf(partner.Id, line.Key)),
            Plan.Resources.ToDictionary(
                resource => resource.Key,
                resource => LineOf(partner.Id, resource.Key),
                StringComparer.Ordinal
            )
        );

    private static decimal Amount(IReadOnlyDictionary<string, string> row, int year) =>
        Answers.TryNumber(row.GetValueOrDefault(BudgetPlan.YearColumn(year), ""), out var euros) ? euros : 0;
}
