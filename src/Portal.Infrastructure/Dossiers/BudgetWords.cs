using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Dossiers;

/// <summary>A budget as people read it: by partner the lines, what they add up to, and what pays for them.</summary>
public sealed class BudgetWords(Texts.Texts texts, string language)
{
    public IReadOnlyList<string> Heads(FormField budget) =>
        [.. budget.Columns.Select(column => column.Label.In(language)), texts.In(language, "budget.total")];

    /// <param name="budget">The question.</param>
    /// <param name="answers">Rows that carry their partners' names and their lines.</param>
    public IEnumerable<IReadOnlyList<string>> Rows(FormField budget, Answers answers)
    {
        var plan = budget.Budget!;
        var years = Enumerable.Range(1, plan.Years).Select(BudgetPlan.YearColumn).ToList();
        foreach (var partner in answers.Rows(budget.Key).GroupBy(row => PartnerOf(plan, row)))
        {
            var name = partner.First().GetValueOrDefault(BudgetPlan.PartnerColumn, "");
            var lines = partner.ToLookup(row => row.GetValueOrDefault(BudgetPlan.LineColumn, ""));
            foreach (var line in plan.Lines.Where(line => lines.Contains(line.Key)))
                yield return Row(name, line.Label.In(language), years, [.. lines[line.Key]]);
            var costs = plan.Lines.SelectMany(line => lines[line.Key]).ToList();
            yield return Row(name, texts.In(language, "budget.cost"), years, costs);
            foreach (var resource in plan.Resources.Where(resource => lines.Contains(resource.Key)))
                yield return Row(name, resource.Label.In(language), years, [.. lines[resource.Key]]);
        }
    }

    private static string PartnerOf(BudgetPlan plan, IReadOnlyDictionary<string, string> row)
    {
        var (id, line) = (row.GetValueOrDefault(Answers.RowId, ""), row.GetValueOrDefault(BudgetPlan.LineColumn, ""));
        return plan.IsRow(id) ? id[..^(line.Length + 1)] : id;
    }

    private IReadOnlyList<string> Row(
        string partner,
        string line,
        IEnumerable<string> years,
        IReadOnlyList<IReadOnlyDictionary<string, string>> rows
    )
    {
        var sums = years.Select(year => rows.Sum(row => Euros(row, year))).ToList();
        return [partner, line, .. sums.Append(sums.Sum()).Select(sum => Dates.Amount(sum, language))];
    }

    private static decimal Euros(IReadOnlyDictionary<string, string> row, string year) =>
        Answers.TryNumber(row.GetValueOrDefault(year, ""), out var euros) ? euros : 0;
}
