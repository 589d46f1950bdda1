using Portal.Domain.Admissions;

namespace Portal.Domain.Tests.Admissions;

[TestFixture]
internal sealed class AdmissionTests
{
    private static readonly DateTimeOffset Now = Build.Paris(2024, 4, 10, 9, 0);
    private static readonly DateOnly Today = new(2024, 4, 10);

    private static AdmissionPlan Plan(int? places = null, AdmissionOrder order = AdmissionOrder.FirstCome) =>
        new(
            [new("security", Build.Text(), Build.Text(), 12), new("ethics", Build.Text(), Build.Text(), null)],
            places,
            order
        );

    private static Candidate Filed(DateTimeOffset? at = null, bool hasPassed = true)
    {
        var call = Build.Call();
        var wave = Build.Wave(call);
        var dossier = Build.Draft(call, wave);
        dossier.File(Build.Matter(call, wave), () => "AP-2024-000001", Build.Carrier, at ?? Build.Opening.AddDays(2));
        return new Candidate(
            Admission.Of(dossier),
            dossier.FilingId!.Value,
            dossier.FiledAt!.Value,
            HasPassed: hasPassed
        );
    }

    private static void Check(Candidate one, string key, bool isMet = true, string reason = "", int after = 0) =>
        one.Admission.Check(
            Plan(),
            one.Filing,
            key,
            isMet,
            reason,
            null,
            Build.Officer,
            Now.AddDays(after),
            Today.AddDays(after)
        );

    private static AdmissionState StateOn(Candidate one, DateOnly day) =>
        one.Admission.StateOn(Plan(), one.Filing, day);

    [Test]
    public void All_criteria_are_met_or_one_says_why_not()
    {
        var one = Filed();
        Assert.That(StateOn(one, Today), Is.EqualTo(AdmissionState.Awaited));
        Check(one, "security");
        Assert.That(
            Build.CodesOf(() => Check(one, "ethics", isMet: false)),
            Is.EqualTo(new[] { "admission.reason-missing" })
        );
        Check(one, "ethics", isMet: false, "Sans accord des usagers.");
        Assert.That(StateOn(one, Today), Is.EqualTo(AdmissionState.NotMet));
        Assert.That(one.Admission.MetAt, Is.Null);
        Check(one, "ethics");
        Assert.That((StateOn(one, Today), one.Admission.MetAt), Is.EqualTo((AdmissionState.Met, (DateTimeOffset?)Now)));
        Assert.That(Build.CodesOf(() => Check(one, "colour")), Is.EqualTo(new[] { "admission.no-such-criterion" }));
    }

    [Test]
    public void What_proves_a_criterion_holds_as_long_as_the_plan_says_and_its_rank_stays_when_it_is_renewed()
    {
        var one = Filed();
        Check(one, "security");
        Check(one, "ethics");
        var last = Today.AddMonths(12);
        Assert.That(
            (one.Admission.NextExpiry, one.Admission.StateOf("security", one.Filing, last)),
            Is.EqualTo(((DateOnly?)last, CriterionState.Met))
        );
        Assert.That(StateOn(one, last.AddDays(1)), Is.EqualTo(AdmissionState.Expired));
        Check(one, "security", after: 400);
        Assert.That(StateOn(one, last.AddDays(60)), Is.EqualTo(AdmissionState.Met));
        Assert.That(one.Admission.MetAt, Is.EqualTo(Now));
    }

    [Test]
    public void What_was_found_of_one_filing_says_nothing_of_the_next_one_whose_words_nobody_checked()
    {
        var first = Filed();
        Check(first, "security");
        Check(first, "ethics");
        var second = first with { Filing = FilingId.New() };
        Assert.That(StateOn(second, Today), Is.EqualTo(AdmissionState.Awaited));
        Assert.That(Admission.Admitted(Plan(), [second], Today), Is.Empty);
        Check(second, "security", after: 1);
        Assert.That(StateOn(second, Today), Is.EqualTo(AdmissionState.Awaited), "each of them anew");
        Assert.That(second.Admission.MetWith, Is.EqualTo(first.Filing), "the public reads what was checked");
        Check(second, "ethics", after: 1);
        Assert.That(
            (StateOn(second, Today), second.Admission.MetWith, second.Admission.MetAt),
            Is.EqualTo((AdmissionState.Met, (FilingId?)second.Filing, (DateTimeOffset?)Now))
        );
    }

    [Test]
    public void Places_go_to_who_meets_the_criteria_first_or_at_the_cut_off_to_who_filed_first()
    {
        var (early, late) = (Filed(Build.Opening.AddDays(3)), Filed(Build.Opening.AddDays(4)));
        foreach (var (one, after) in new[] { (late, 0), (early, 1) })
        {
            Check(one, "security", after: after);
            Check(one, "ethics", after: after);
        }
        var (day, first, second) = (Today.AddDays(2), early.Admission.DossierId, late.Admission.DossierId);
        Assert.That(
            Admission.Admitted(Plan(places: 1), [early, late], day),
            Is.EqualTo(new[] { second }),
            "first come"
        );
        Assert.That(Admission.Waiting(Plan(places: 1), [early, late], day), Is.EqualTo(new[] { first }));
        var atCutOff = Plan(places: 1, AdmissionOrder.AtCutOff);
        Assert.That(
            Admission.Admitted(atCutOff, [early with { HasPassed = false }, late with { HasPassed = false }], day),
            Is.Empty,
            "not before the cut-off"
        );
        Assert.That(Admission.Admitted(atCutOff, [early, late], day), Is.EqualTo(new[] { first }));
        var filedAgain = early with { FiledAt = Build.Opening.AddDays(5) };
        Assert.That(
            Admission.Admitted(atCutOff, [filedAgain, late], day),
            Is.EqualTo(new[] { second }),
            "by the filing that counts"
        );
    }
}
