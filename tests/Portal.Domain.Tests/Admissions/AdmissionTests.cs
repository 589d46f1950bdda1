using Portal.Domain.Admissions;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;

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
        var dossier = FiledDossier(at);
        return new Candidate(
            Admission.Of(dossier),
            dossier.FilingId!.Value,
            dossier.FiledAt!.Value,
            HasPassed: hasPassed
        );
    }

    private static Dossier FiledDossier(DateTimeOffset? at = null)
    {
        var call = Build.Call();
        var wave = Build.Wave(call);
        var dossier = Build.Draft(call, wave);
        dossier.File(Build.Matter(call, wave), () => "AP-2024-000001", Build.Carrier, at ?? Build.Opening.AddDays(2));
        return dossier;
    }

    private static BroughtEvidence Evidence(string statement, string link = "", PersonId? by = null) =>
        new(statement, link, by ?? Build.Carrier, Now);

    private static CriterionFinding Met { get; } = new(true, "", null);

    private static void Check(Candidate one, string key, bool isMet = true, string reason = "", int after = 0) =>
        one.Admission.Check(
            Plan(),
            one.Filing,
            key,
            new CriterionFinding(isMet, reason, null),
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
        Assert.That(
            Build.CodesOf(() => Check(one, "ethics", reason: new string('a', Admission.TextLength + 1))),
            Is.EqualTo(new[] { "admission.reason-too-long" })
        );
        Assert.That(
            Build.CodesOf(() =>
                one.Admission.Check(
                    Plan(),
                    one.Filing,
                    "ethics",
                    Met with
                    {
                        ValidUntil = Today.AddDays(-1),
                    },
                    Build.Officer,
                    Now,
                    Today
                )
            ),
            Is.EqualTo(new[] { "admission.expired" })
        );
    }

    [Test]
    public void What_was_looked_at_is_kept_with_what_was_found_until_other_evidence_is_looked_at()
    {
        var dossier = FiledDossier();
        var one = Admission.Of(dossier);
        var candidate = new Candidate(one, dossier.FilingId!.Value, dossier.FiledAt!.Value, HasPassed: true);
        one.Bring(dossier, Plan(), "ethics", Evidence("La charte.", "https://charte.example/2024"));
        Check(candidate, "ethics", isMet: false, "Sans date.");
        Assert.That(one.Record("ethics")!.Check!.Evidence!.Statement, Is.EqualTo("La charte."));
        Check(candidate, "ethics", after: 1);
        Assert.That(one.Record("ethics")!.Check!.Evidence!.Statement, Is.EqualTo("La charte."), "looked at again");
        one.Bring(dossier, Plan(), "ethics", Evidence("La charte datée."));
        Assert.That(one.Record("ethics")!.Check!.Evidence!.Statement, Is.EqualTo("La charte."), "not yet looked at");
        Check(candidate, "ethics", after: 2);
        Assert.That(one.Record("ethics")!.Check!.Evidence!.Statement, Is.EqualTo("La charte datée."));
    }

    [Test]
    public void Evidence_is_brought_in_words_by_who_writes_in_a_filed_dossier()
    {
        var dossier = FiledDossier();
        var one = Admission.Of(dossier);
        IReadOnlyList<string> Refused(BroughtEvidence evidence) =>
            Build.CodesOf(() => one.Bring(dossier, Plan(), "ethics", evidence));
        Assert.That(Refused(Evidence("Oui.", by: PersonId.New())), Is.EqualTo(new[] { "admission.may-not-bring" }));
        Assert.That(Refused(Evidence("")), Is.EqualTo(new[] { "admission.statement-missing" }));
        foreach (var link in new[] { "http://charte.example", "https://", "javascript:alert(1)" })
            Assert.That(Refused(Evidence("Oui.", link)), Is.EqualTo(new[] { "admission.not-secure" }), link);
        Assert.That(
            Build.CodesOf(() => one.Bring(dossier, Plan(), "colour", Evidence("Oui."))),
            Is.EqualTo(new[] { "admission.no-such-criterion" })
        );
        var call = Build.Call();
        Assert.That(
            Build.CodesOf(() => Admission.Of(Build.Draft(call, Build.Wave(call)))),
            Is.EqualTo(new[] { "admission.not-filed" })
        );
    }

    [Test]
    public void Who_has_a_place_keeps_it_when_another_meets_the_criteria_again_and_each_change_is_told_once()
    {
        var (first, second) = (Filed(), Filed());
        foreach (var (one, after) in new[] { (first, 0), (second, 1) })
        {
            Check(one, "security", after: after);
            Check(one, "ethics", after: after);
        }
        var day = Today.AddDays(3);
        Settle(day);
        Assert.That((first.Admission.PlacedAt is null, second.Admission.PlacedAt is null), Is.EqualTo((false, true)));
        Check(first, "ethics", isMet: false, "Plus de charte.", after: 2);
        Settle(day);
        Check(first, "ethics", after: 3);
        Settle(day);
        Settle(day);
        Assert.That(
            (first.Admission.PlacedAt is null, second.Admission.PlacedAt is null),
            Is.EqualTo((true, false)),
            "who waited has it"
        );
        Assert.That(
            first.Admission.Events.Where(one => one is PlaceGiven or PlaceLost).Select(one => one.Name),
            Is.EqualTo(new[] { "dossier.place-given", "dossier.place-lost" })
        );

        void Settle(DateOnly on)
        {
            var admitted = Admission.Admitted(Plan(places: 1), [first, second], on);
            foreach (var one in new[] { first.Admission, second.Admission })
                one.Settle(admitted.Contains(one.DossierId), Now);
        }
    }

    [Test]
    public void A_plan_is_whole_and_stays_as_it_is_once_something_is_filed_for_it()
    {
        var call = Build.Call();
        IReadOnlyList<string> Refused(AdmissionPlan plan, bool isFiledFor = false) =>
            Build.CodesOf(() => call.PlanAdmission(plan, isFiledFor, Build.Officer, Now));
        var (whole, one) = (Plan(places: 5), Plan().Criteria[0]);
        Assert.That(Refused(whole with { Criteria = [] }), Is.EqualTo(new[] { "admission.criteria-missing" }));
        Assert.That(Refused(whole with { Criteria = [one, one] }), Is.EqualTo(new[] { "admission.criterion-twice" }));
        Assert.That(Refused(whole with { Places = 0 }), Is.EqualTo(new[] { "admission.places-wrong" }));
        foreach (
            var wrong in new[]
            {
                one with
                {
                    Title = new LocalizedText("Titre", ""),
                },
                one with
                {
                    Guidance = new LocalizedText("", ""),
                },
                one with
                {
                    MonthsValid = 0,
                },
            }
        )
            Assert.That(
                Refused(whole with { Criteria = [wrong] }),
                Is.EqualTo(new[] { "admission.criterion-not-whole" })
            );
        call.PlanAdmission(whole, isFiledFor: false, Build.Officer, Now);
        Assert.That(Refused(whole with { Places = 6 }, isFiledFor: true), Is.EqualTo(new[] { "admission.filed-for" }));
        call.PlanAdmission(Plan(places: 5), isFiledFor: true, Build.Officer, Now);
        Assert.That(call.Admission, Is.SameAs(whole), "the same is no change");
    }

    [Test]
    public void A_call_that_does_not_compete_is_published_without_a_grid_of_marks()
    {
        var (presentation, now) = (Build.Call().Presentation, Build.Opening);
        var call = new Call("appui", "AU", CallKind.SupportProgramme, "operateur", presentation);
        Assert.That(call.ObstaclesToPublication([Build.Wave(call)], now), Has.Member(CallRefusals.NoGrid));
        call.PlanAdmission(Plan(), isFiledFor: false, Build.Officer, now);
        Assert.That(call.ObstaclesToPublication([Build.Wave(call)], now), Has.No.Member(CallRefusals.NoGrid));
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
