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
