using Portal.Domain.Notifications;

namespace Portal.Domain.Tests.Notifications;

[TestFixture]
internal sealed class MorningsTests
{
    [Test]
    public void Before_eight_the_next_morning_is_this_one_and_what_is_too_much_waits_for_tomorrow()
    {
        var mornings = Mornings.After(Build.Paris(2024, 4, 9, 7, 59));
        Assert.That(mornings.Daily, Is.EqualTo(Build.Paris(2024, 4, 9, 8, 0)));
        Assert.That(mornings.Next, Is.EqualTo(Build.Paris(2024, 4, 10, 8, 0)));
    }

    [Test]
    public void At_eight_the_morning_is_over()
    {
        var mornings = Mornings.After(Build.Paris(2024, 4, 9, 8, 0));
        Assert.That(mornings.Daily, Is.EqualTo(Build.Paris(2024, 4, 10, 8, 0)));
    }

    [TestCase(7, ExpectedResult = 8), TestCase(8, ExpectedResult = 15), TestCase(9, ExpectedResult = 15)]
    public int The_week_ends_on_a_monday_morning(int day) =>
        // The 8th of April 2024 is a Monday.
        Mornings.After(Build.Paris(2024, 4, day, 8, 0)).Weekly.Day;

    [Test]
    public void A_monday_before_eight_is_still_this_weeks()
    {
        var mornings = Mornings.After(Build.Paris(2024, 4, 8, 7, 0));
        Assert.That(mornings.Weekly, Is.EqualTo(Build.Paris(2024, 4, 8, 8, 0)));
    }

    [Test]
    public void A_day_is_a_day_of_paris_of_23_hours_when_summer_time_begins()
    {
        var mornings = Mornings.After(Build.Paris(2024, 3, 31, 12, 0));
        Assert.That(mornings.Today, Is.EqualTo(Build.Paris(2024, 3, 31, 0, 0)));
        Assert.That(mornings.Tomorrow - mornings.Today, Is.EqualTo(TimeSpan.FromHours(23)));
        Assert.That(mornings.Daily, Is.EqualTo(Build.Paris(2024, 4, 1, 8, 0)));
    }
}
