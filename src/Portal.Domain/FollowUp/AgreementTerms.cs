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

    /// <summary>
    /// Of an amendment: the day after the last one, counted from the one that is in force, so that what was granted since
    /// the agreement stays. Null in the agreement itself.
    /// </summary>
    public DateOnly? MovedEnd { get; init; }

    /// <summary>The day after the last one.</summary>
    public DateOnly EndsOn => MovedEnd ?? StartsOn.AddMonths(Months);

    /// <summary>The whole months from the first day to the last one.</summary>
    public int WholeMonths
    {
        get
        {
            var months = (EndsOn.Year - StartsOn.Year) * 12 + EndsOn.Month - StartsOn.Month;
            return StartsOn.AddMonths(months) > EndsOn ? months - 1 : months;
        }
    }

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

    /// <summary>Why nothing can be agreed so under a plan: a tranche waits for what nobody reports.</summary>
    public IReadOnlyList<Refusal> ObstaclesUnder(FollowUpPlan plan) =>
        [
            .. Obstacles,
            .. Tranches
                .Select(one => one.Milestone)
                .OfType<string>()
                .Where(key => plan.Milestone(key) is null)
                .Distinct(StringComparer.Ordinal)
                .Select(FollowUpRefusals.UnknownMilestone),
        ];

    /// <summary>As a plan proposes them for a project.</summary>
    public static AgreementTerms Of(FollowUpPlan plan, Money aid, DateOnly startsOn, int months, string conditions) =>
        new(aid, startsOn, months, PlannedTranche.Of(aid, plan.Tranches), conditions);

    private static IEnumerable<Refusal> When(bool lacking, Refusal reason) => lacking ? [reason] : [];
}
