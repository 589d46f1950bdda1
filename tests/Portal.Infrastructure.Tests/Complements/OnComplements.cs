using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain.Complements;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Tests.Complements;

/// <summary>A fixture in which complements are asked for, answered and missed.</summary>
internal abstract class OnComplements : OnDatabase
{
    protected static readonly DateTimeOffset Asked = At(2024, 4, 15);
    protected static readonly Deadline Due = new(new DateTime(2024, 4, 25, 12, 0, 0, DateTimeKind.Unspecified));

    protected Account Carrier { get; private set; } = null!;

    protected Account Officer { get; private set; } = null!;

    [SetUp]
    public async Task SetTheScene()
    {
        await Database.SetClockAsync(Asked);
        Carrier = await Stage.PersonAsync("Porteuse");
        Officer = await Stage.PersonAsync("Chargé", role: PortalRole.Officer);
        await OwnerAsync(
            $"insert into call_officers (call_id, person) select id, '{Officer.Id}' from calls where slug = 'evaluation-dmn'"
        );
        await OwnerAsync("update calls set missed_complements = 'NextCutOff'");
    }

    protected static DateTimeOffset At(int year, int month, int day) =>
        Deadline.InstantOf(new DateTime(year, month, day, 12, 0, 0, DateTimeKind.Unspecified));

    protected Task OwnerAsync(string sql) =>
        PostgresServer.ExecuteAsync(sql, new Npgsql.NpgsqlConnectionStringBuilder(Database.Owner).Database!);

    /// <summary>Filed on the demo's day, for the cut-off of 9 April 2024; the last one is on 8 April 2025.</summary>
    protected Task<Dossier> FiledAsync() => Stage.FiledAsync(Carrier, "evaluation-dmn", 1, DemoTime.Start);

    protected async Task<ComplementRequest> AskAsync(Dossier dossier, string field = "summary", Deadline? due = null)
    {
        await using var db = Database.Open();
        var letter = new ComplementLetter([new ComplementItem("project", field, "Précisez.")], "", due ?? Due);
        return (
            await Asking(db)
                .RunAsync(dossier.Id, letter, Stage.ViewerOf(Officer, PortalRole.Officer), CancellationToken.None)
        )!;
    }

    /// <summary>Writes in the section as a page posts it: every field, those that are closed empty.</summary>
    protected Task<Section?> WriteAsync(Dossier dossier, params (string Field, string Text)[] typed) =>
        WriteAsync(dossier, received: null, typed);

    protected async Task<Section?> WriteAsync(
        Dossier dossier,
        DateTimeOffset? received,
        params (string Field, string Text)[] typed
    )
    {
        await using var db = Database.Open();
        var clock = new PortalClock();
        await clock.RefreshAsync(db);
        var section = await db
            .Sections.AsNoTracking()
            .SingleAsync(one => one.DossierId == dossier.Id && one.Key == "project");
        var written = typed.Aggregate(Answers.None, (answers, one) => answers.With(one.Field, one.Text));
        var saved = await new SaveSection(db, new FormCache(), clock).RunAsync(
            dossier.Id,
            "project",
            new SectionDraft(
                section.Revision,
                form => new SectionPost(
                    written,
                    [.. form.Fields.Where(field => field.IsTyped).Select(field => field.Key)]
                )
            )
            {
                Received = received,
            },
            Stage.ViewerOf(Carrier),
            CancellationToken.None
        );
        return saved?.Section;
    }

    protected async Task<Filing?> AnswerAsync(Dossier dossier, ComplementRequest request)
    {
        await using var db = Database.Open();
        return await AnswerOn(db).FileAsync(dossier.Id, request.Id, Stage.ViewerOf(Carrier), CancellationToken.None);
    }

    protected static AskForComplements Asking(PortalDbContext db) => new(db, new FormCache(), new Redraft(db));

    protected static AnswerComplements AnswerOn(PortalDbContext db) =>
        new(db, new FilingDesk(db, new FormCache()), NullLogger<AnswerComplements>.Instance);

    protected async Task CloseAsync()
    {
        await using var db = Database.Open();
        await new CloseComplements(db, Stage.OneByOneOn(db)).RunAsync(CancellationToken.None);
    }

    protected async Task RemindAsync()
    {
        await using var db = Database.Open();
        await Stage.RemindersOn(db).RunAsync(CancellationToken.None);
    }

    protected async Task<Dossier> LoadAsync(Dossier dossier)
    {
        await using var db = Database.Open();
        return await db.Dossiers.AsNoTracking().SingleAsync(one => one.Id == dossier.Id);
    }

    protected async Task<List<OutboxMail>> MailsAsync(Account to, string template)
    {
        await using var db = Database.Open();
        var address = EmailAddress.Parse(to.Email!);
        return await db.Outbox.Where(mail => mail.Recipient == address && mail.Template == template).ToListAsync();
    }

    /// <summary>Found eligible and given to an expert.</summary>
    protected async Task<(Review Review, Account Expert)> ReviewAsync(Dossier filed)
    {
        var account = await Stage.PersonAsync("Experte", role: PortalRole.Expert);
        await using var db = Database.Open();
        var now = await db.NowAsync();
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == filed.Id);
        var wave = await db.Waves.SingleAsync(one => one.Id == dossier.WaveId);
        dossier.CheckEligibility(wave, eligible: true, "", Officer.Person, now);
        var (invitation, expert) = Experts.Joined(wave.Id, account, Officer.Person, now);
        expert.SignCharter(now);
        expert.DeclareConflicts(new Dictionary<DossierId, string>(), now.AddSeconds(1));
        var call = await db.Calls.Include(one => one.Grids).SingleAsync(one => one.Id == dossier.CallId);
        var review = Review.Assign(dossier, expert, call.CurrentGrid, Officer.Person, now.AddSeconds(2));
        db.AddRange(invitation, expert, review);
        await db.SaveChangesAsync();
        return (review, account);
    }
}
