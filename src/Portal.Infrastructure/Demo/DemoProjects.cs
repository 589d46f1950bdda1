using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.FollowUp;
using Portal.Domain.Reviews;
using Portal.Infrastructure.FollowUp;
using Portal.Infrastructure.FollowUp.Agreements;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Demo;

/// <summary>
/// What became of some winners of the first wave, by the acts that everybody uses: one signs its agreement, one is late with a
/// report, one is at its interim review, one is completed, one asks for more time. The others await their agreement.
/// </summary>
public sealed class DemoProjects(PortalDbContext db, IFileStore store, ProjectFiles files, AgreementText text)
{
    private const string Stamp = "demo-projects";
    private const string Slug = "tiers-lieux";

    /// <summary>The winners before these are for whoever tries the demonstration.</summary>
    private const int First = 5;

    private static readonly DateOnly Start = new(2022, 11, 1);
    private readonly Dictionary<string, PersonId> _people = new(StringComparer.Ordinal);

    /// <summary>Makes them once.</summary>
    public async Task EnsureAsync(CancellationToken cancellation = default)
    {
        if (await db.SeedStamps.FindAsync([Stamp], cancellation) is not null)
            return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        foreach (var key in new[] { "olivier", "pauline", "elise" })
            _people[key] = await db
                .Users.Where(account => account.Email == $"{key}@demo.example")
                .Select(account => account.Person)
                .SingleAsync(cancellation);
        var call = await db.Calls.SingleAsync(one => one.Slug == Slug, cancellation);
        var won = await WonAsync(call, cancellation);
        await ToSignAsync(won[First], cancellation);
        await LateAsync(won[First + 1], cancellation);
        await AtInterimAsync(won[First + 2], cancellation);
        await CompletedAsync(won[First + 3], cancellation);
        await AskingAsync(won[First + 4], cancellation);
        db.SeedStamps.Add(new SeedStamp { Name = Stamp, Sha256 = "1" });
        await db.SaveChangesAsync(cancellation);
        await db.Database.ExecuteSqlAsync(
            $"update outbox set sent_at = created_at where sent_at is null",
            cancellation
        );
        await transaction.CommitAsync(cancellation);
    }

    private async Task<IReadOnlyList<DemoProject>> WonAsync(Call call, CancellationToken cancellation)
    {
        var wave = await db
            .Waves.Where(one => one.CallId == call.Id && one.Number == 1)
            .Select(one => one.Id)
            .SingleAsync(cancellation);
        var decisions = await db
            .Decisions.Where(one => one.WaveId == wave && one.Outcome == Outcome.Funded)
            .ToDictionaryAsync(one => one.DossierId, cancellation);
        var dossiers = await db
            .Dossiers.Include(one => one.Members)
            .Where(one => decisions.Keys.Contains(one.Id))
            .OrderBy(one => one.Number)
            .ToListAsync(cancellation);
        var current = dossiers.ConvertAll(one => one.FilingId!.Value);
        var filings = await db
            .Filings.Where(one => current.Contains(one.Id))
            .ToDictionaryAsync(one => one.Id, cancellation);
        return [.. dossiers.Select(one => new DemoProject(call, one, filings[one.FilingId!.Value], decisions[one.Id]))];
    }

    /// <summary>Its agreement is sent, and nobody has signed it.</summary>
    private Task ToSignAsync(DemoProject one, CancellationToken cancellation)
    {
        db.Projects.Add(one.Open(At(2022, 10, 4)));
        var agreement = Draw(one, 24, At(2024, 1, 11), start: new DateOnly(2024, 2, 1));
        agreement.Send(_people["olivier"], At(2024, 1, 12));
        return db.SaveChangesAsync(cancellation);
    }

    /// <summary>Its first report was due in November.</summary>
    private async Task LateAsync(DemoProject one, CancellationToken cancellation)
    {
        await AgreeAsync(one, 36, cancellation);
        Pay(one, "first", At(2022, 12, 5));
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>It submitted its interim report ahead of time, and an expert is asked about it.</summary>
    private async Task AtInterimAsync(DemoProject one, CancellationToken cancellation)
    {
        await AgreeAsync(one, 36, cancellation);
        Pay(one, "first", At(2022, 12, 12));
        Accept(one, Report(one, "year-1", At(2023, 10, 25)), At(2023, 11, 20));
        Report(one, "interim", At(2024, 1, 9));
        Ask(one, At(2024, 1, 12));
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>A short project: all is reported, judged, paid and justified.</summary>
    private async Task CompletedAsync(DemoProject one, CancellationToken cancellation)
    {
        await AgreeAsync(one, 12, cancellation);
        Pay(one, "first", At(2022, 12, 19));
        Accept(one, Report(one, "year-1", At(2023, 9, 11)), At(2023, 9, 20));
        Accept(one, Report(one, "interim", At(2023, 9, 18)), At(2023, 10, 2));
        Judge(one, Ask(one, At(2023, 9, 25)), At(2023, 10, 6));
        Pay(one, "second", At(2023, 10, 16));
        Accept(one, Report(one, "final", At(2023, 12, 11)), At(2024, 1, 5), one.Project.Aid);
        Pay(one, "balance", At(2024, 1, 8));
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>It asks for half a year more.</summary>
    private async Task AskingAsync(DemoProject one, CancellationToken cancellation)
    {
        await AgreeAsync(one, 24, cancellation);
        Pay(one, "first", At(2023, 1, 9));
        Accept(one, Report(one, "year-1", At(2023, 10, 30)), At(2023, 11, 27));
        var matter = new ChangeMatter(
            ProjectChangeKind.Extension,
            "Motif fictif : le recrutement de l’équipe d’animation a pris six mois de retard."
        )
        {
            Months = 6,
        };
        db.ProjectChanges.Add(
            ProjectChange.Ask(one.Project, one.Dossier, matter, [], one.Dossier.Coordinator, At(2024, 1, 15))
        );
        await db.SaveChangesAsync(cancellation);
    }

    private async Task AgreeAsync(DemoProject one, int months, CancellationToken cancellation)
    {
        db.Projects.Add(one.Open(At(2022, 10, 4)));
        var agreement = Draw(one, months, At(2022, 10, 10), Start);
        agreement.Send(_people["olivier"], At(2022, 10, 11));
        var carrier = await CopyAsync(one, one.Dossier.Coordinator, At(2022, 10, 19), cancellation);
        agreement.SignForCarrier(one.Dossier, carrier, one.Dossier.Coordinator, At(2022, 10, 19));
        var service = await CopyAsync(one, _people["pauline"], At(2022, 10, 26), cancellation);
        agreement.SignForService(one.Project, inForce: null, service, _people["pauline"], At(2022, 10, 26));
        await db.SaveChangesAsync(cancellation);
    }

    private Agreement Draw(DemoProject one, int months, DateTimeOffset at, DateOnly start)
    {
        var matter = new AgreementMatter(
            one.Project,
            InForce: null,
            one.Dossier.Number!,
            one.Filing.Title,
            one.Filing.Lead,
            one.Call.Presentation.Title,
            one.Plan,
            at
        );
        var terms = AgreementTerms.Of(one.Plan, one.Project.Aid, start, months, one.Project.Conditions);
        var words = text.Propose(matter, terms);
        var drawn = Agreement.Draw(one.Project, [], one.Plan, terms, words, _people["olivier"], at);
        db.Agreements.Add(drawn);
        return drawn;
    }

    private async Task<SignedCopy> CopyAsync(
        DemoProject one,
        PersonId by,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        using var content = new MemoryStream(DemoDossiers.Pdf($"{one.Dossier.Number} - convention fictive, signee"));
        var stored = await store.WriteAsync(AttachmentId.New(), content, cancellation);
        var file = new ArrivedFile($"{one.Dossier.Number}-convention-signee.pdf", stored, at);
        var attachment = files.Attach(one.Dossier.Id, AgreementDesk.FileKey, file, by, at);
        return new SignedCopy(attachment.Id, attachment.Name, attachment.Sha256);
    }

    private void Pay(DemoProject one, string tranche, DateTimeOffset at)
    {
        var agreed = one.Project.Tranche(tranche)!;
        var payment = Payment.Request(
            one.Project,
            one.Dossier,
            tranche,
            agreed.Amount,
            "Demande fictive : dépenses engagées, pièces jointes au rapport.",
            one.Payments,
            one.Dossier.Coordinator,
            at
        );
        payment.Confirm(one.Project, one.Payments, agreed.Amount, "", _people["olivier"], at.AddDays(2));
        payment.OrderBy(one.Project, one.Payments, _people["pauline"], at.AddDays(3));
        var on = DateOnly.FromDateTime(at.AddDays(8).Date);
        payment.NotePaid(on, $"FICTIF-{one.Dossier.Number}-{tranche}", _people["olivier"], at.AddDays(9));
        one.Payments.Add(payment);
        db.Payments.Add(payment);
    }

    private ProjectReport Report(DemoProject one, string key, DateTimeOffset at)
    {
        var (planned, by) = (one.Plan.Milestone(key)!, one.Dossier.Coordinator);
        var milestone = one.Project.Milestone(key)!;
        var report = ProjectReport.Begin(one.Project, milestone, planned, at.AddDays(-7));
        report.Save(milestone, AnswersTo(planned, one.Reports++), 0, by, at.AddHours(-2));
        report.Submit(one.Project, one.Dossier, by, at);
        db.ProjectReports.Add(report);
        return report;
    }

    private void Accept(DemoProject one, ProjectReport report, DateTimeOffset at, Money? justified = null) =>
        report.Accept(
            one.Project,
            justified ?? new Money(decimal.Floor(one.Project.Aid.Euros / 4)),
            "Réponse fictive : rapport complet, objectifs tenus.",
            _people["olivier"],
            at
        );

    private InterimOpinion Ask(DemoProject one, DateTimeOffset at)
    {
        var (milestone, grid) = (one.Project.Milestone("interim")!, one.Plan.Milestone("interim")!.Grid!);
        var opinion = InterimOpinion.Ask(
            one.Project,
            milestone,
            grid,
            one.Dossier,
            _people["elise"],
            [],
            _people["olivier"],
            at
        );
        db.InterimOpinions.Add(opinion);
        return opinion;
    }

    private void Judge(DemoProject one, InterimOpinion opinion, DateTimeOffset at)
    {
        var milestone = one.Project.Milestone("interim")!;
        var marks = opinion.Asks.Criteria.Select(criterion => new CriterionReview(
            criterion.Key,
            opinion.Asks.Scale.To - 1,
            "Remarque fictive pour le service.",
            "Remarque fictive pour le porteur."
        ));
        var sheet = new ReviewSheet([.. marks], "Avis fictif pour le service.", "Avis fictif : le projet avance bien.");
        opinion.Save(sheet, Recommendation.Go, opinion.Revision, milestone, at.AddDays(-2));
        opinion.Submit(milestone, at.AddDays(-1));
        var words = "Décision fictive : le projet continue comme prévu.";
        one.Project.DecideInterim(milestone.Id, isGo: true, words, opinions: 1, _people["olivier"], at);
    }

    /// <param name="time">How many reports came before: figures grow.</param>
    private static Answers AnswersTo(PlannedMilestone milestone, int time) =>
        milestone
            .Sections.SelectMany(section => section.Fields)
            .Aggregate(
                Answers.None,
                (answers, field) =>
                    field.Type switch
                    {
                        FieldType.Number => answers.With(field.Key, $"{(time + 1) * (field.Key.Length % 7 + 3)}"),
                        FieldType.Amount => answers.With(field.Key, $"{(time + 1) * 40_000}"),
                        FieldType.Table => answers.WithRows(
                            field.Key,
                            [.. Enumerable.Range(1, time + 2).Select(row => RowOf(field, row))]
                        ),
                        FieldType.LongText or FieldType.ShortText => answers.With(
                            field.Key,
                            "Texte fictif : l’équipe est en place, les premiers essais ont eu lieu avec des usagers."
                        ),
                        _ => answers,
                    }
            );

    private static Dictionary<string, string> RowOf(FormField table, int row) =>
        table.Columns.ToDictionary(
            column => column.Key,
            column => column.Key == "state" ? "en cours" : $"{column.Label.Fr} – exemple fictif {row}",
            StringComparer.Ordinal
        );

    private static DateTimeOffset At(int year, int month, int day) =>
        Deadline.InstantOf(new DateTime(year, month, day, 10, 0, 0, DateTimeKind.Unspecified));

    private sealed class DemoProject(Call call, Dossier dossier, Filing filing, Decision decision)
    {
        public Call Call => call;

        public Dossier Dossier => dossier;

        public Filing Filing => filing;

        public FollowUpPlan Plan => call.FollowUp;

        public Project Project { get; private set; } = null!;

        public List<Payment> Payments { get; } = [];

        public int Reports { get; set; }

        public Project Open(DateTimeOffset at) => Project = Project.Open(dossier, decision, at);
    }
}
