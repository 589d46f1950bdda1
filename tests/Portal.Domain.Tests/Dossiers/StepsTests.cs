using Portal.Domain.Complements;

namespace Portal.Domain.Tests.Dossiers;

/// <summary>A call whose letter is judged before the dossier can be written.</summary>
[TestFixture]
internal sealed class StepsTests
{
    private static readonly DateTimeOffset Judged = Build.Paris(2024, 5, 1, 10, 0);
    private static readonly Deadline Due = new(Build.Civil(2024, 8, 1, 12, 0), TimeSpan.FromSeconds(300));

    [Test]
    public void A_letter_is_filed_without_what_only_the_full_dossier_asks()
    {
        var (call, wave, dossier) = Scene();
        Assert.That(dossier.ObstaclesToFiling(Letter(call, wave), Build.Opening.AddDays(2)), Is.Empty);
        var filing = File(dossier, Letter(call, wave), Build.Opening.AddDays(2));
        Assert.That(
            (filing.Step, filing.StepDue, filing.FormId),
            Is.EqualTo((1, (Deadline?)null, call.CurrentForm.Id))
        );
        Assert.That(filing.CanonicalCopy, Does.Contain("\"step\": 1").And.Not.Contain("stepDue"));
        Assert.That(dossier.IsFiledInPart);
    }

    [Test]
    public void A_rule_that_looks_at_a_later_step_is_not_asked_before()
    {
        var (call, _, _) = Scene();
        Assert.That(call.CurrentForm.UpTo(1).Rules.Select(rule => rule.Key), Is.EqualTo(new[] { "letter-rule" }));
        Assert.That(call.CurrentForm.UpTo(2), Is.SameAs(call.CurrentForm));
        Assert.That(
            (call.CurrentForm.UpTo(1).HasStepsAhead, call.CurrentForm.HasStepsAhead),
            Is.EqualTo((true, false))
        );
    }

    [Test]
    public void Partners_sign_the_full_dossier_and_no_letter()
    {
        var consortium = new FormField("members", FieldType.Consortium, Build.Text())
        {
            Columns = StandardColumns.Consortium,
            SignedByEach = true,
        };
        var form = InSteps(Build.Call([Build.Field("title"), consortium])).CurrentForm;
        Assert.That((form.UpTo(1).IsSignedByEach, form.IsSignedByEach), Is.EqualTo((false, true)));
    }

    [Test]
    public void GO_opens_the_next_step_with_a_date_that_the_closing_of_the_wave_does_not_touch()
    {
        var (call, wave, dossier) = Eligible();
        Assert.That(wave.StateAt(Judged), Is.EqualTo(WaveState.Closed));
        var verdict = dossier.Judge(call, wave, Go("Précisez."), Build.Officer, Judged);
        Assert.That((dossier.Step, dossier.State), Is.EqualTo((2, DossierState.Reopened)));
        Assert.That(dossier.TermAt(wave, Judged)!.Deadline, Is.EqualTo(Due));
        Assert.That(dossier.TermAt(wave, Due.EndsAt), Is.Null);
        Assert.That((verdict.Remarks, verdict.Due, verdict.FilingId), Is.EqualTo(("Précisez.", Due, dossier.FilingId)));

        var late = Due.EndsAt;
        Assert.That(
            Build.CodesOf(() => File(dossier, Whole(call, wave), late)),
            Is.EqualTo(new[] { "dossier.step-due-passed" })
        );
        var filing = File(dossier, Whole(call, wave), Due.At.AddSeconds(60));
        Assert.That((dossier.Number, filing.Version, filing.Step), Is.EqualTo(("AP-2024-000001", 2, 2)));
        Assert.That(filing.CutOffId, Is.EqualTo(wave.CutOffs[0].Id), "it was taken up there");
        Assert.That(filing.CanonicalCopy, Does.Contain("\"stepDue\""));
        Assert.That((dossier.State, dossier.IsFiledInPart), Is.EqualTo((DossierState.Filed, false)));
        Assert.That((dossier.IsFrozen(wave, Due.At), dossier.IsFrozen(wave, Due.EndsAt)), Is.EqualTo((false, true)));
    }

    [Test]
    public void The_full_dossier_lacks_what_the_letter_did_not_ask()
    {
        var (call, wave, dossier) = Eligible();
        dossier.Judge(call, wave, Go(), Build.Officer, Judged);
        var lacking = dossier.ObstaclesToFiling(Letter(call, wave) with { Form = call.CurrentForm }, Judged);
        Assert.That(lacking.Select(one => one.Field), Does.Contain("protocol"));
    }

    [Test]
    public void What_was_filed_before_stays_until_the_next_step_is_filed()
    {
        var (call, wave, dossier) = Eligible();
        var letter = dossier.FilingId;
        dossier.Judge(call, wave, Go(), Build.Officer, Judged);
        Assert.That((dossier.FilingId, dossier.Eligibility), Is.EqualTo((letter, (EligibilityCheck?)null)));
        File(dossier, Whole(call, wave), Judged.AddDays(1));
        Assert.That(dossier.Filings.Select(filing => filing.Step), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(dossier.Verdicts.Single().FilingId, Is.EqualTo(letter));
    }

    [Test]
    public void A_verdict_waits_for_the_cut_off_the_eligibility_check_and_complements()
    {
        var (call, wave, dossier) = Scene();
        Assert.That(CodeOf(dossier, wave, Build.Closing), Is.EqualTo("dossier.not-filed"));
        File(dossier, Letter(call, wave), Build.Opening.AddDays(2));
        Assert.That(CodeOf(dossier, wave, Build.Opening.AddDays(3)), Is.EqualTo("dossier.not-yet-frozen"));
        Assert.That(CodeOf(dossier, wave, Judged), Is.EqualTo("dossier.eligibility-first"));
        dossier.CheckEligibility(wave, eligible: true, "", Build.Officer, Judged);
        Assert.That(CodeOf(dossier, wave, Judged), Is.Null);
        var letter = new ComplementLetter([new ComplementItem("project", "title", "Précisez.")], "", Due);
        ComplementRequest.Ask(dossier, wave, call.CurrentForm.UpTo(1), letter, false, Build.Officer, Judged);
        Assert.That(CodeOf(dossier, wave, Judged), Is.EqualTo("dossier.complements-awaited"));
    }

    [Test]
    public void An_ineligible_dossier_gets_no_verdict_and_a_judged_one_no_second()
    {
        var (call, wave, refused) = Scene();
        File(refused, Letter(call, wave), Build.Opening.AddDays(2));
        refused.CheckEligibility(wave, eligible: false, "Motif.", Build.Officer, Judged);
        Assert.That(CodeOf(refused, wave, Judged), Is.EqualTo("dossier.ineligible"));

        var (other, its, dossier) = Eligible();
        dossier.Judge(other, its, Go(), Build.Officer, Judged);
        Assert.That(CodeOf(dossier, its, Judged), Is.EqualTo("dossier.already-judged"));
        File(dossier, Whole(other, its), Judged.AddDays(1));
        Assert.That(CodeOf(dossier, its, Judged.AddDays(2)), Is.EqualTo("dossier.no-step-ahead"));
    }

    [Test]
    public void GO_needs_a_date_ahead_and_a_no_needs_its_reason()
    {
        var (call, wave, dossier) = Eligible();
        IReadOnlyList<string> Codes(VerdictAnswer answer, string remarks, Deadline? due) =>
            Build.CodesOf(() =>
                dossier.Judge(call, wave, new VerdictLetter(answer, remarks, due), Build.Officer, Judged)
            );
        Assert.That(Codes(VerdictAnswer.Go, "", null), Is.EqualTo(new[] { "dossier.step-due-needed" }));
        var past = new Deadline(Build.Civil(2024, 4, 30, 12, 0));
        Assert.That(Codes(VerdictAnswer.Go, "", past), Is.EqualTo(new[] { "dossier.step-due-in-the-past" }));
        Assert.That(Codes(VerdictAnswer.NoGo, " ", null), Is.EqualTo(new[] { "dossier.reason-needed" }));
        Assert.That(Codes(VerdictAnswer.Refile, "", null), Is.EqualTo(new[] { "dossier.reason-needed" }));
        Assert.That(
            Codes(VerdictAnswer.NoGo, new string('x', Verdict.MaxRemarks + 1), null),
            Is.EqualTo(new[] { "dossier.remarks-too-long" })
        );
    }

    [Test]
    public void NO_GO_ends_the_dossier()
    {
        var (call, wave, dossier) = Eligible();
        dossier.Judge(call, wave, new VerdictLetter(VerdictAnswer.NoGo, "Motif.", Due), Build.Officer, Judged);
        Assert.That((dossier.State, dossier.Step), Is.EqualTo((DossierState.Dismissed, 1)));
        Assert.That(dossier.Verdicts.Single().Due, Is.Null);
        string[] dismissed = ["dossier.dismissed"];
        Assert.That(Build.CodesOf(() => File(dossier, Letter(call, wave, "Autre"), Judged)), Is.EqualTo(dismissed));
        Assert.That(Build.CodesOf(() => dossier.Withdraw("", Build.Carrier, Judged)), Is.EqualTo(dismissed));
        Assert.That(
            Build.CodesOf(() => dossier.TakeUpAgain(wave, Build.Carrier, Judged)),
            Is.EqualTo(new[] { "dossier.nothing-to-take-up" })
        );
    }

    [Test]
    public void NO_GO_with_recommendations_lets_it_be_filed_again_under_its_number_for_an_open_cut_off()
    {
        var (call, wave, dossier) = Eligible(Build.Civil(2024, 4, 9, 12, 0), Build.Civil(2024, 9, 9, 12, 0));
        dossier.Judge(call, wave, Refile, Build.Officer, Judged);
        Assert.That(
            Build.CodesOf(() => dossier.TakeUpAgain(wave, PersonId.New(), Judged)),
            Is.EqualTo(new[] { "dossier.only-coordinator" })
        );
        dossier.TakeUpAgain(wave, Build.Carrier, Judged.AddDays(1));
        dossier.TakeUpAgain(wave, Build.Carrier, Judged.AddDays(1));
        Assert.That((dossier.State, dossier.Step), Is.EqualTo((DossierState.Reopened, 1)));

        // The same again is another filing: nothing that was judged stands for what is to be judged.
        var filing = File(dossier, Letter(call, wave), Judged.AddDays(2));
        Assert.That((filing.Version, filing.CutOffId), Is.EqualTo((2, wave.CutOffs[1].Id)));
        Assert.That(dossier.Number, Is.EqualTo("AP-2024-000001"));
        Assert.That(dossier.Events.OfType<DossierTakenUpAgain>().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Recommendations_are_only_given_where_the_call_lets_a_step_be_filed_again()
    {
        var (call, wave, dossier) = Eligible();
        call.LayOut([.. call.Steps.Select(step => step with { MayRefile = false })], by: null, Judged);
        Assert.That(
            Build.CodesOf(() => dossier.Judge(call, wave, Refile, Build.Officer, Judged)),
            Is.EqualTo(new[] { "dossier.may-not-refile" })
        );
    }

    [Test]
    public void Once_the_wave_is_closed_nothing_is_taken_up_again()
    {
        var (call, wave, dossier) = Eligible();
        dossier.Judge(call, wave, Refile, Build.Officer, Judged);
        Assert.That(dossier.ObstacleToTakingUp(wave, Judged)?.Code, Is.EqualTo("dossier.wave-closed"));
    }

    [Test]
    public void A_step_that_is_not_filed_by_its_date_ends_the_dossier_and_the_same_twice_changes_nothing()
    {
        var (call, wave, dossier) = Eligible();
        dossier.Judge(call, wave, Go(), Build.Officer, Judged);
        dossier.MissStep(Due.EndsAt.AddTicks(-1));
        Assert.That(dossier.State, Is.EqualTo(DossierState.Reopened));
        dossier.MissStep(Due.EndsAt);
        dossier.MissStep(Due.EndsAt.AddDays(1));
        Assert.That(dossier.Dismissal, Is.EqualTo(new Dismissal(By: null, Due.EndsAt, MayRefile: false)));
        Assert.That(dossier.Events.OfType<StepMissed>().Count(), Is.EqualTo(1));
    }

    [Test]
    public void A_step_that_was_filed_or_withdrawn_misses_nothing()
    {
        var (call, wave, filed) = Eligible();
        filed.Judge(call, wave, Go(), Build.Officer, Judged);
        File(filed, Whole(call, wave), Judged.AddDays(1));
        filed.MissStep(Due.EndsAt);
        Assert.That(filed.Dismissal, Is.Null);

        var (other, its, withdrawn) = Eligible();
        withdrawn.Judge(other, its, Go(), Build.Officer, Judged);
        withdrawn.Withdraw("", Build.Carrier, Judged.AddDays(1));
        withdrawn.MissStep(Due.EndsAt);
        Assert.That(withdrawn.State, Is.EqualTo(DossierState.Withdrawn));
    }

    [Test]
    public void The_date_of_a_step_is_put_off_even_once_it_went_by()
    {
        var (call, wave, dossier) = Eligible();
        var later = new Deadline(Build.Civil(2024, 10, 1, 12, 0));
        Assert.That(
            Build.CodesOf(() => dossier.ProlongStep(later, Build.Officer, Judged)),
            Is.EqualTo(new[] { "dossier.no-step-open" }),
            "nothing waits to be filed"
        );
        dossier.Judge(call, wave, Go(), Build.Officer, Judged);
        Assert.That(
            Build.CodesOf(() => dossier.ProlongStep(Due, Build.Officer, Judged)),
            Is.EqualTo(new[] { "dossier.step-due-not-later" })
        );
        dossier.MissStep(Due.EndsAt);
        Assert.That(dossier.State, Is.EqualTo(DossierState.Dismissed));
        Assert.That(
            Build.CodesOf(() => dossier.ProlongStep(later, Build.Officer, later.EndsAt)),
            Is.EqualTo(new[] { "dossier.step-due-in-the-past" }),
            "later than it was, and past all the same"
        );
        dossier.ProlongStep(later, Build.Officer, Due.EndsAt.AddDays(1));
        Assert.That((dossier.State, dossier.StepDue), Is.EqualTo((DossierState.Reopened, later)));
        Assert.That(File(dossier, Whole(call, wave), Due.EndsAt.AddDays(2)).StepDue, Is.EqualTo(later));
        Assert.That(dossier.ObstacleToProlonging()?.Code, Is.EqualTo("dossier.no-step-open"), "it is filed");
    }

    [Test]
    public void What_an_officer_ended_is_not_opened_by_a_later_date()
    {
        var (call, wave, dossier) = Eligible();
        dossier.Judge(call, wave, Go(), Build.Officer, Judged);
        dossier.Withdraw("", Build.Carrier, Judged);
        Assert.That(dossier.ObstacleToProlonging()?.Code, Is.EqualTo("dossier.withdrawn"));
        var (otherCall, otherWave, ended) = Eligible();
        ended.Judge(otherCall, otherWave, new VerdictLetter(VerdictAnswer.NoGo, "Motif.", null), Build.Officer, Judged);
        Assert.That(ended.ObstacleToProlonging()?.Code, Is.EqualTo("dossier.dismissed"));
    }

    [Test]
    public void No_decision_is_taken_on_a_part()
    {
        var (call, wave, dossier) = Eligible();
        IReadOnlyList<string> Codes() =>
            Build.CodesOf(() => Decision.Take(dossier, new Ruling(Outcome.Rejected, "Motif."), Build.Officer, Judged));
        Assert.That(Codes(), Is.EqualTo(new[] { "decision.verdict-first" }));
        dossier.Judge(call, wave, Go(), Build.Officer, Judged);
        Assert.That(Codes(), Is.EqualTo(new[] { "decision.not-eligible" }));
        File(dossier, Whole(call, wave), Judged.AddDays(1));
        dossier.CheckEligibility(wave, eligible: true, "", Build.Officer, Due.EndsAt);
        Assert.That(
            Decision.Take(dossier, new Ruling(Outcome.Rejected, "Motif."), Build.Officer, Due.EndsAt).Outcome,
            Is.EqualTo(Outcome.Rejected)
        );
    }

    [Test]
    public void A_dossier_gets_the_sections_of_its_step_and_no_other()
    {
        var (call, wave, dossier) = Eligible();
        IEnumerable<string> Keys() => Section.For(dossier, call.CurrentForm).Select(section => section.Key);
        Assert.That(Keys(), Does.Not.Contain("full"));
        dossier.Judge(call, wave, Go(), Build.Officer, Judged);
        Assert.That(Keys(), Does.Contain("full"));
    }

    private static VerdictLetter Refile { get; } = new(VerdictAnswer.Refile, "Associez un employeur.", Due: null);

    private static VerdictLetter Go(string remarks = "") => new(VerdictAnswer.Go, remarks, Due);

    private static string? CodeOf(Dossier dossier, Wave wave, DateTimeOffset now) =>
        dossier.ObstacleToVerdict(wave, now)?.Code;

    private static (Call, Wave, Dossier) Scene(params DateTime[] cutOffs)
    {
        var call = InSteps(Build.Call());
        var wave = Build.Wave(call, cutOffs: cutOffs);
        return (call, wave, Build.Draft(call, wave));
    }

    private static (Call, Wave, Dossier) Eligible(params DateTime[] cutOffs)
    {
        var (call, wave, dossier) = Scene(cutOffs);
        File(dossier, Letter(call, wave), Build.Opening.AddDays(2));
        dossier.CheckEligibility(wave, eligible: true, "", Build.Officer, Build.Closing.AddDays(1));
        return (call, wave, dossier);
    }

    /// <summary>The call's own form as the letter, and a protocol as the dossier.</summary>
    private static Call InSteps(Call call)
    {
        call.LayOut(
            [
                new CallStep("letter", Build.Text(), StepVerdict.GoNoGo) { MayRefile = true },
                new CallStep("full", Build.Text()) { DueInDays = 92 },
            ],
            by: null,
            Build.Opening
        );
        call.PublishForm(
            [
                .. call.CurrentForm.Sections,
                new FormSection("full", Build.Text(), [Build.Field("protocol", required: true)]) { Step = 2 },
            ],
            [
                new IncludesAny("letter-rule", Build.Text(), ["title"], ["Un projet"]),
                new IncludesAny("full-rule", Build.Text(), ["protocol"], ["Essai"]),
                new Between("mixed-rule", Build.Text(), "protocol", 0, 1) { When = [new Condition("title", [])] },
            ],
            by: null,
            Build.Opening
        );
        return call;
    }

    private static FilingMatter Letter(Call call, Wave wave, string title = "Un projet") =>
        Build.Matter(call, wave, title) with
        {
            Form = call.CurrentForm.UpTo(1),
        };

    private static FilingMatter Whole(Call call, Wave wave) =>
        Build.Matter(call, wave, answers: Answers.None.With("title", "Un projet").With("protocol", "Essai"));

    private static Filing File(Dossier dossier, FilingMatter matter, DateTimeOffset at) =>
        dossier.File(matter, () => "AP-2024-000001", Build.Carrier, at);
}
