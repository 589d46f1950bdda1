using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Infrastructure.Persistence;

namespace Portal.Testing;

/// <summary>A project in the middle of its life.</summary>
public sealed record Followed(
    ProjectId Project,
    AgreementId Agreement,
    MilestoneId Interim,
    OpinionId Opinion,
    PaymentId Payment,
    ProjectChangeId Change,
    string Tranche
);

/// <summary>
/// Brings the project of a winner as far as its interim review: an agreement in force, a first instalment asked for, the
/// interim report submitted, an opinion and an extension asked for.
/// </summary>
public static class Following
{
    public static readonly DateOnly Start = new(2022, 9, 1);

    public static async Task<Followed> ProjectAsync(
        PortalDbContext db,
        DossierId id,
        PersonId officer,
        PersonId second,
        PersonId expert
    )
    {
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == id);
        var plan = await db.Calls.Where(one => one.Id == dossier.CallId).Select(one => one.FollowUp).SingleAsync();
        var now = await db.NowAsync();
        var project =
            await db.Projects.SingleOrDefaultAsync(one => one.DossierId == id) ?? await OpenAsync(db, dossier);
        var agreement = Signed(project, dossier, plan, officer, second, now);
        var interim = project.Milestone("interim")!;
        var report = ProjectReport.Begin(project, interim, plan.Milestone("interim")!, now);
        report.Save(interim, AnswersOf(plan.Milestone("interim")!), 0, dossier.Coordinator, now);
        report.Submit(project, dossier, dossier.Coordinator, now);
        var grid = plan.Milestone("interim")!.Grid!;
        var opinion = InterimOpinion.Ask(project, interim, grid, dossier, expert, [], officer, now);
        var first = project.Tranches[0];
        var payment = Payment.Request(
            project,
            dossier,
            first.Key,
            first.Amount,
            "Première tranche.",
            [],
            dossier.Coordinator,
            now
        );
        var extension = new ChangeMatter(ProjectChangeKind.Extension, "Recrutements tardifs.") { Months = 6 };
        var change = ProjectChange.Ask(project, dossier, extension, [], dossier.Coordinator, now);
        db.AddRange(agreement, report, opinion, payment, change);
        await db.SaveChangesAsync();
        return new Followed(project.Id, agreement.Id, interim.Id, opinion.Id, payment.Id, change.Id, first.Key);
    }

    /// <summary>Aid that is asked back, as if the project were over and had justified nothing.</summary>
    public static async Task<RecoveryId> RecoveryAsync(PortalDbContext db, ProjectId id, PersonId officer)
    {
        var project = await db.Projects.SingleAsync(one => one.Id == id);
        var (paid, none) = (project.Aid, Money.Zero);
        var statement = new ProjectStatement(project.Aid, paid, paid, none, none, IsOver: true);
        var now = await db.NowAsync();
        var recovery = Recovery.Prepare(project, statement, new Money(1_234), "Non justifié.", officer, now);
        db.Recoveries.Add(recovery);
        await db.SaveChangesAsync();
        return recovery.Id;
    }

    /// <summary>What a report asks, answered.</summary>
    public static Answers AnswersOf(PlannedMilestone milestone) =>
        milestone
            .Sections.SelectMany(section => section.Fields)
            .Where(field => field.Required)
            .Aggregate(
                Answers.None,
                (answers, field) =>
                    answers.With(field.Key, field.Type is FieldType.Number or FieldType.Amount ? "12" : "Fait.")
            );

    private static async Task<Project> OpenAsync(PortalDbContext db, Dossier dossier)
    {
        var decision = await db.Decisions.SingleAsync(one => one.DossierId == dossier.Id && one.MovedAt == null);
        var project = Project.Open(dossier, decision, await db.NowAsync());
        db.Projects.Add(project);
        return project;
    }

    private static Agreement Signed(
        Project project,
        Dossier dossier,
        FollowUpPlan plan,
        PersonId officer,
        PersonId second,
        DateTimeOffset now
    )
    {
        var copy = new SignedCopy(AttachmentId.New(), "convention.pdf", new string('a', 64));
        var terms = AgreementTerms.Of(plan, project.Aid, Start, 36, project.Conditions);
        var agreement = Agreement.Draw(project, [], plan, terms, "Texte de la convention.", officer, now);
        agreement.Send(officer, now);
        agreement.SignForCarrier(dossier, copy, dossier.Coordinator, now);
        agreement.SignForService(project, inForce: null, copy, second, now);
        return agreement;
    }
}
