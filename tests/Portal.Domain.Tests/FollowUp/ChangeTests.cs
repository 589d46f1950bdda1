using Portal.Domain.FollowUp;

namespace Portal.Domain.Tests.FollowUp;

[TestFixture]
internal sealed class ChangeTests
{
    private static readonly DateTimeOffset Now = Build.Paris(2025, 4, 1, 10, 0);

    private static ProjectChange Ask(Funded funded, ChangeMatter matter, params ProjectChange[] earlier) =>
        ProjectChange.Ask(funded.Project, funded.Dossier, matter, earlier, Funded.Coordinator, Now);

    private static void Grant(Funded funded, ChangeMatter matter) => funded.Grant(matter, Now);

    [Test]
    public void Nothing_changes_until_it_is_granted_and_one_of_a_kind_is_asked_at_a_time()
    {
        var funded = Funded.Agreed();
        var matter = new ChangeMatter(ProjectChangeKind.Extension, "Recrutements tardifs.") { Months = 6 };
        var change = Ask(funded, matter);
        Assert.That(Build.CodesOf(() => Ask(funded, matter, change)), Is.EqualTo(new[] { "project.change-asked" }));
        change.Refuse("Sans objet.", Build.Officer, Now);
        Assert.That(funded.Project.EndsOn, Is.EqualTo(new DateOnly(2026, 3, 1)));
        Assert.That(
            Build.CodesOf(() => change.Grant(funded.Project, "", Build.Officer, Now)),
            Is.EqualTo(new[] { "project.change-decided" })
        );
    }

    [Test]
    public void An_extension_moves_what_is_counted_from_the_end_and_not_what_was_submitted()
    {
        var funded = Funded.Agreed();
        Grant(funded, new ChangeMatter(ProjectChangeKind.Extension, "Retard.") { Months = 6 });
        Assert.That(
            new[] { "year-1", "interim", "final" }.Select(funded.DueOf),
            Is.EqualTo(new DateOnly[] { new(2025, 3, 1), new(2025, 9, 1), new(2026, 12, 1) })
        );
        funded.Submitted("final", Now);
        Grant(funded, new ChangeMatter(ProjectChangeKind.Extension, "Encore.") { Months = 1 });
        Assert.That(funded.DueOf("final"), Is.EqualTo(new DateOnly(2026, 12, 1)));
    }

    [Test]
    public void What_lay_ahead_when_it_rested_is_due_later_by_as_many_days()
    {
        var funded = Funded.Agreed();
        Grant(funded, new ChangeMatter(ProjectChangeKind.Suspension, "Travaux.") { From = new DateOnly(2025, 5, 1) });
        var matter = new ChangeMatter(ProjectChangeKind.Extension, "Retard.") { Months = 1 };
        var may = Build.Paris(2025, 5, 1, 0, 0);
        Assert.That(matter.ObstacleFor(funded.Project, may)?.Code, Is.EqualTo("project.suspended"));
        Assert.That(funded.Project.StateAt(may), Is.EqualTo(ProjectState.Suspended));
        Assert.That(matter.ObstacleFor(funded.Project, may.AddSeconds(-1)), Is.Null, "it goes on until its day");
        Assert.That(funded.Project.StateAt(may.AddSeconds(-1)), Is.EqualTo(ProjectState.Running));
        Assert.That(
            Build.CodesOf(() =>
                Ask(
                    funded,
                    new ChangeMatter(ProjectChangeKind.Suspension, "Encore.") { From = new DateOnly(2025, 9, 1) }
                )
            ),
            Is.EqualTo(new[] { "project.suspension-granted" }),
            "one rest at a time"
        );
        Assert.That(
            Build.CodesOf(() =>
                Ask(
                    funded,
                    new ChangeMatter(ProjectChangeKind.Resumption, "Fini.") { From = new DateOnly(2025, 4, 30) }
                )
            ),
            Is.EqualTo(new[] { "project.resumed-before" })
        );
        Grant(funded, new ChangeMatter(ProjectChangeKind.Resumption, "Fini.") { From = new DateOnly(2025, 5, 31) });
        Assert.That(
            new[] { "year-1", "interim", "final" }.Select(funded.DueOf),
            Is.EqualTo(new DateOnly[] { new(2025, 3, 1), new(2025, 10, 1), new(2026, 7, 1) }),
            "what was late before stays late"
        );
        Assert.That(funded.Project.EndsOn, Is.EqualTo(new DateOnly(2026, 3, 31)));
    }

    [Test]
    public void Who_gives_up_before_a_rest_that_is_granted_begins_never_rested()
    {
        var funded = Funded.Agreed();
        Grant(funded, new ChangeMatter(ProjectChangeKind.Suspension, "Travaux.") { From = new DateOnly(2025, 5, 1) });
        Grant(funded, new ChangeMatter(ProjectChangeKind.Abandonment, "Plus d’équipe."));
        Assert.That(funded.DueOf("final"), Is.EqualTo(new DateOnly(2025, 7, 1)), "three months after the end");
        var back = new ChangeMatter(ProjectChangeKind.Resumption, "Fini.") { From = new DateOnly(2025, 6, 1) };
        Assert.That(back.ObstacleFor(funded.Project, Now)?.Code, Is.EqualTo("project.ended"));
    }

    [Test]
    public void What_was_completed_while_it_rested_does_not_go_on()
    {
        var funded = Funded.Agreed();
        foreach (var key in new[] { "year-1", "interim" })
            funded.Accept(key, 0, Now);
        var interim = funded.Project.Milestone("interim")!.Id;
        funded.Project.DecideInterim(interim, isGo: true, "Oui.", 1, Build.Officer, Now);
        funded.Submitted("final", Now);
        Grant(funded, new ChangeMatter(ProjectChangeKind.Suspension, "Travaux.") { From = new DateOnly(2025, 4, 1) });
        funded.Reports[^1].Accept(funded.Project, Money.Zero, "", Build.Officer, Now);
        var back = new ChangeMatter(ProjectChangeKind.Resumption, "Fini.") { From = new DateOnly(2025, 6, 1) };
        Assert.That(back.ObstacleFor(funded.Project, Now)?.Code, Is.EqualTo("project.ended"));
        Assert.That(funded.Project.Suspension, Is.Null);
    }

    [Test]
    public void Nothing_is_late_that_falls_in_a_rest_and_what_was_sent_back_has_its_days_afterwards_too()
    {
        var funded = Funded.Agreed();
        var report = funded.Submitted("interim", Now);
        report.SendBack(funded.Project, "Précisez.", new DateOnly(2025, 6, 1), Build.Officer, Now);
        Grant(funded, new ChangeMatter(ProjectChangeKind.Suspension, "Travaux.") { From = new DateOnly(2025, 5, 1) });
        var meanwhile = Build.Paris(2026, 12, 1, 10, 0);
        Assert.That(
            funded.Project.Milestones.Select(one => one.StateAt(funded.Project.Suspension, meanwhile)),
            Is.EqualTo(new[] { MilestoneState.Late, MilestoneState.Resting, MilestoneState.Resting }),
            "the first was late before"
        );
        funded.Grant(
            new ChangeMatter(ProjectChangeKind.Resumption, "Fini.") { From = new DateOnly(2027, 1, 1) },
            meanwhile
        );
        Assert.That(funded.DueOf("interim"), Is.EqualTo(new DateOnly(2027, 2, 1)), "610 days later");
    }

    [Test]
    public void Who_gives_up_a_project_that_rests_has_the_time_for_its_last_report()
    {
        var funded = Funded.Agreed();
        Grant(funded, new ChangeMatter(ProjectChangeKind.Suspension, "Travaux.") { From = new DateOnly(2025, 5, 1) });
        var later = Build.Paris(2026, 12, 1, 10, 0);
        funded.Grant(new ChangeMatter(ProjectChangeKind.Abandonment, "Plus d’équipe."), later);
        Assert.That(funded.DueOf("final"), Is.EqualTo(new DateOnly(2027, 3, 1)), "not in June, when it rested");
    }

    [Test]
    public void What_a_change_would_do_is_found_out_without_doing_it()
    {
        var funded = Funded.Agreed();
        var extension = new ChangeMatter(ProjectChangeKind.Extension, "Retard.") { Months = 6 };
        var told = funded.Project.Events.Count;
        var effect = funded.Project.EffectOf(extension, Now);
        Assert.That(effect.EndsTo, Is.EqualTo(new DateOnly(2026, 9, 1)));
        Assert.That(
            effect.Milestones.Select(one => (one.IsMoved, one.IsWaived)),
            Is.EqualTo(new[] { (false, false), (false, false), (true, false) }),
            "only the final report is counted from the end"
        );
        Assert.That(funded.Project.EndsOn, Is.EqualTo(new DateOnly(2026, 3, 1)));
        Assert.That(funded.DueOf("final"), Is.EqualTo(new DateOnly(2026, 6, 1)));
        Assert.That(funded.Project.Events, Has.Count.EqualTo(told), "nothing happened");
        var abandonment = new ChangeMatter(ProjectChangeKind.Abandonment, "Plus d’équipe.");
        Assert.That(
            funded.Project.EffectOf(abandonment, Now).Milestones.Select(one => (one.IsMoved, one.IsWaived)),
            Is.EqualTo(new[] { (false, true), (false, true), (true, false) })
        );
    }

    [Test]
    public void A_budget_is_carried_over_within_the_project_as_far_as_it_is_not_spent_and_stands_in_the_statement()
    {
        var funded = Funded.Agreed();
        ChangeMatter CarryOver(int from, int to, decimal euros) =>
            new(ProjectChangeKind.CarryOver, "Recrutement tardif.")
            {
                FromYear = from,
                ToYear = to,
                Amount = new Money(euros),
            };
        Assert.That(
            Build.CodesOf(() => Ask(funded, CarryOver(2024, 2027, 1))),
            Is.EqualTo(new[] { "project.carry-over-years" }),
            "it ends in February 2026"
        );
        funded.Accept("year-1", 60_000, Now);
        var statement = funded.Statement;
        Assert.That(statement.ObstacleTo(CarryOver(2024, 2025, 40_001))!.Code, Is.EqualTo("project.amount-beyond"));
        Assert.That(statement.ObstacleTo(CarryOver(2024, 2025, 30_000)), Is.Null);
        var (granted, asked) = (Ask(funded, CarryOver(2024, 2025, 30_000)), Ask(funded, CarryOver(2024, 2025, 1)));
        granted.Grant(funded.Project, "", Build.Officer, Now);
        statement = statement with { CarriedOver = CarriedOver.In([granted, asked]) };
        Assert.That(statement.CarriedOver, Is.EqualTo(new[] { new CarriedOver(2024, 2025, new Money(30_000)) }));
        Assert.That(statement.ObstacleTo(CarryOver(2024, 2025, 10_001))!.Code, Is.EqualTo("project.amount-beyond"));
        Assert.That(statement.ObstacleTo(CarryOver(2025, 2026, 10_001)), Is.Null, "of another year");
    }

    [TestCase(ProjectChangeKind.Extension, "project.extension-months")]
    [TestCase(ProjectChangeKind.Suspension, "project.day-needed")]
    [TestCase(ProjectChangeKind.Partner, "project.organisation-needed")]
    [TestCase(ProjectChangeKind.Coordinator, "project.organisation-needed")]
    [TestCase(ProjectChangeKind.CarryOver, "project.carry-over-not-whole")]
    [TestCase(ProjectChangeKind.Resumption, "project.not-suspended")]
    public void A_request_that_is_not_whole_is_refused(ProjectChangeKind kind, string code) =>
        Assert.That(
            Build.CodesOf(() => Ask(Funded.Agreed(), new ChangeMatter(kind, "Motif."))),
            Is.EqualTo(new[] { code })
        );

    [Test]
    public void Days_lie_in_the_course_of_the_project_and_nobody_grants_what_they_asked_for()
    {
        var funded = Funded.Agreed();
        ChangeMatter From(ProjectChangeKind kind, DateOnly from) => new(kind, "Faute d’équipe.") { From = from };
        IReadOnlyList<string> Ask(ProjectChangeKind kind, DateOnly from) =>
            Build.CodesOf(() => funded.Grant(From(kind, from), Now));
        Assert.That(
            Ask(ProjectChangeKind.Suspension, DateOnly.MaxValue),
            Is.EqualTo(new[] { "project.out-of-course" })
        );
        Assert.That(
            Ask(ProjectChangeKind.Suspension, new DateOnly(2026, 3, 1)),
            Is.EqualTo(new[] { "project.out-of-course" }),
            "the day after the last one"
        );
        var last = From(ProjectChangeKind.Suspension, new DateOnly(2026, 2, 28));
        Assert.That(last.ObstacleFor(funded.Project, Now), Is.Null);
        funded.Grant(From(ProjectChangeKind.Suspension, new DateOnly(2024, 6, 3)), Now);
        Assert.That(
            Ask(ProjectChangeKind.Resumption, DateOnly.MaxValue),
            Is.EqualTo(new[] { "project.out-of-course" })
        );
        var change = ProjectChange.Ask(
            funded.Project,
            funded.Dossier,
            new ChangeMatter(ProjectChangeKind.Resumption, "Équipe au complet.") { From = new DateOnly(2024, 9, 2) },
            [],
            Funded.Coordinator,
            Now
        );
        Assert.That(
            Build.CodesOf(() => change.Grant(funded.Project, "", Funded.Coordinator, Now)),
            Is.EqualTo(new[] { "project.four-eyes" })
        );
    }

    [Test]
    public void What_was_given_up_before_an_agreement_stays_given_up_whatever_was_decided()
    {
        var funded = new Funded();
        funded.Grant(new ChangeMatter(ProjectChangeKind.Abandonment, "Plus d’équipe."), Now);
        funded.Project.Follow(funded.Decision, Now.AddMinutes(1));
        Assert.That(funded.Project.StateAt(Now), Is.EqualTo(ProjectState.Abandoned));
    }
}
