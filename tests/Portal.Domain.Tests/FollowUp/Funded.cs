using Portal.Domain.FollowUp;
using Outcome = Portal.Domain.Decisions.Outcome;

namespace Portal.Domain.Tests.FollowUp;

/// <summary>A project of 24 months from 1 March 2024 on, with 100,000 euros in three parts, and what happens to it.</summary>
internal sealed class Funded
{
    public static readonly PersonId Second = PersonId.New();
    public static readonly DateTimeOffset Told = Build.Paris(2024, 1, 18, 14, 0);
    public static readonly DateOnly Start = new(2024, 3, 1);

    public static FollowUpPlan Plan { get; } =
        new()
        {
            Agreement = new AgreementTemplate(Build.Text("Convention"), Build.Text("Entre {{carrier}} : {{aid}}.")),
            Milestones =
            [
                Report("year-1", MilestoneKind.Report, MilestoneAnchor.Start, 12),
                Report("interim", MilestoneKind.InterimReview, MilestoneAnchor.Start, 18) with
                {
                    Grid = new InterimGrid(new MarkScale(1, 6, []), [new Criterion("progress", Build.Text(), 100)]),
                },
                Report("final", MilestoneKind.FinalReport, MilestoneAnchor.End, 3),
            ],
            Tranches =
            [
                new PlannedTranche("first", Build.Text(), 33.33m),
                new PlannedTranche("second", Build.Text(), 33.33m, "interim"),
                new PlannedTranche("balance", Build.Text(), 33.34m, "final"),
            ],
            Indicators = [new Indicator("patients", Build.Text(), Build.Text())],
        };

    public Funded()
    {
        var call = Build.Call();
        Dossier = Build.Eligible(call, Build.Wave(call));
        var ruling = new Ruling(Outcome.Funded, "Bien") { Amount = new Money(100_000), Conditions = "Recruter." };
        Decision = Decision.Take(Dossier, ruling, Build.Officer, Told);
        Project = Project.Open(Dossier, Decision, Told);
    }

    public Decision Decision { get; }

    public Dossier Dossier { get; }

    public Project Project { get; }

    public List<Agreement> Agreements { get; } = [];

    public List<Payment> Payments { get; } = [];

    public List<ProjectReport> Reports { get; } = [];

    public static PersonId Coordinator => Build.Carrier;

    public static SignedCopy Copy { get; } = new(AttachmentId.New(), "convention.pdf", new string('a', 64));

    public static Funded Agreed()
    {
        var funded = new Funded();
        funded.Sign(AgreementTerms.Of(Plan, new Money(100_000), Start, months: 24, "Recruter."));
        return funded;
    }

    public Agreement Draw(AgreementTerms terms, FollowUpPlan? plan = null)
    {
        var drawn = Agreement.Draw(Project, Agreements, plan ?? Plan, terms, "Texte", Build.Officer, Told);
        Agreements.Add(drawn);
        return drawn;
    }

    public void Sign(AgreementTerms terms, FollowUpPlan? plan = null, DateTimeOffset? at = null)
    {
        var drawn = Draw(terms, plan);
        drawn.Send(Build.Officer, Told);
        drawn.SignForCarrier(Dossier, Copy, Coordinator, Told);
        drawn.SignForService(Project, InForce, Copy, Second, at ?? Told);
    }

    /// <summary>What a correction of the list decides after all.</summary>
    public void Corrected(decimal? euros)
    {
        var ruling = euros is { } aid
            ? new Ruling(Outcome.Funded, "Autrement") { Amount = new Money(aid) }
            : new Ruling(Outcome.Rejected, "Non");
        Project.Follow(Decision.Take(Dossier, ruling, Build.Officer, Told), Told);
    }

    public Agreement? InForce => Agreement.InForceOf(Agreements);

    public DateOnly DueOf(string key) => DateOnly.FromDateTime(Project.Milestone(key)!.Due.Civil);

    public ProjectReport Submitted(string key, DateTimeOffset at)
    {
        var milestone = Project.Milestone(key)!;
        var report = ProjectReport.Begin(Project, milestone, Plan.Milestone(key)!, at);
        report.Save(milestone, Answers.None.With("patients", "12"), 0, Coordinator, at);
        report.Submit(Project, Dossier, Coordinator, at);
        Reports.Add(report);
        return report;
    }

    public void Grant(ChangeMatter matter, DateTimeOffset at) =>
        ProjectChange.Ask(Project, Dossier, matter, [], Coordinator, at).Grant(Project, "", Build.Officer, at);

    public void Accept(string key, decimal justified, DateTimeOffset at) =>
        Submitted(key, at).Accept(Project, new Money(justified), "", Build.Officer, at);

    public void Pay(string tranche, decimal euros, DateTimeOffset at)
    {
        var payment = Payment.Request(
            Project,
            Dossier,
            tranche,
            new Money(euros),
            "Dépensé.",
            Payments,
            Coordinator,
            at
        );
        payment.Confirm(Project, Payments, new Money(euros), "", Build.Officer, at);
        payment.OrderBy(Project, Payments, Second, at);
        payment.NotePaid(DateOnly.FromDateTime(at.Date), "VIR-1", Build.Officer, at);
        Payments.Add(payment);
    }

    public ProjectStatement Statement => ProjectStatement.Of(Project, Payments, Reports, []);

    private static PlannedMilestone Report(string key, MilestoneKind kind, MilestoneAnchor anchor, int months) =>
        new(key, Build.Text(), kind, anchor, months)
        {
            Sections =
            [
                new FormSection("report", Build.Text(), [Build.Field("patients", FieldType.Number, required: true)]),
            ],
        };
}
