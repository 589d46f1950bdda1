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

    private static Admission Filed(DateTimeOffset? at = null)
    {
        var call = Build.Call();
        var wave = Build.Wave(call);
        var dossier = Build.Draft(call, wave);
        dossier.File(Build.Matter(call, wave), () => "AP-2024-000001", Build.Carrier, at ?? Build.Opening.AddDays(2));
        return Admission.Of(dossier);
    }

    private static void Check(Admission admission, string key, bool isMet = true, string reason = "", int after = 0) =>
        admission.Check(Plan(), key, isMet, reason, null, Build.Officer, Now.AddDays(after), Today.AddDays(after));

    [Test]
    public void All_criteria_are_met_or_one_says_why_not()
    {
        var one = Filed();
        Assert.That(one.StateOn(Plan(), Today), Is.EqualTo(AdmissionState.Awaited));
        Check(one, "security");
        Assert.That(
            Build.CodesOf(() => Check(one, "ethics", isMet: false)),
            Is.EqualTo(new[] { "admission.reason-missing" })
        );
        Check(one, "ethics", isMet: false, "Sans accord des usagers.");
        Assert.That(one.StateOn(Plan(), Today), Is.EqualTo(AdmissionState.NotMet));
        Assert.That(one.MetAt, Is.Null);
        Check(one, "ethics");
        Assert.That((one.StateOn(Plan(), Today), one.MetAt), Is.EqualTo((AdmissionState.Met, (DateTimeOffset?)Now)));
        Assert.That(Build.CodesOf(() => Check(one, "colour")), Is.EqualTo(new[] { "admission.no-such-criterion" }));
    }

    [Test]
    public void What_proves_a_criterion_holds_as_long_as_the_plan_says_and_its_rank_stays_when_it_is_renewed()
    {
        var one = Filed();
        Check(one, "security");
        Check(one, "ethics");
        var last = Today.AddMonths(12);
        Assert.That((one.NextExpiry, one.StateOf("security", last)), Is.EqualTo(((DateOnly?)last, CriterionState.Met)));
        Assert.That(one.StateOn(Plan(), last.AddDays(1)), Is.EqualTo(AdmissionState.Expired));
        Check(one, "security", after: 400);
        Assert.That(one.StateOn(Plan(), last.AddDays(60)), Is.EqualTo(AdmissionState.Met));
        Assert.That(one.MetAt, Is.EqualTo(Now));
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
        var day = Today.AddDays(2);
        Assert.That(
            Admission.Admitted(Plan(places: 1), [early, late], day, _ => false),
            Is.EqualTo(new[] { late.DossierId }),
            "first come"
        );
        Assert.That(
            Admission.Waiting(Plan(places: 1), [early, late], day, _ => false),
            Is.EqualTo(new[] { early.DossierId })
        );
        var atCutOff = Plan(places: 1, AdmissionOrder.AtCutOff);
        Assert.That(Admission.Admitted(atCutOff, [early, late], day, _ => false), Is.Empty, "not before the cut-off");
        Assert.That(Admission.Admitted(atCutOff, [early, late], day, _ => true), Is.EqualTo(new[] { early.DossierId }));
    }
}
