using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;

namespace Portal.Web.Dossiers;

/// <summary>A budget to be filled in: by partner the lines and what pays for them, year by year, with what the rules allow.</summary>
/// <param name="Sums">Of all partners; null for who sees their own part only.</param>
/// <param name="Caps">Of all partners together.</param>
/// <param name="Clauses">What the call says of the budget.</param>
public sealed record BudgetGrid(
    FormField Field,
    IReadOnlyList<BudgetPart> Partners,
    Budget? Sums,
    IReadOnlyList<BudgetCap> Caps,
    IReadOnlyList<LocalizedText> Clauses
)
{
    public BudgetPlan Plan => Field.Budget!;

    /// <param name="form">The form.</param>
    /// <param name="field">The budget.</param>
    /// <param name="typed">All answers of the dossier, as typed.</param>
    /// <param name="sight">What the reader sees of them.</param>
    public static BudgetGrid Of(Form form, FormField field, Answers typed, Sight sight)
    {
        var budget = Budget.Of(form, field, typed);
        var answers = Derivation.Of(form, typed);
        var seen = budget
            .Partners.Select((part, place) => (part, Number: place + 1))
            .Where(one => !field.PerPartner || sight.Sees(one.part.Partner));
        return new BudgetGrid(
            field,
            [
                .. seen.Select(one => new BudgetPart(
                    one.part,
                    one.Number,
                    budget,
                    BudgetCap.Of(form, field, one.part.Partner, answers)
                )),
            ],
            field.PerPartner && !sight.SeesAll ? null : budget,
            BudgetCap.OfAll(form, field, answers),
            [
                .. form
                    .Rules.Where(rule => rule.Paths.Any(path => FormShape.OwnerOf(path, form.Fields) == field))
                    .Select(rule => rule.Clause),
            ]
        );
    }
}

/// <param name="Number">From 1, for who has no name yet.</param>
/// <param name="Budget">Whose cells these are part of.</param>
/// <param name="Caps">What the rules allow this partner.</param>
public sealed record BudgetPart(PartnerBudget Sums, int Number, Budget Budget, IReadOnlyList<BudgetCap> Caps)
{
    public Partner Partner => Sums.Partner;

    /// <summary>What pays for it less what it costs: zero where the two are even.</summary>
    public decimal Balance => Sums.Resources.Values.Sum() - Sums.Cost;
}
