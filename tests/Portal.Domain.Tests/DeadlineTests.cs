using FsCheck;
using FsCheck.Fluent;

namespace Portal.Domain.Tests;

[TestFixture]
internal sealed class DeadlineTests
{
    [Test]
    public void A_dossier_received_in_the_deadlines_own_second_is_in_time_and_in_the_next_it_is_late()
    {
        var deadline = new Deadline(Build.Civil(2024, 4, 9, 12, 0));
        Assert.That(deadline.Accepts(Build.Paris(2024, 4, 9, 12, 0).AddMilliseconds(999)), Is.True);
        Assert.That(deadline.Accepts(Build.Paris(2024, 4, 9, 12, 0, 1)), Is.False);
    }

    [Test]
    public void Noon_in_paris_is_ten_in_summer_and_eleven_in_winter()
    {
        Assert.That(
            new Deadline(Build.Civil(2024, 4, 9, 12, 0)).At,
            Is.EqualTo(new DateTimeOffset(2024, 4, 9, 10, 0, 0, TimeSpan.Zero))
        );
        Assert.That(
            new Deadline(Build.Civil(2024, 1, 18, 12, 0)).At,
            Is.EqualTo(new DateTimeOffset(2024, 1, 18, 11, 0, 0, TimeSpan.Zero))
        );
    }

    [Test]
    public void An_hour_that_a_clock_change_skips_or_doubles_favours_who_files()
    {
        Assert.That(
            new Deadline(Build.Civil(2024, 3, 31, 2, 30)).At,
            Is.EqualTo(new DateTimeOffset(2024, 3, 31, 1, 30, 0, TimeSpan.Zero)),
            "02:30 does not exist: 03:30 counts"
        );
        Assert.That(
            new Deadline(Build.Civil(2024, 10, 27, 2, 30)).At,
            Is.EqualTo(new DateTimeOffset(2024, 10, 27, 1, 30, 0, TimeSpan.Zero)),
            "the second 02:30 counts"
        );
    }

    [Test]
    public void In_the_grace_an_act_is_in_time_and_said_to_be_so()
    {
        var deadline = new Deadline(Build.Civil(2024, 4, 9, 12, 0), TimeSpan.FromMinutes(5));
        Assert.That(deadline.IsInGrace(Build.Paris(2024, 4, 9, 12, 0)), Is.False);
        Assert.That(deadline.IsInGrace(Build.Paris(2024, 4, 9, 12, 0, 1)), Is.True);
        Assert.That(deadline.IsInGrace(Build.Paris(2024, 4, 9, 12, 5)), Is.True);
        Assert.That(deadline.Accepts(Build.Paris(2024, 4, 9, 12, 5, 1)), Is.False);
    }

    [Test]
    public void Whatever_the_moment_and_the_grace_the_received_second_alone_decides() =>
        Prop.ForAll(
                Gen.Choose(0, 3_000).Three().ToArbitrary(),
                values =>
                {
                    var (minutes, grace, milliseconds) = values;
                    var deadline = new Deadline(
                        Build.Civil(2024, 3, 30, 22, 0).AddMinutes(minutes),
                        TimeSpan.FromSeconds(grace % 400)
                    );
                    var instant = deadline.At.AddSeconds(grace % 400).AddMilliseconds(milliseconds - 1_500);
                    var receivedSecond = Math.Floor((instant - deadline.At).TotalSeconds);
                    return deadline.Accepts(instant) == (receivedSecond <= deadline.GraceSeconds);
                }
            )
            .QuickCheckThrowOnFailure();

    [Test]
    public void Every_existing_civil_time_comes_back_from_its_instant() =>
        NearClockChanges(
            (civil, zone) =>
                zone.IsInvalidTime(civil)
                || TimeZoneInfo.ConvertTime(Deadline.InstantOf(civil, zone.Id), zone).DateTime == civil
        );

    [Test]
    public void After_a_civil_time_that_exists_a_later_one_is_never_an_earlier_instant() =>
        NearClockChanges(
            (civil, zone) =>
                zone.IsInvalidTime(civil)
                || Deadline.InstantOf(civil, zone.Id) <= Deadline.InstantOf(civil.AddMinutes(1), zone.Id)
                    && Deadline.InstantOf(civil, zone.Id) < Deadline.InstantOf(civil.AddHours(3), zone.Id)
        );

    [Test]
    public void Of_the_instants_that_a_clock_shows_the_deadline_is_the_last() =>
        NearClockChanges(
            (civil, zone) =>
            {
                var at = Deadline.InstantOf(civil, zone.Id);
                return !Enumerable
                    .Range(1, 8)
                    .Any(quarter => TimeZoneInfo.ConvertTime(at.AddMinutes(15 * quarter), zone).DateTime <= civil);
            }
        );

    /// <summary>The days around the clock changes of many years, in the zones of France, overseas too.</summary>
    private static void NearClockChanges(Func<DateTime, TimeZoneInfo, bool> holds) =>
        Prop.ForAll(
                (
                    from year in Gen.Choose(1996, 2060)
                    from month in Gen.Elements(3, 4, 10, 11)
                    from minutes in Gen.Choose(-26 * 60, 26 * 60)
                    from zone in Gen.Elements(
                        Deadline.Paris,
                        "America/Miquelon",
                        "America/Martinique",
                        "Indian/Reunion",
                        "Pacific/Noumea"
                    )
                    select (LastSunday(year, month).AddHours(2).AddMinutes(minutes), zone)
                ).ToArbitrary(),
                one => holds(one.Item1, TimeZoneInfo.FindSystemTimeZoneById(one.zone))
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    private static DateTime LastSunday(int year, int month)
    {
        var last = Build.Civil(year, month, DateTime.DaysInMonth(year, month), 0, 0);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
