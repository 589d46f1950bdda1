using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Persistence;

namespace Portal.Testing;

/// <summary>A winner that reports on a plan of its own: small, and with something of each kind.</summary>
public static class Reporting
{
    public const string First = "year-1";
    public const string Interim = "interim";

    public static FollowUpPlan Plan { get; } =
        new()
        {
            Agreement = new AgreementTemplate(Text("Convention"), Text("Entre le service et {{carrier}}.")),
            Milestones =
            [
                Report(First, MilestoneKind.Report, MilestoneAnchor.Start, 6),
                Report(Interim, MilestoneKind.InterimReview, MilestoneAnchor.Start, 12) with
                {
                    Grid = new InterimGrid(new MarkScale(1, 6, []), [new Criterion("progress", Text("Avancée"), 100)]),
                },
                Report("final", MilestoneKind.FinalReport, MilestoneAnchor.End, 3),
            ],
            Tranches =
            [
                new PlannedTranche("first", Text("Avance"), 60),
                new PlannedTranche("balance", Text("Solde"), 40, "final"),
            ],
            Indicators =
            [
                new Indicator("patients", Text("Patients inclus"), Text("patients"), IsPublic: true),
                new Indicator("staff", Text("Personnes recrutées"), Text("personnes")),
            ],
            Registers = [new Register("places", Text("Expérimentations"), IsPublic: true)],
        };

    /// <summary>Signed by both sides, with the plan of this class.</summary>
    public static async Task<Project> AgreeAsync(PortalDbContext db, DossierId won, PersonId officer)
    {
        var now = await db.NowAsync();
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == won);
        var call = await db.Calls.SingleAsync(one => one.Id == dossier.CallId);
        call.PlanFollowUp(Plan, officer, now);
        var project = await db.Projects.SingleOrDefaultAsync(one => one.DossierId == won);
        if (project is null)
        {
            var decision = await db.Decisions.SingleAsync(one =>
                one.DossierId == won && one.Outcome == Outcome.Funded && one.MovedAt == null
            );
            db.Projects.Add(project = Project.Open(dossier, decision, now));
        }
        var terms = AgreementTerms.Of(Plan, project.Aid, new DateOnly(2024, 2, 1), months: 24, "");
        var copy = new SignedCopy(AttachmentId.New(), "convention.pdf", new string('a', 64));
        var agreement = Agreement.Draw(project, [], Plan, terms, "Entre les parties.", officer, now);
        agreement.Send(officer, now);
        agreement.SignForCarrier(dossier, copy, dossier.Coordinator, now);
        agreement.SignForService(project, inForce: null, copy, PersonId.New(), now);
        db.Agreements.Add(agreement);
        await db.SaveChangesAsync();
        return project;
    }

    /// <summary>A report that its carrier submitted.</summary>
    public static async Task<ProjectReport> SubmitAsync(
        PortalDbContext db,
        Project project,
        string key,
        string patients = "12"
    )
    {
        var now = await db.NowAsync();
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == project.DossierId);
        var report = ProjectReport.Begin(project, project.Milestone(key)!, Plan.Milestone(key)!, now);
        var answers = Answers
            .None.With("patients", patients)
            .With("staff", "3")
            .WithRows("places", [new Dictionary<string, string> { ["place"] = $"EHPAD fictif {key}" }]);
        report.Save(project.Milestone(key)!, answers, 0, dossier.Coordinator, now);
        report.Submit(project, dossier, dossier.Coordinator, now);
        db.ProjectReports.Add(report);
        await db.SaveChangesAsync();
        return report;
    }

    public static async Task AcceptAsync(PortalDbContext db, Project project, ProjectReport report, PersonId officer)
    {
        report.Accept(project, new Money(1_000), "Bien.", officer, await db.NowAsync());
        await db.SaveChangesAsync();
    }

    /// <summary>An expert who is asked, whatever the waves that they serve in.</summary>
    public static async Task<InterimOpinion> AskAsync(
        PortalDbContext db,
        Project project,
        PersonId expert,
        PersonId officer
    )
    {
        var now = await db.NowAsync();
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == project.DossierId);
        var (milestone, grid) = (project.Milestone(Interim)!, Plan.Milestone(Interim)!.Grid!);
        var opinion = InterimOpinion.Ask(project, milestone, grid, dossier, expert, [], officer, now);
        db.InterimOpinions.Add(opinion);
        await db.SaveChangesAsync();
        return opinion;
    }

    /// <summary>The expert says that no conflict keeps them.</summary>
    public static async Task BeginAsync(PortalDbContext db, OpinionId id)
    {
        var opinion = await db.InterimOpinions.SingleAsync(one => one.Id == id);
        var milestone = await db.Milestones.SingleAsync(one => one.Id == opinion.MilestoneId);
        opinion.Save(ReviewSheet.Blank, null, opinion.Revision, milestone, await db.NowAsync());
        await db.SaveChangesAsync();
    }

    public static async Task GiveAsync(
        PortalDbContext db,
        Project project,
        InterimOpinion opinion,
        string toCarrier,
        string toPanel
    )
    {
        var now = await db.NowAsync();
        var sheet = new ReviewSheet([new CriterionReview("progress", 4, toPanel, toCarrier)], toPanel, toCarrier);
        opinion.Save(sheet, Recommendation.Go, opinion.Revision, project.Milestone(Interim)!, now);
        opinion.Submit(project.Milestone(Interim)!, now);
        await db.SaveChangesAsync();
    }

    private static PlannedMilestone Report(string key, MilestoneKind kind, MilestoneAnchor anchor, int months) =>
        new(key, Text($"Rapport {key}"), kind, anchor, months)
        {
            Sections =
            [
                new FormSection(
                    "results",
                    Text("Résultats"),
                    [
                        new FormField("patients", FieldType.Number, Text("Patients inclus")) { Required = true },
                        new FormField("staff", FieldType.Number, Text("Personnes recrutées")),
                        new FormField("places", FieldType.Table, Text("Lieux d’expérimentation"))
                        {
                            Columns = [new FormField("place", FieldType.ShortText, Text("Lieu"))],
                        },
                        new FormField("annex", FieldType.File, Text("Annexe")),
                    ]
                ),
            ],
        };

    private static LocalizedText Text(string text) => new(text, text);
}
