using Portal.Domain.FollowUp;

namespace Portal.Domain.Tests.FollowUp;

[TestFixture]
internal sealed class ReportTests
{
    private static readonly DateTimeOffset InTime = Build.Paris(2025, 2, 20, 10, 0);

    [Test]
    public void It_is_written_with_one_revision_after_another_and_submitted_whole_by_the_coordinator()
    {
        var funded = Funded.Agreed();
        var milestone = funded.Project.Milestone("year-1")!;
        var report = ProjectReport.Begin(funded.Project, milestone, Funded.Plan.Milestones[0], InTime);
        Assert.That(
            Build.CodesOf(() => report.Submit(funded.Project, funded.Dossier, Funded.Coordinator, InTime)),
            Has.Count.EqualTo(1),
            "a required answer is missing"
        );
        var answers = Answers.None.With("patients", "12");
        report.Save(milestone, answers, 0, Funded.Coordinator, InTime);
        Assert.That(
            Build.CodesOf(() => report.Save(milestone, answers, 0, Funded.Coordinator, InTime)),
            Is.EqualTo(new[] { "project.saved-since" })
        );
        Assert.That(
            Build.CodesOf(() => report.Submit(funded.Project, funded.Dossier, PersonId.New(), InTime)),
            Is.EqualTo(new[] { "dossier.only-coordinator" })
        );
        report.Submit(funded.Project, funded.Dossier, Funded.Coordinator, InTime);
        Assert.That(milestone.StateAt(rest: null, InTime), Is.EqualTo(MilestoneState.Submitted));
        Assert.That(
            Build.CodesOf(() => report.Save(milestone, answers, 1, Funded.Coordinator, InTime)),
            Is.EqualTo(new[] { "project.with-service" })
        );
    }

    [Test]
    public void Who_wrote_of_a_report_as_a_carrier_does_not_judge_it()
    {
        var funded = Funded.Agreed();
        var report = funded.Submitted("year-1", InTime);
        Assert.That(
            Build.CodesOf(() => report.Accept(funded.Project, new Money(1), "", Funded.Coordinator, InTime)),
            Is.EqualTo(new[] { "project.four-eyes" })
        );
        Assert.That(
            Build.CodesOf(() =>
                report.SendBack(funded.Project, "Précisez.", null, Funded.Coordinator, InTime.AddDays(-30))
            ),
            Is.EqualTo(new[] { "project.four-eyes" })
        );
    }

    [Test]
    public void Nobody_is_asked_about_a_project_that_is_over()
    {
        var funded = Funded.Agreed();
        funded.Submitted("interim", InTime);
        funded.Grant(new ChangeMatter(ProjectChangeKind.Abandonment, "Plus d’équipe."), InTime);
        var (milestone, grid) = (funded.Project.Milestone("interim")!, Funded.Plan.Milestones[1].Grid!);
        Assert.That(
            Build.CodesOf(() =>
                InterimOpinion.Ask(
                    funded.Project,
                    milestone,
                    grid,
                    funded.Dossier,
                    PersonId.New(),
                    [],
                    Build.Officer,
                    InTime
                )
            ),
            Is.EqualTo(new[] { "project.ended" })
        );
    }

    [Test]
    public void Sent_back_it_is_written_again_by_the_day_that_is_set_and_each_submission_stays()
    {
        var funded = Funded.Agreed();
        var report = funded.Submitted("year-1", InTime);
        void SendBack(DateOnly? due, DateTimeOffset at) =>
            report.SendBack(funded.Project, "Précisez.", due, Build.Officer, at);
        var late = Build.Paris(2025, 3, 5, 10, 0);
        Assert.That(Build.CodesOf(() => SendBack(due: null, late)), Is.EqualTo(new[] { "project.day-ahead" }));
        SendBack(new DateOnly(2025, 3, 20), InTime);
        var milestone = funded.Project.Milestone("year-1")!;
        Assert.That(
            milestone.StateAt(rest: null, Build.Paris(2025, 3, 20, 23, 59)),
            Is.EqualTo(MilestoneState.Returned)
        );
        Assert.That(milestone.StateAt(rest: null, Build.Paris(2025, 3, 21, 0, 0)), Is.EqualTo(MilestoneState.Late));
        report.Save(milestone, Answers.None.With("patients", "20"), 1, Funded.Coordinator, InTime);
        report.Submit(funded.Project, funded.Dossier, Funded.Coordinator, InTime);
        Assert.That(report.Submissions.Select(one => one.Answers.Text("patients")), Is.EqualTo(new[] { "12", "20" }));
        report.Accept(funded.Project, new Money(40_000), "", Build.Officer, InTime);
        Assert.That(
            Build.CodesOf(() => report.SendBack(funded.Project, "Non.", null, Build.Officer, InTime)),
            Is.EqualTo(new[] { "project.report-accepted" })
        );
    }

    [Test]
    public void Once_the_project_has_ended_what_nobody_owes_any_more_is_not_written_either()
    {
        var funded = Funded.Agreed();
        var milestone = funded.Project.Milestone("year-1")!;
        var report = ProjectReport.Begin(funded.Project, milestone, Funded.Plan.Milestones[0], InTime);
        report.Save(milestone, Answers.None, 0, Funded.Coordinator, InTime);
        funded.Grant(new ChangeMatter(ProjectChangeKind.Abandonment, "Plus d’équipe."), InTime);
        Assert.That(
            Build.CodesOf(() => report.Save(milestone, Answers.None, 1, Funded.Coordinator, InTime)),
            Is.EqualTo(new[] { "project.not-awaited" })
        );
    }

    [Test]
    public void After_the_interim_review_a_no_go_stops_it_and_only_the_final_report_is_owed()
    {
        var funded = Funded.Agreed();
        var at = Build.Paris(2025, 9, 1, 10, 0);
        var interim = funded.Project.Milestone("interim")!;
        void Decide(int opinions) =>
            funded.Project.DecideInterim(interim.Id, isGo: false, "Pas d’avancée.", opinions, Build.Officer, at);
        Assert.That(Build.CodesOf(() => Decide(1)), Is.EqualTo(new[] { "project.report-first" }));
        funded.Accept("interim", 0, at);
        Assert.That(Build.CodesOf(() => Decide(0)), Is.EqualTo(new[] { "project.opinion-first" }));
        Decide(2);
        Assert.That(funded.Project.StateAt(Funded.Told), Is.EqualTo(ProjectState.Stopped));
        Assert.That(
            funded.Project.Milestones.Select(one => one.StateAt(rest: null, at)),
            Is.EqualTo(new[] { MilestoneState.Waived, MilestoneState.Accepted, MilestoneState.Ahead })
        );
        Assert.That(funded.DueOf("final"), Is.EqualTo(new DateOnly(2025, 12, 1)), "three months after it stopped");
        funded.Accept("final", 0, at.AddMonths(2));
        Assert.That(funded.Project.StateAt(Funded.Told), Is.EqualTo(ProjectState.Stopped), "its end stays what it was");
    }

    [Test]
    public void An_opinion_is_asked_of_nobody_of_the_team_and_once_of_each_and_is_given_whole()
    {
        var funded = Funded.Agreed();
        var at = Build.Paris(2025, 9, 1, 10, 0);
        var (milestone, grid) = (funded.Project.Milestone("interim")!, Funded.Plan.Milestones[1].Grid!);
        var expert = PersonId.New();
        InterimOpinion Ask(PersonId one, params InterimOpinion[] earlier) =>
            InterimOpinion.Ask(funded.Project, milestone, grid, funded.Dossier, one, earlier, Build.Officer, at);
        Assert.That(Build.CodesOf(() => Ask(expert)), Is.EqualTo(new[] { "project.report-first" }));
        funded.Submitted("interim", at);
        Assert.That(Build.CodesOf(() => Ask(Funded.Coordinator)), Is.EqualTo(new[] { "review.own-dossier" }));
        Assert.That(Build.CodesOf(() => Ask(Build.Officer)), Is.EqualTo(new[] { "project.four-eyes" }), "who asks");
        var opinion = Ask(expert);
        Assert.That(Build.CodesOf(() => Ask(expert, opinion)), Is.EqualTo(new[] { "project.asked-already" }));
        Assert.That(Build.CodesOf(() => opinion.Submit(milestone, at)), Has.Count.EqualTo(2), "no mark, no comment");
        var sheet = new ReviewSheet([new CriterionReview("progress", 4, "", "")], "", "Bon avancement.");
        opinion.Save(sheet, recommendation: null, 0, milestone, at);
        Assert.That(
            Build.CodesOf(() => opinion.Submit(milestone, at)),
            Is.EqualTo(new[] { "project.recommendation-missing" })
        );
        opinion.Save(sheet, Recommendation.Go, 1, milestone, at);
        opinion.Submit(milestone, at);
        Assert.That(opinion.Score, Is.EqualTo(4));
        var (other, wave) = (Ask(PersonId.New()), Build.Wave(Build.Call()));
        var seat = Build.Expert(wave);
        Assert.That(
            Build.CodesOf(() => other.StepAside(" ", [seat], at)),
            Is.EqualTo(new[] { "project.reason-needed" })
        );
        other.StepAside("Ancien collègue.", [seat], at);
        Assert.That(seat.IsInConflictWith(funded.Dossier.Id), Is.True, "so that nobody asks them again");
    }

    [Test]
    public void The_final_report_is_accepted_once_all_before_it_is_and_the_interim_review_decided()
    {
        var funded = Funded.Agreed();
        var at = Build.Paris(2026, 4, 1, 9, 0);
        var final = funded.Submitted("final", at);
        void Accept() => final.Accept(funded.Project, Money.Zero, "", Build.Officer, at);
        Assert.That(Build.CodesOf(Accept), Is.EqualTo(new[] { "project.others-first" }));
        funded.Accept("year-1", 0, at);
        funded.Accept("interim", 0, at);
        Assert.That(Build.CodesOf(Accept), Is.EqualTo(new[] { "project.others-first" }), "no go yet");
        funded.Project.DecideInterim(funded.Project.Milestone("interim")!.Id, true, "Oui.", 2, Build.Officer, at);
        Assert.DoesNotThrow(Accept);
        Assert.That(funded.Project.StateAt(Funded.Told), Is.EqualTo(ProjectState.Completed));
    }
}
