using FsCheck;
using FsCheck.Fluent;

namespace Portal.Domain.Tests.Calls;

[TestFixture]
internal sealed class ReminderRuleTests
{
    private static readonly ReminderRule Usual = ReminderRule.Usual.Single(rule => rule.Kind == DateKind.CutOff);

    private static readonly Arbitrary<DateTimeOffset> Moments = Gen.Choose(0, 20 * 365 * 24 * 60)
        .Select(minutes => Build.Opening.AddMinutes(minutes))
        .ToArbitrary();

    [Test]
    public void Three_hours_before_noon_on_a_day_of_work_is_nine_o_clock()
    {
        var moments = Usual.MomentsOf(Build.Closing).ToList();
        Assert.That(moments[^1].At, Is.EqualTo(Build.Paris(2024, 4, 9, 9, 0)));
        Assert.That(moments[2].At, Is.EqualTo(Build.Paris(2024, 4, 8, 12, 0)), "a day before: a Monday");
    }

    [TestCase(2024, 5, 1, 10, 2024, 4, 30, 18, TestName = "A holiday goes back to the evening before")]
    [TestCase(2024, 4, 1, 10, 2024, 3, 29, 18, TestName = "Easter Monday goes back to Friday")]
    [TestCase(2024, 4, 7, 12, 2024, 4, 5, 18, TestName = "A Sunday goes back to Friday")]
    [TestCase(2024, 4, 9, 7, 2024, 4, 8, 18, TestName = "Before the offices open goes back to the evening before")]
    [TestCase(2024, 4, 9, 23, 2024, 4, 9, 18, TestName = "A night goes back to its own evening")]
    [TestCase(2024, 4, 9, 8, 2024, 4, 9, 8, TestName = "Office hours stay")]
    public void What_falls_outside_office_hours_goes_earlier(
        int year,
        int month,
        int day,
        int hour,
        int thenYear,
        int thenMonth,
        int thenDay,
        int thenHour
    ) =>
        Assert.That(
            OfficeHours.LastBy(Build.Paris(year, month, day, hour, 0)),
            Is.EqualTo(Build.Paris(thenYear, thenMonth, thenDay, thenHour, 0))
        );

    [Test]
    public void A_moment_of_office_hours_is_never_later_stays_where_it_is_and_keeps_the_order() =>
        Prop.ForAll(
                Moments,
                Moments,
                (one, other) =>
                {
                    var (first, second) = (OfficeHours.LastBy(one), OfficeHours.LastBy(other));
                    return first <= one
                        && OfficeHours.LastBy(first) == first
                        && one - first < TimeSpan.FromDays(5)
                        && (one <= other ? first <= second : first >= second);
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void Of_the_reminders_of_a_date_one_at_most_is_due_the_latest_and_the_others_are_over_or_to_come() =>
        Prop.ForAll(
                Moments,
                Gen.Choose(-60 * 24, 60 * 24 * 60).ToArbitrary(),
                (date, minutes) =>
                {
                    var now = date.AddMinutes(-minutes);
                    var due = Usual.DueOf(date, now);
                    var fallen = Usual.MomentsOf(date).Where(moment => moment.At <= now).ToList();
                    return date <= now
                        ? due is null
                        : due == fallen.LastOrDefault()
                            && Usual.ComingOf(date, now).All(moment => moment.At > now && moment.At < date)
                            && (due is null || due.At == fallen.Max(moment => moment.At));
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void Without_office_hours_a_reminder_goes_at_night_too_and_without_spans_none_does()
    {
        var sunday = Build.Paris(2024, 4, 7, 23, 0);
        var rule = new ReminderRule(DateKind.Audition, [TimeSpan.FromHours(3)], KeepsOfficeHours: false);
        Assert.That(rule.MomentsOf(sunday).Single().At, Is.EqualTo(sunday.AddHours(-3)));
        Assert.That((rule with { Before = [] }).DueOf(sunday, sunday.AddMinutes(-1)), Is.Null);
    }

    [Test]
    public void A_call_says_once_a_kind_how_long_before_in_whole_hours_within_a_year()
    {
        static ReminderRule Before(double hours) => new(DateKind.CutOff, [TimeSpan.FromHours(hours)], true);
        var call = Build.Call();
        void Rule(params ReminderRule[] rules) => call.RuleOnReminders(rules, Build.Officer, Build.Opening);
        var outOfRange = new[] { "call.reminder-out-of-range" };
        Assert.That(Build.CodesOf(() => Rule(Before(0))), Is.EqualTo(outOfRange));
        Assert.That(Build.CodesOf(() => Rule(Before(1.5))), Is.EqualTo(outOfRange));
        Assert.That(Build.CodesOf(() => Rule(Before(366 * 24))), Is.EqualTo(outOfRange));
        Assert.That(Build.CodesOf(() => Rule(Before(1), Before(2))), Is.EqualTo(new[] { "call.reminder-twice" }));
        Rule(Before(24 * 365));
        var rules = ReminderRule.Complete(call.Reminders);
        Assert.That(
            rules.Select(rule => rule.Kind),
            Is.EqualTo(Enum.GetValues<DateKind>()),
            "the usual ones for all others"
        );
        Assert.That(rules[0], Is.EqualTo(Before(24 * 365)));
    }
}
