namespace Portal.Domain.Calls;

/// <summary>When reminders go before the dates of one kind. They are derived from the dates: a moved one moves them.</summary>
/// <param name="Kind">Of the dates, and so whom the reminders go to.</param>
/// <param name="Before">How long before, in whole hours, longest first; none where nobody is reminded.</param>
/// <param name="KeepsOfficeHours">Whether one that would go at night or on a day off goes earlier instead.</param>
public sealed record ReminderRule(DateKind Kind, IReadOnlyList<TimeSpan> Before, bool KeepsOfficeHours)
{
    /// <summary>A year.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(365);

    public static TimeSpan Shortest { get; } = TimeSpan.FromHours(1);

    /// <summary>One a kind, for calls that say nothing of it.</summary>
    public static IReadOnlyList<ReminderRule> Usual { get; } =
    [.. Enum.GetValues<DateKind>().Select(kind => new ReminderRule(kind, UsualBefore(kind), KeepsOfficeHours: true))];

    /// <summary>The rules of a call, one a kind: its own, and the usual one where it has none.</summary>
    public static IReadOnlyList<ReminderRule> Complete(IEnumerable<ReminderRule> own)
    {
        var known = own.ToDictionary(rule => rule.Kind);
        return [.. Usual.Select(usual => known.GetValueOrDefault(usual.Kind, usual))];
    }

    /// <summary>What keeps rules from being those of a call.</summary>
    public static IReadOnlyList<Refusal> ObstaclesTo(IReadOnlyList<ReminderRule> rules) =>
        [
            .. rules.DistinctBy(rule => rule.Kind).Count() < rules.Count
                ? [CallRefusals.ReminderTwice]
                : Array.Empty<Refusal>(),
            .. rules.Any(rule => rule.Before.Any(IsOutOfRange))
                ? [CallRefusals.ReminderOutOfRange]
                : Array.Empty<Refusal>(),
        ];

    /// <summary>The same, its spans once each and longest first.</summary>
    public ReminderRule InOrder() => this with { Before = [.. Before.Distinct().OrderDescending()] };

    /// <summary>When reminders of a date go, in the order of the spans; two can go at the same moment.</summary>
    public IEnumerable<ReminderMoment> MomentsOf(DateTimeOffset date) =>
        Before
            .OrderDescending()
            .Select(before => new ReminderMoment(
                before,
                KeepsOfficeHours ? OfficeHours.LastBy(date - before) : date - before
            ));

    /// <summary>The one that is due by now: of several that fell due meanwhile, the latest alone; null where none did.</summary>
    public ReminderMoment? DueOf(DateTimeOffset date, DateTimeOffset now) =>
        date <= now ? null : MomentsOf(date).LastOrDefault(moment => moment.At <= now);

    /// <summary>Those still to come, each with its own moment: of several at the same one, the latest alone goes.</summary>
    public IEnumerable<ReminderMoment> ComingOf(DateTimeOffset date, DateTimeOffset now) =>
        MomentsOf(date).Where(moment => moment.At > now).GroupBy(moment => moment.At).Select(same => same.Last());

    public bool Equals(ReminderRule? other) =>
        other is not null
        && (Kind, KeepsOfficeHours) == (other.Kind, other.KeepsOfficeHours)
        && Before.SequenceEqual(other.Before);

    public override int GetHashCode() => HashCode.Combine(Kind, KeepsOfficeHours, Before.Count);

    private static bool IsOutOfRange(TimeSpan before) =>
        before < Shortest || before > Longest || before.Ticks % TimeSpan.TicksPerHour != 0;

    private static TimeSpan[] UsualBefore(DateKind kind) =>
        kind switch
        {
            DateKind.CutOff or DateKind.Step =>
            [
                TimeSpan.FromDays(30),
                TimeSpan.FromDays(7),
                TimeSpan.FromDays(1),
                TimeSpan.FromHours(3),
            ],
            DateKind.Complements => [TimeSpan.FromDays(3), TimeSpan.FromDays(1)],
            DateKind.Reviews => [TimeSpan.FromDays(7), TimeSpan.FromDays(1)],
            DateKind.Wishes => [TimeSpan.FromDays(2)],
            DateKind.Audition => [TimeSpan.FromDays(1)],
            DateKind.Milestone => [TimeSpan.FromDays(30), TimeSpan.FromDays(7), TimeSpan.FromDays(1)],
            DateKind.Appeal => [TimeSpan.FromDays(30), TimeSpan.FromDays(7), TimeSpan.FromDays(2)],
            _ => [],
        };
}

/// <summary>A reminder of a date.</summary>
/// <param name="Before">How long before the date the rule says.</param>
/// <param name="At">When it goes, UTC: then, or earlier where office hours are kept.</param>
public sealed record ReminderMoment(TimeSpan Before, DateTimeOffset At);
