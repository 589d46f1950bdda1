using Portal.Domain.FollowUp;

namespace Portal.Domain.Tests.FollowUp;

[TestFixture]
internal sealed class AgreementTests
{
    private static AgreementTerms Terms(int months = 24) =>
        AgreementTerms.Of(Funded.Plan, new Money(100_000), Funded.Start, months, "Recruter.");

    [Test]
    public void It_is_sent_signed_by_the_carrier_first_then_by_another_person_than_who_drew_it_up()
    {
        var funded = new Funded();
        var drawn = funded.Draw(Terms());
        void Carrier(PersonId by) => drawn.SignForCarrier(funded.Dossier, Funded.Copy, by, Funded.Told);
        void Service(PersonId by) => drawn.SignForService(funded.Project, inForce: null, Funded.Copy, by, Funded.Told);
        Assert.That(Build.CodesOf(() => Carrier(Funded.Coordinator)), Is.EqualTo(new[] { "project.not-sent" }));
        drawn.Send(Build.Officer, Funded.Told);
        Assert.That(Build.CodesOf(() => Service(Funded.Second)), Is.EqualTo(new[] { "project.carrier-first" }));
        Assert.That(Build.CodesOf(() => Carrier(Build.Officer)), Is.EqualTo(new[] { "dossier.only-coordinator" }));
        Carrier(Funded.Coordinator);
        Assert.That(Build.CodesOf(() => Service(Build.Officer)), Is.EqualTo(new[] { "project.four-eyes" }));
        Assert.That(funded.Project.StateAt(Funded.Told), Is.EqualTo(ProjectState.AgreementAwaited));
        Service(Funded.Second);
        Assert.That(
            (drawn.State, funded.Project.StateAt(Funded.Told)),
            Is.EqualTo((AgreementState.InForce, ProjectState.Running))
        );
    }

    [Test]
    public void What_is_sent_does_not_change_and_one_is_under_way_at_a_time()
    {
        var funded = new Funded();
        var drawn = funded.Draw(Terms());
        drawn.Redraw(funded.Project, [], Funded.Plan, Terms(months: 12), "Autre texte", Build.Officer, Funded.Told);
        drawn.Send(Build.Officer, Funded.Told);
        Assert.That(
            Build.CodesOf(() =>
                drawn.Redraw(funded.Project, [], Funded.Plan, Terms(), "Texte", Build.Officer, Funded.Told)
            ),
            Is.EqualTo(new[] { "project.sent" })
        );
        Assert.That(Build.CodesOf(() => funded.Draw(Terms())), Is.EqualTo(new[] { "project.agreement-under-way" }));
        drawn.Drop(Build.Officer, Funded.Told);
        Assert.That(funded.Draw(Terms()).Number, Is.EqualTo(1), "what was dropped counts for nothing");
    }

    [Test]
    public void Whoever_wrote_of_it_does_not_sign_it_for_the_service()
    {
        var funded = new Funded();
        var drawn = funded.Draw(Terms());
        drawn.Redraw(funded.Project, [], Funded.Plan, Terms(months: 36), "Autre", Funded.Second, Funded.Told);
        drawn.Send(Build.Officer, Funded.Told);
        drawn.SignForCarrier(funded.Dossier, Funded.Copy, Funded.Coordinator, Funded.Told);
        Assert.That(
            Build.CodesOf(() => drawn.SignForService(funded.Project, null, Funded.Copy, Funded.Second, Funded.Told)),
            Is.EqualTo(new[] { "project.four-eyes" }),
            "last"
        );
        Assert.That(
            Build.CodesOf(() => drawn.SignForService(funded.Project, null, Funded.Copy, Build.Officer, Funded.Told)),
            Is.EqualTo(new[] { "project.four-eyes" }),
            "first"
        );
    }

    [Test]
    public void What_an_amendment_brings_back_is_owed_unless_its_day_has_passed_and_nothing_is_due_after_the_end()
    {
        var funded = Funded.Agreed();
        var year = Funded.Plan.Milestones[0];
        var without = Funded.Plan with { Milestones = [.. Funded.Plan.Milestones.Skip(1)] };
        funded.Sign(Terms(), without);
        Assert.That(funded.Project.Milestone("year-1")!.WaivedAt, Is.Not.Null);
        var past = Funded.Plan with { Milestones = [year with { Months = 0 }, .. Funded.Plan.Milestones.Skip(1)] };
        var told = Build.Paris(2025, 1, 15, 10, 0);
        funded.Sign(Terms(), past, told);
        Assert.That(funded.Project.Milestone("year-1")!.WaivedAt, Is.Not.Null, "its day has passed");
        funded.Sign(Terms(), Funded.Plan, told);
        Assert.That(funded.Project.Milestone("year-1")!.WaivedAt, Is.Null);
        var late = Funded.Plan with { Milestones = [year with { Months = 40 }, .. Funded.Plan.Milestones.Skip(1)] };
        funded.Sign(Terms(), late, told);
        Assert.That(funded.DueOf("year-1"), Is.EqualTo(funded.Project.EndsOn), "due by the end");
    }

    [Test]
    public void An_amendment_leaves_what_was_granted_since()
    {
        var funded = Funded.Agreed();
        var extension = new ChangeMatter(ProjectChangeKind.Extension, "Retard.") { Months = 6 };
        ProjectChange
            .Ask(funded.Project, funded.Dossier, extension, [], Funded.Coordinator, Funded.Told)
            .Grant(funded.Project, "", Build.Officer, Funded.Told);
        funded.Sign(Terms() with { Conditions = "Autrement." });
        Assert.That(funded.DueOf("final"), Is.EqualTo(new DateOnly(2026, 12, 1)));
        Assert.That(
            (funded.InForce!.Terms.EndsOn, funded.InForce.Terms.WholeMonths),
            Is.EqualTo((new DateOnly(2026, 9, 1), 30)),
            "it tells the last day that is in force"
        );
    }

    [Test]
    public void An_amendment_whose_last_day_was_moved_since_is_not_signed_and_moves_no_first_day()
    {
        var funded = Funded.Agreed();
        var drawn = funded.Draw(Terms(months: 30));
        drawn.Send(Build.Officer, Funded.Told);
        drawn.SignForCarrier(funded.Dossier, Funded.Copy, Funded.Coordinator, Funded.Told);
        var extension = new ChangeMatter(ProjectChangeKind.Extension, "Retard.") { Months = 2 };
        ProjectChange
            .Ask(funded.Project, funded.Dossier, extension, [], Funded.Coordinator, Funded.Told)
            .Grant(funded.Project, "", Build.Officer, Funded.Told);
        void Sign() =>
            drawn.SignForService(funded.Project, funded.Agreements[0], Funded.Copy, Funded.Second, Funded.Told);
        Assert.That(Build.CodesOf(Sign), Is.EqualTo(new[] { "project.end-moved-since" }));
        drawn.Drop(Build.Officer, Funded.Told);
        var later = Terms() with { StartsOn = Funded.Start.AddMonths(1) };
        Assert.That(Build.CodesOf(() => funded.Draw(later)), Is.EqualTo(new[] { "project.start-holds" }));
    }

    [Test]
    public void An_amendment_alone_brings_another_plan_and_leaves_what_was_reported()
    {
        var funded = Funded.Agreed();
        funded.Submitted("year-1", Funded.Told);
        var (year, interim, final) = (Funded.Plan.Milestones[0], Funded.Plan.Milestones[1], Funded.Plan.Milestones[2]);
        var other = Funded.Plan with
        {
            Milestones =
            [
                year with
                {
                    Key = "half-year",
                    Months = 6,
                },
                year with
                {
                    Key = "year-2",
                    Months = 20,
                },
                final with
                {
                    Months = 6,
                },
            ],
            Tranches = [Funded.Plan.Tranches[0], Funded.Plan.Tranches[2]],
        };
        Assert.That(
            Build.CodesOf(() => funded.Draw(Terms(), other)),
            Is.EqualTo(new[] { "project.unknown-milestone" }),
            "a part of the aid waits for the interim review"
        );
        funded.Sign(
            AgreementTerms.Of(Funded.Plan, new Money(100_000), Funded.Start, 24, "") with
            {
                Tranches = [new Tranche("balance", Build.Text(), new Money(100_000), "final")],
            },
            other
        );
        Assert.That(funded.Project.Milestone("half-year"), Is.Not.Null);
        Assert.That(funded.Project.Milestone("year-1")!.WaivedAt, Is.Null, "it was reported");
        Assert.That(funded.Project.Milestone(interim.Key)!.WaivedAt, Is.Not.Null);
        Assert.That(
            new[] { "half-year", "year-2", "final" }.Select(funded.DueOf),
            Is.EqualTo(new DateOnly[] { new(2024, 9, 1), new(2025, 11, 1), new(2026, 9, 1) })
        );
        Assert.That(funded.InForce!.Plan, Is.SameAs(other));
    }

    [Test]
    public void What_is_agreed_is_not_paid_once_its_decision_is_corrected_until_an_amendment_or_the_end()
    {
        var funded = Funded.Agreed();
        funded.Pay("first", 33_330, Funded.Told);
        funded.Corrected(60_000);
        Assert.That(funded.Project.IsOverruled, Is.True);
        Assert.That(funded.Project.Events[^1].Name, Is.EqualTo("project.overruled"));
        var told = funded.Project.Events.Count;
        funded.Corrected(60_000);
        Assert.That(funded.Project.Events, Has.Count.EqualTo(told), "twice changes nothing");
        funded.Accept("interim", 0, Funded.Told);
        funded.Project.DecideInterim(
            funded.Project.Milestone("interim")!.Id,
            isGo: true,
            "Oui.",
            1,
            Build.Officer,
            Funded.Told
        );
        Assert.That(
            Build.CodesOf(() => funded.Pay("second", 1, Funded.Told)),
            Is.EqualTo(new[] { "project.overruled" })
        );
        var less = AgreementTerms.Of(Funded.Plan, new Money(60_000), Funded.Start, 24, "");
        funded.Sign(less);
        Assert.That(funded.Project.IsOverruled, Is.False);
        Assert.DoesNotThrow(() => funded.Pay("second", 19_998, Funded.Told));
        Assert.That(
            Build.CodesOf(() => funded.Project.Withdraw("Non.", Build.Officer, Funded.Told)),
            Is.EqualTo(new[] { "project.not-overruled" })
        );
        funded.Corrected(null);
        funded.Project.Withdraw("Aide annulée.", Build.Officer, Funded.Told);
        Assert.That(funded.Project.StateAt(Funded.Told), Is.EqualTo(ProjectState.Withdrawn));
        Assert.That(funded.Project.Milestone("final")!.IsAwaited, Is.True, "the final report says what is recovered");
    }

    [Test]
    public void The_balance_of_what_is_completed_is_paid_up_to_what_the_corrected_decision_grants()
    {
        var funded = Funded.Agreed();
        funded.Pay("first", 33_330, Funded.Told);
        foreach (var report in new[] { "year-1", "interim" })
            funded.Accept(report, 20_000, Funded.Told);
        var interim = funded.Project.Milestone("interim")!.Id;
        funded.Project.DecideInterim(interim, isGo: true, "Oui.", 1, Build.Officer, Funded.Told);
        funded.Accept("final", 20_000, Funded.Told);
        Assert.That(funded.Project.StateAt(Funded.Told), Is.EqualTo(ProjectState.Completed));
        funded.Corrected(50_000);
        Assert.That(
            Build.CodesOf(() => funded.Pay("balance", 16_671, Funded.Told)),
            Is.EqualTo(new[] { "project.amount-beyond" })
        );
        Assert.DoesNotThrow(() => funded.Pay("balance", 16_670, Funded.Told));
    }

    [Test]
    public void An_electronic_signature_counts_only_for_the_document_that_was_sent_and_the_side_whose_turn_it_is()
    {
        var funded = new Funded();
        var drawn = funded.Draw(Terms());
        var asked = new SignatureAsked(
            "Signature",
            "ref-1",
            "https://sign.example/ref-1",
            AttachmentId.New(),
            new string('a', 64),
            ForService: false,
            Funded.Coordinator,
            Funded.Told
        );
        Assert.That(
            Build.CodesOf(() => drawn.AskCarrier(funded.Dossier, asked)),
            Is.EqualTo(new[] { "project.not-sent" })
        );
        drawn.Send(Build.Officer, Funded.Told);
        drawn.AskCarrier(funded.Dossier, asked);
        Assert.That(
            Build.CodesOf(() => drawn.EnsureAsked("ref-1", new string('b', 64))),
            Is.EqualTo(new[] { "project.other-document" })
        );
        Assert.That(
            Build.CodesOf(() => drawn.EnsureAsked("ref-2", asked.Sha256)),
            Is.EqualTo(new[] { "project.signature-not-asked" })
        );
        Assert.That(drawn.EnsureAsked("ref-1", asked.Sha256), Is.SameAs(asked));
        Assert.That(drawn.IsAskedOf(Funded.Coordinator), Is.True, "asked twice, it stays the same");
        Assert.That(
            Build.CodesOf(() => drawn.IsAskedOf(Funded.Second)),
            Is.EqualTo(new[] { "project.signature-awaited" })
        );
        drawn.SignForCarrier(funded.Dossier, Funded.Copy, Funded.Coordinator, Funded.Told);
        Assert.That(drawn.Asked, Is.Null, "what was brought meanwhile counts");
    }

    [Test]
    public void Until_it_is_agreed_a_project_follows_its_decision()
    {
        var funded = new Funded();
        var rejected = Decision.Take(
            funded.Dossier,
            new Ruling(Portal.Domain.Decisions.Outcome.Rejected, "Non"),
            Build.Officer,
            Funded.Told
        );
        funded.Project.Follow(rejected, Funded.Told);
        Assert.That(funded.Project.StateAt(Funded.Told), Is.EqualTo(ProjectState.Abandoned));
        funded.Project.Follow(funded.Decision, Funded.Told);
        Assert.That(
            funded.Project.StateAt(Funded.Told),
            Is.EqualTo(ProjectState.AgreementAwaited),
            "granted after all"
        );
        var agreed = Funded.Agreed();
        agreed.Project.Follow(rejected, Funded.Told);
        Assert.That(
            agreed.Project.StateAt(Funded.Told),
            Is.EqualTo(ProjectState.Running),
            "what is agreed ends by an act of its own"
        );
    }

    [Test]
    public void Tranches_are_the_aid_to_the_cent()
    {
        var odd = AgreementTerms.Of(Funded.Plan, new Money(100_000.01m), Funded.Start, 24, "");
        Assert.That(odd.Tranches.Select(one => one.Amount.Euros), Is.EqualTo(new[] { 33_330m, 33_330m, 33_340.01m }));
        Assert.That(odd.Obstacles, Is.Empty);
        Assert.That(
            (odd with { Aid = new Money(1) }).Obstacles.Select(one => one.Code),
            Is.EqualTo(new[] { "project.tranches-not-aid" })
        );
        Assert.That((odd with { Months = 0 }).Obstacles.Select(one => one.Code), Has.Member("project.months"));
    }

    [Test]
    public void With_it_the_milestones_have_their_days_and_an_amendment_moves_those_that_are_counted_from_the_end()
    {
        var funded = Funded.Agreed();
        Assert.That(
            new[] { "year-1", "interim", "final" }.Select(funded.DueOf),
            Is.EqualTo(new DateOnly[] { new(2025, 3, 1), new(2025, 9, 1), new(2026, 6, 1) })
        );
        funded.Sign(Terms(months: 30) with { Conditions = "" });
        Assert.That(funded.Agreements[^1].IsAmendment, Is.True);
        Assert.That(
            new[] { "year-1", "interim", "final" }.Select(funded.DueOf),
            Is.EqualTo(new DateOnly[] { new(2025, 3, 1), new(2025, 9, 1), new(2026, 12, 1) })
        );
        Assert.That(funded.Project.Conditions, Is.Empty);
    }

    [Test]
    public void In_a_short_project_what_is_counted_from_the_start_is_due_by_the_end()
    {
        var funded = new Funded();
        funded.Sign(Terms(months: 12));
        Assert.That(
            new[] { "year-1", "interim", "final" }.Select(funded.DueOf),
            Is.EqualTo(new DateOnly[] { new(2025, 3, 1), new(2025, 3, 1), new(2025, 6, 1) })
        );
    }

    [Test]
    public void A_plan_is_refused_for_each_thing_that_it_lacks()
    {
        var plan = Funded.Plan;
        string[] CodesOf(FollowUpPlan one) => [.. one.Obstacles.Select(reason => reason.Code)];
        Assert.That(plan.Obstacles, Is.Empty);
        Assert.That(CodesOf(plan with { Agreement = null }), Is.EqualTo(new[] { "project.agreement-missing" }));
        Assert.That(
            CodesOf(plan with { Agreement = plan.Agreement! with { Body = Build.Text("{{iban}}") } }),
            Is.EqualTo(new[] { "project.agreement-field-unknown" })
        );
        Assert.That(
            CodesOf(plan with { Tranches = [plan.Tranches[0]] }),
            Is.EqualTo(new[] { "project.tranches-not-all" })
        );
        Assert.That(
            CodesOf(plan with { Milestones = [plan.Milestones[0]] }),
            Is.EqualTo(new[] { "project.unknown-milestone", "project.unknown-milestone" })
        );
        Assert.That(
            CodesOf(plan with { Indicators = [new Indicator("beds", Build.Text(), Build.Text())] }),
            Is.EqualTo(new[] { "project.indicator-not-asked" })
        );
        var ungraded = plan.Milestones[1] with { Grid = null };
        Assert.That(
            CodesOf(plan with { Milestones = [plan.Milestones[0], ungraded, plan.Milestones[2]] }),
            Is.EqualTo(new[] { "project.grid-of-interim" })
        );
    }
}
