using Portal.Domain.Calls;
using Portal.Domain.Calls.Rules;

namespace Portal.Domain.Dossiers;

/// <summary>What a rule of the call allows one partner of a budget, or all of them together.</summary>
/// <param name="Resource">The key of what is capped, such as the aid.</param>
/// <param name="Euros">At most so much; null where a share is capped.</param>
/// <param name="Percent">At most so many per cent of the costs; null where an amount is capped.</param>
/// <param name="Clause">Where the call says so.</param>
public sealed record BudgetCap(string Resource, decimal? Euros, decimal? Percent, LocalizedText Clause)
{
    /// <summary>What one partner may have, by what they are.</summary>
    public static IReadOnlyList<BudgetCap> Of(Form form, FormField budget, Partner partner, Answers answers) =>
        Asked(form, answers, rule => OfPartner(rule, $"{budget.Key}_partners.", partner.Type));

    /// <summary>What all partners may have together.</summary>
    public static IReadOnlyList<BudgetCap> OfAll(Form form, FormField budget, Answers answers) =>
        Asked(form, answers, rule => OfWhole(rule, $"{budget.Key}_"));

    public bool IsExceeded(decimal amount, decimal cost) => amount > Euros || amount * 100 > cost * Percent;

    private static IReadOnlyList<BudgetCap> Asked(Form form, Answers answers, Func<CallRule, BudgetCap?> capOf) =>
        [
            .. form
                .Rules.Where(rule => rule.When.All(condition => condition.Holds(answers)))
                .Select(capOf)
                .OfType<BudgetCap>(),
        ];

    private static BudgetCap? OfPartner(CallRule rule, string table, string type) =>
        rule switch
        {
            CapEachBy cap when cap.Of.StartsWith(table, StringComparison.Ordinal) => cap.Caps.TryGetValue(
                type,
                out var euros
            )
                ? new BudgetCap(cap.Of[table.Length..], euros, Percent: null, cap.Clause)
                : null,
            ShareEachBy share
                when share.Part.StartsWith(table, StringComparison.Ordinal) && share.Whole == $"{table}cost" =>
                share.MaxPercents.TryGetValue(type, out var percent)
                    ? new BudgetCap(share.Part[table.Length..], Euros: null, percent, share.Clause)
                    : null,
            ShareEach share
                when share.Part.StartsWith(table, StringComparison.Ordinal) && share.Whole == $"{table}cost" =>
                new BudgetCap(share.Part[table.Length..], Euros: null, share.MaxPercent, share.Clause),
            _ => null,
        };

    private static BudgetCap? OfWhole(CallRule rule, string prefix) =>
        rule switch
        {
            Share share
                when share.Part.StartsWith(prefix, StringComparison.Ordinal) && share.Whole == $"{prefix}cost" =>
                new BudgetCap(share.Part[prefix.Length..], Euros: null, share.MaxPercent, share.Clause),
            Between { Max: { } most } between when between.Of.StartsWith(prefix, StringComparison.Ordinal) =>
                new BudgetCap(between.Of[prefix.Length..], most, Percent: null, between.Clause),
            _ => null,
        };
}
