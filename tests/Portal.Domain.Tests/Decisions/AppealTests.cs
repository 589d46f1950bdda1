using Portal.Domain.Decisions.Appeals;
using Outcome = Portal.Domain.Decisions.Outcome;

namespace Portal.Domain.Tests.Decisions;

[TestFixture]
internal sealed class AppealTests
{
    private static readonly DateTimeOffset Notified = Build.Paris(2024, 1, 18, 14, 0);

    private readonly Call _call = Build.Call();

    private (Dossier Dossier, Decision Decision) Rejected()
    {
        var dossier = Build.Eligible(_call, Build.Wave(_call));
        var ruling = new Ruling(Outcome.Rejected, "Motif");
        return (dossier, Decision.Take(dossier, ruling, Build.Officer, Build.Closing.AddDays(30)));
    }

    private static PersonId CoordinatorOf(Dossier dossier) =>
        dossier.Members.Single(member => member.Role == MemberRole.Coordinator).Person;

    private Appeal Lodged(DateTimeOffset at)
    {
        var (dossier, decision) = Rejected();
        return Appeal.Lodge(dossier, decision, Notified, [], "Je conteste.", CoordinatorOf(dossier), at);
    }

    [Test]
    public void Remedies_end_with_the_court_s_two_months_after_the_answer_or_after_silence()
    {
        var at = Build.Paris(2024, 2, 20, 9, 0);
        Assert.That(Remedies.EndOf(Notified, []), Is.EqualTo(AppealPeriod.LodgedBy(Notified).EndsAt));
        var silence = AppealPeriod.LodgedBy(AppealPeriod.SilentUntil(at).At).EndsAt;
        Assert.That(Remedies.EndOf(Notified, [Lodged(at)]), Is.EqualTo(silence));
        var (early, late) = (Lodged(at), Lodged(at));
        early.Reply(isUpheld: false, "Motifs.", Build.Officer, at.AddDays(1));
        late.Reply(isUpheld: false, "Motifs.", Build.Officer, at.AddDays(150));
        Assert.That(Remedies.EndOf(Notified, [early]), Is.EqualTo(silence), "an answer takes nothing away");
        Assert.That(Remedies.EndOf(Notified, [early, late]), Is.EqualTo(AppealPeriod.LodgedBy(at.AddDays(150)).EndsAt));
    }

    [TestCase("2024-01-18 14:00", "2024-03-19", TestName = "Neither_the_first_day_nor_the_last_one_counts")]
    [TestCase("2024-01-18 23:30", "2024-03-19", TestName = "The_day_is_that_of_Paris")]
    [TestCase("2024-01-14 10:00", "2024-03-15", TestName = "On_a_worked_day_it_ends")]
    [TestCase("2024-01-15 10:00", "2024-03-18", TestName = "A_Saturday_is_put_off_to_Monday")]
    [TestCase("2024-01-30 10:00", "2024-04-02", TestName = "Easter_Monday_is_put_off_as_well")]
    [TestCase("2023-12-31 10:00", "2024-03-01", TestName = "Two_months_from_the_31st_end_with_February")]
    public void Clear(string notified, string last)
    {
        var civil = DateTime.Parse(notified, System.Globalization.CultureInfo.InvariantCulture);
        var until = AppealPeriod.LodgedBy(Deadline.InstantOf(civil));
        Assert.That(
            until.Civil,
            Is.EqualTo(DateTime.Parse($"{last} 23:59:59", System.Globalization.CultureInfo.InvariantCulture))
        );
    }

    [Test]
    public void It_is_lodged_by_the_coordinator_says_something_and_is_taken_late_as_late()
    {
        var (dossier, decision) = Rejected();
        var coordinator = CoordinatorOf(dossier);
        Appeal Lodge(string text, PersonId by, DateTimeOffset at) =>
            Appeal.Lodge(dossier, decision, Notified, [], text, by, at);
        var end = Build.Paris(2024, 3, 20, 0, 0);
        Assert.That(Build.CodesOf(() => Lodge(" ", coordinator, end)), Is.EqualTo(new[] { "appeal.text-needed" }));
        Assert.That(
            Build.CodesOf(() => Lodge(new string('a', Appeal.TextLength + 1), coordinator, end)),
            Is.EqualTo(new[] { "appeal.text-too-long" })
        );
        Assert.That(
            Build.CodesOf(() => Lodge("Non.", PersonId.New(), end)),
            Is.EqualTo(new[] { "appeal.only-coordinator" })
        );
        var inTime = Lodge("Non.", coordinator, end.AddTicks(-1));
        Assert.That(inTime.Events.OfType<AppealLodged>().Count(), Is.EqualTo(1));
        Assert.That((inTime.IsLate, Lodge("Non.", coordinator, end).IsLate), Is.EqualTo((false, true)));
    }

    [Test]
    public void A_decision_is_contested_once_and_anew_when_a_correction_tells_it_anew()
    {
        var first = Lodged(Build.Paris(2024, 2, 5, 9, 0));
        var corrected = Build.Paris(2024, 2, 20, 14, 0);
        string? Obstacle(Outcome outcome, DateTimeOffset notified, params Appeal[] earlier) =>
            Appeal.ObstacleTo(outcome, notified, earlier)?.Code;
        Assert.That(Obstacle(Outcome.Rejected, Notified), Is.Null);
        Assert.That(Obstacle(Outcome.Rejected, Notified, first), Is.EqualTo("appeal.lodged"));
        Assert.That(Obstacle(Outcome.Rejected, corrected, first), Is.Null);
        Assert.That(Obstacle(Outcome.Declined, corrected, first), Is.EqualTo("appeal.given-up"));
    }

    [Test]
    public void A_refusal_gives_the_court_anew_only_before_the_implied_one_is_final()
    {
        Appeal Answered(DateTimeOffset at, bool isUpheld = false)
        {
            var appeal = Lodged(Build.Paris(2024, 2, 5, 9, 0));
            appeal.Reply(isUpheld, "Motif.", Build.Officer, at);
            return appeal;
        }
        Assert.That(Answered(Build.Paris(2024, 3, 1, 9, 0)).ReopensCourt, Is.True);
        Assert.That(Answered(Build.Paris(2024, 6, 4, 9, 0)).ReopensCourt, Is.True);
        Assert.That(Answered(Build.Paris(2024, 7, 1, 9, 0)).ReopensCourt, Is.False);
        Assert.That(Answered(Build.Paris(2024, 3, 1, 9, 0), isUpheld: true).ReopensCourt, Is.False);
    }

    [Test]
    public void Two_months_of_silence_reject_it_and_it_can_still_be_answered_once()
    {
        var appeal = Lodged(Build.Paris(2024, 2, 5, 9, 0));
        var silent = Build.Paris(2024, 4, 5, 0, 0);
        Assert.That(appeal.StateAt(silent.AddTicks(-1)), Is.EqualTo(AppealState.Awaited));
        Assert.That(appeal.StateAt(silent), Is.EqualTo(AppealState.RejectedBySilence));
        Assert.That(
            Build.CodesOf(() => appeal.Reply(isUpheld: true, " ", Build.Officer, silent)),
            Is.EqualTo(new[] { "appeal.reasons-needed" })
        );
        appeal.Reply(isUpheld: true, "Fondé.", Build.Officer, silent);
        Assert.That(appeal.StateAt(silent), Is.EqualTo(AppealState.Upheld));
        Assert.That(
            Build.CodesOf(() => appeal.Reply(isUpheld: false, "Non.", Build.Officer, silent)),
            Is.EqualTo(new[] { "appeal.answered" })
        );
    }
}
