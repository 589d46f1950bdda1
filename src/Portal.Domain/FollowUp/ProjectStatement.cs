namespace Portal.Domain.FollowUp;

/// <summary>Where a project stands with its aid, in euros.</summary>
/// <param name="Agreed">The aid of the agreement in force; of the decision while there is none.</param>
/// <param name="Ordered">What was ordered, paid or not.</param>
/// <param name="Paid">What the accountant paid.</param>
/// <param name="Justified">Spending that the service accepted by reports.</param>
/// <param name="Recovered">What was ordered to be given back.</param>
/// <param name="IsOver">Whether nothing more is spent: then what isn't justified is to be given back.</param>
public sealed record ProjectStatement(
    Money Agreed,
    Money Ordered,
    Money Paid,
    Money Justified,
    Money Recovered,
    bool IsOver
)
{
    /// <summary>Budgets that the service agreed to see spent in a later year, in the order in which it did.</summary>
    public IReadOnlyList<CarriedOver> CarriedOver { get; init; } = [];

    /// <summary>The aid that no accepted report justifies yet.</summary>
    public Money Unspent => new(Math.Max(0, Agreed.Euros - Justified.Euros));

    /// <summary>Why a budget can't be carried over: only what isn't spent is, and once. Null for any other change.</summary>
    public Refusal? ObstacleTo(ChangeMatter asked)
    {
        if (asked is not { Kind: ProjectChangeKind.CarryOver, Amount: { } amount })
            return null;
        var carried = CarriedOver.Where(one => one.FromYear == asked.FromYear).Sum(one => one.Amount.Euros);
        var left = Math.Max(0, Unspent.Euros - carried);
        return amount.Euros > left ? FollowUpRefusals.AmountBeyond(left) : null;
    }

    public static ProjectStatement Of(
        Project project,
        IReadOnlyList<Payment> payments,
        IReadOnlyList<ProjectReport> reports,
        IReadOnlyList<Recovery> recoveries
    ) =>
        Of(
            project,
            payments,
            [.. reports.Select(one => one.Acceptance).OfType<ReportAcceptance>().Select(one => one.Justified)],
            recoveries
        );

    /// <param name="project">Whose aid it is.</param>
    /// <param name="payments">All of it.</param>
    /// <param name="justified">What each accepted report justifies.</param>
    /// <param name="recoveries">All of it.</param>
    public static ProjectStatement Of(
        Project project,
        IReadOnlyList<Payment> payments,
        IReadOnlyList<Money> justified,
        IReadOnlyList<Recovery> recoveries
    ) =>
        new(
            project.Aid,
            Sum(payments.Where(one => one.Order is not null).Select(one => one.Control!.Amount)),
            Sum(payments.Where(one => one.Paid is not null).Select(one => one.Control!.Amount)),
            Sum(justified),
            Sum(recoveries.Where(one => one.DroppedAt is null).Select(one => one.Amount)),
            project.Ending is not null && project.Milestones.All(one => !one.IsOpen)
        );

    /// <summary>What was paid and not justified, once nothing more is spent.</summary>
    public Money ToRecover =>
        IsOver ? new Money(Math.Max(0, Paid.Euros - Math.Min(Justified.Euros, Agreed.Euros))) : Money.Zero;

    public Money LeftToRecover => new(Math.Max(0, ToRecover.Euros - Recovered.Euros));

    private static Money Sum(IEnumerable<Money> amounts) => new(amounts.Sum(one => one.Euros));
}

/// <summary>A part of a year's budget that is spent in a later one, as it was granted.</summary>
public sealed record CarriedOver(int FromYear, int ToYear, Money Amount)
{
    /// <summary>Those among some changes.</summary>
    public static IReadOnlyList<CarriedOver> In(IEnumerable<ProjectChange> changes) =>
        [
            .. changes
                .Where(one => one is { Matter.Kind: ProjectChangeKind.CarryOver, Decision.IsGranted: true })
                .OrderBy(one => one.Decision!.At)
                .Select(one => one.Matter)
                .Select(one => new CarriedOver(one.FromYear!.Value, one.ToYear!.Value, one.Amount!.Value)),
        ];
}
