namespace Portal.Domain.FollowUp;

/// <summary>What an agreement fixes, as data.</summary>
/// <param name="StartsOn">The first day.</param>
/// <param name="Months">How long the project lasts.</param>
/// <param name="Tranches">How the aid is paid: together they are the aid.</param>
public sealed record AgreementTerms(
    Money Aid,
    DateOnly StartsOn,
    int Months,
    IReadOnlyList<Tranche> Tranches,
    string Conditions
)
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    /// <summary>Who of staff wrote them, each once: none of them signs for the service.</summary>
    public IReadOnlyList<PersonId> WrittenBy { get; init; } = [];

    /// <summary>The day after the last one.</summary>
    public DateOnly EndsOn => StartsOn.AddMonths(Months);

    /// <summary>Why nothing can be agreed so.</summary>
    public IReadOnlyList<Refusal> Obstacles =>
        [
            .. When(Aid == Money.Zero, FollowUpRefusals.NoAid),
            .. When(StartsOn.Year is < FirstYear or > LastYear, FollowUpRefusals.DayNeeded),
            .. When(Months is < 1 or > PlannedMilestone.LongestMonths, FollowUpRefusals.Months),
            .. When(
                Tranches.Count > 0 && Tranches.Sum(one => one.Amount.Euros) != Aid.Euros,
                FollowUpRefusals.TranchesNotAid(Aid.Euros)
            ),
            .. When(Conditions.Length > FollowUpText.Longest, FollowUpRefusals.TextTooLong(FollowUpText.Longest)),
        ];

    /// <summary>As a plan proposes them for a project.</summary>
    public static AgreementTerms Of(FollowUpPlan plan, Money aid, DateOnly startsOn, int months, string conditions) =>
        new(aid, startsOn, months, PlannedTranche.Of(aid, plan.Tranches), conditions);

    private static IEnumerable<Refusal> When(bool lacking, Refusal reason) => lacking ? [reason] : [];
}
