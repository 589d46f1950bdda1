using Portal.Domain.Calls;

namespace Portal.Infrastructure.Notifications.Reminding;

/// <summary>The one reminder of a date that is due.</summary>
public sealed record DueReminder(CallDate Date, ReminderMoment Moment)
{
    public int Hours => (int)Moment.Before.TotalHours;

    public static DueReminder? Of(CallDate date, IReadOnlyList<ReminderRule> rules, DateTimeOffset now) =>
        rules.First(rule => rule.Kind == date.Kind).DueOf(date.DueAt, now) is { } moment
            ? new DueReminder(date, moment)
            : null;
}
