using System.Diagnostics;
using Portal.Domain.Calls;
using Portal.Domain.Decisions.Appeals;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Tests.Notifications;

[TestFixture, NonParallelizable]
internal sealed class RemindersTests : OnDatabase
{
    private static readonly DateTimeOffset Deadline = Domain.Deadline.InstantOf(
        new DateTime(2024, 4, 9, 12, 0, 0, DateTimeKind.Unspecified)
    );

    [SetUp]
    public async Task BeginAnew()
    {
        await using var db = Database.OpenAsOwner();
        await db.Database.ExecuteSqlRawAsync("delete from outbox; delete from reminder_marks");
        await Database.SetClockAsync(DemoTime.Start);
    }

    [Test]
    public async Task A_draft_gets_one_reminder_however_often_and_by_however_many_it_is_swept()
    {
        var carrier = await Stage.PersonAsync();
        var dossier = await Stage.DraftAsync(carrier);
        await Database.SetClockAsync(Deadline.AddDays(-1).AddMinutes(1));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SweepAsync()));
        await SweepAsync();

        Assert.That(await RemindersAsync(dossier.Id), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Each_offset_reminds_once_and_of_several_that_fell_due_only_the_latest_goes()
    {
        var dossier = await Stage.DraftAsync(await Stage.PersonAsync());
        await Database.SetClockAsync(Deadline.AddDays(-6));
        await SweepAsync();
        Assert.That(
            await RemindersAsync(dossier.Id),
            Has.Count.EqualTo(1),
            "30 and 7 days fell due: 7 days alone goes"
        );

        await Database.SetClockAsync(Deadline.AddHours(-2));
        await SweepAsync();
        Assert.That(
            await RemindersAsync(dossier.Id),
            Has.Count.EqualTo(2),
            "a day and 3 hours fell due: 3 hours alone goes"
        );
    }

    [Test]
    public async Task Nobody_is_reminded_of_what_is_filed_nor_of_what_was_begun_after_the_reminder_fell_due()
    {
        var carrier = await Stage.PersonAsync();
        var filed = await Stage.DraftAsync(carrier);
        await Stage.FileAsync(filed, carrier);
        var late = await Stage.DraftAsync(carrier, startedAt: Deadline.AddHours(-20));
        await Database.SetClockAsync(Deadline.AddHours(-19));
        await SweepAsync();

        Assert.That(await RemindersAsync(filed.Id), Is.Empty);
        Assert.That(await RemindersAsync(late.Id), Is.Empty);
    }

    [Test]
    public async Task A_sweep_leaves_a_mark_and_sends_as_many_statements_for_many_people_as_for_one_and_four_with_nothing_due()
    {
        await Stage.DraftAsync(await Stage.PersonAsync());
        await Database.SetClockAsync(Deadline.AddDays(-7).AddMinutes(1));
        var forFew = await StatementsAsync(SweepAsync);
        for (var more = 0; more < 5; more++)
            await Stage.DraftAsync(await Stage.PersonAsync());
        await Database.SetClockAsync(Deadline.AddDays(-1).AddMinutes(1));
        var forMany = await StatementsAsync(SweepAsync);

        await using var db = Database.Open();
        var mark = await db.ReminderMarks.SingleAsync(one => one.Kind == DateKind.CutOff && one.Hours == 24);
        Assert.That(mark.Mails, Is.GreaterThan(5));
        Assert.That(mark.FellDueAt, Is.EqualTo(Deadline.AddDays(-1)));
        Assert.That(forMany, Is.EqualTo(forFew));
        Assert.That(
            await StatementsAsync(SweepAsync),
            Is.EqualTo(4),
            "nothing is due: the clock, the rules, the dates, the marks"
        );
        var owed = await db.Outbox.Where(mail => mail.Template == "reminder").Select(mail => mail.CallId).ToListAsync();
        Assert.That(owed, Has.Count.GreaterThan(0).And.All.EqualTo(mark.CallId));
    }

    [Test]
    public async Task A_reminder_that_would_fall_on_a_sunday_goes_on_friday_and_not_where_the_call_keeps_no_office_hours()
    {
        var dossier = await Stage.DraftAsync(await Stage.PersonAsync());
        await MoveAsync(Deadline.AddDays(6));
        try
        {
            await Database.SetClockAsync(Deadline.AddDays(3).AddHours(6).AddMinutes(-1));
            await SweepAsync();
            Assert.That(await RemindersAsync(dossier.Id), Has.None.Contains(":24:"));

            await Database.SetClockAsync(Deadline.AddDays(3).AddHours(6));
            await SweepAsync();
            Assert.That(await RemindersAsync(dossier.Id), Has.Some.Contains(":24:"), "Friday at 18:00");
        }
        finally
        {
            await Database.SetClockAsync(DemoTime.Start);
            await MoveAsync(Deadline);
        }
    }

    [TestCase("2024-01-18T14:00:00+01:00")]
    [TestCase("2024-01-31T23:30:00Z")]
    [TestCase("2023-12-31T10:00:00+01:00")]
    [TestCase("2024-08-30T22:30:00Z")]
    public async Task The_database_says_as_the_domain_does_when_silence_rejects_an_appeal(string lodged)
    {
        var at = DateTimeOffset.Parse(lodged, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();
        await using var db = Database.Open();
        var said = await db
            .Database.SqlQuery<DateTimeOffset>($"""select appeal_silent_until({at}) as "Value" """)
            .SingleAsync();
        Assert.That(said, Is.EqualTo(AppealPeriod.SilentUntil(at).At));
    }

    [Test]
    public async Task A_moved_date_moves_the_reminders_with_it()
    {
        var dossier = await Stage.DraftAsync(await Stage.PersonAsync());
        await MoveAsync(Deadline.AddDays(20));
        try
        {
            await Database.SetClockAsync(Deadline.AddDays(-1).AddMinutes(1));
            await SweepAsync();
            Assert.That(
                await RemindersAsync(dossier.Id),
                Has.All.Contains(":720:"),
                "30 days before the new date, and no last day"
            );

            await Database.SetClockAsync(Deadline.AddDays(19).AddMinutes(1));
            await SweepAsync();
            Assert.That(await RemindersAsync(dossier.Id), Has.Some.Contains(":24:"));
        }
        finally
        {
            await Database.SetClockAsync(DemoTime.Start);
            await MoveAsync(Deadline);
        }
    }

    [Test]
    public async Task A_date_moved_to_and_fro_and_to_again_is_told_each_time_but_not_to_who_withdrew()
    {
        var carrier = await Stage.PersonAsync();
        await Stage.DraftAsync(carrier);
        var gone = await Stage.PersonAsync();
        await WithdrawAsync(await Stage.DraftAsync(gone), gone);

        await MoveAsync(Deadline.AddDays(20));
        await MoveAsync(Deadline);
        await MoveAsync(Deadline.AddDays(20));
        await MoveAsync(Deadline);

        Assert.That(await MovesToldAsync(carrier), Is.EqualTo(4));
        Assert.That(await MovesToldAsync(gone), Is.Zero);
    }

    [Test]
    public async Task Reminders_are_written_in_the_readers_language()
    {
        var dossier = await Stage.DraftAsync(await Stage.PersonAsync(language: "en"));
        await Database.SetClockAsync(Deadline.AddDays(-1).AddMinutes(1));
        await SweepAsync();

        await using var db = Database.Open();
        var mail = await db.Outbox.SingleAsync(one => one.Occasion.EndsWith(dossier.Id.Value.ToString()));
        Assert.That(mail.Data["deadline"], Does.Contain("Tuesday 9 April 2024"));
    }

    [Test]
    public async Task A_reminder_says_how_long_is_left_and_who_must_file()
    {
        var (coordinator, writer) = (await Stage.PersonAsync(), await Stage.PersonAsync(language: "en"));
        var dossier = await Stage.DraftAsync(coordinator);
        await JoinAsync(dossier, coordinator, writer);
        await Database.SetClockAsync(Deadline.AddHours(-3).AddMinutes(2));
        await SweepAsync();

        await using var db = Database.Open();
        var mails = await db
            .Outbox.Where(mail => mail.Occasion.EndsWith(dossier.Id.Value.ToString()))
            .ToDictionaryAsync(mail => mail.Recipient.Value);
        var composer = new MailComposer(
            new Texts.Texts(typeof(Texts.Texts).Assembly),
            new PortalAddress(Stage.Settings(("Portal:Address", "https://portal.test")))
        );
        var toCoordinator = composer.Compose(mails[coordinator.Email!]);
        Assert.That(toCoordinator.Subject, Does.Contain("dans 3\u00a0heures"));
        Assert.That(toCoordinator.Text, Does.Contain("déposez-le").And.Contain("dans 3\u00a0heures"));
        var toWriter = composer.Compose(mails[writer.Email!]);
        Assert.That(toWriter.Subject, Does.Contain("in 3 hours"));
        Assert.That(toWriter.Text, Does.Contain("The person who coordinates must file it"));
    }

    [TestCase(30 * 24 * 60 - 2, "dans 30\u00a0jours", "in 30 days")]
    [TestCase(24 * 60 - 2, "dans 24\u00a0heures", "in 24 hours")]
    [TestCase(80, "dans une heure", "in an hour")]
    [TestCase(20, "dans moins d’une heure", "in less than an hour")]
    public void What_is_left_is_told_in_days_then_in_hours(int minutes, string french, string english)
    {
        var left = TimeSpan.FromMinutes(minutes);
        Assert.That((Texts.Dates.Left(left, "fr"), Texts.Dates.Left(left, "en")), Is.EqualTo((french, english)));
    }

    private async Task JoinAsync(Dossier draft, Account by, Account writer)
    {
        await using var db = Database.Open();
        var now = await db.NowAsync();
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == draft.Id);
        var invitation = TeamInvitation.Send(
            dossier,
            EmailAddress.Parse(writer.Email!),
            MemberRole.Writer,
            "hash",
            by.Person,
            now
        );
        invitation.Accept(dossier, writer.Person, now);
        db.TeamInvitations.Add(invitation);
        await db.SaveChangesAsync();
    }

    private async Task<int> StatementsAsync(Func<Task> act)
    {
        var count = 0;
        var name = new Npgsql.NpgsqlConnectionStringBuilder(Database.Application).Database;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (Equals(activity.GetTagItem("db.namespace") ?? activity.GetTagItem("db.name"), name))
                    Interlocked.Increment(ref count);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await act();
        return count;
    }

    private async Task SweepAsync()
    {
        await using var db = Database.Open();
        await Stage.RemindersOn(db).RunAsync(CancellationToken.None);
    }

    private async Task MoveAsync(DateTimeOffset to)
    {
        await using var db = Database.Open();
        var wave = await db.Waves.SingleAsync(one =>
            one.Number == 1 && db.Calls.Any(call => call.Id == one.CallId && call.Slug == "evaluation-dmn")
        );
        var cutOff = wave.CutOffs.Single(one => one.Number == 3);
        wave.MoveCutOff(
            cutOff.Id,
            new Deadline(Texts.Dates.Civil(to), TimeSpan.FromSeconds(300)),
            by: null,
            await db.NowAsync()
        );
        await db.SaveChangesAsync();
    }

    private async Task WithdrawAsync(Dossier filed, Account by)
    {
        await Stage.FileAsync(filed, by);
        await using var db = Database.Open();
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == filed.Id);
        dossier.Withdraw("Projet abandonné", by.Person, await db.NowAsync());
        await db.SaveChangesAsync();
    }

    private async Task<int> MovesToldAsync(Account person)
    {
        await using var db = Database.Open();
        return await db.Outbox.CountAsync(mail =>
            mail.Template == "deadline-moved" && mail.Recipient == EmailAddress.Parse(person.Email!)
        );
    }

    private async Task<List<string>> RemindersAsync(DossierId dossier)
    {
        await using var db = Database.Open();
        return await db
            .Outbox.Where(mail => mail.Template == "reminder" && mail.Occasion.EndsWith(dossier.Value.ToString()))
            .Select(mail => mail.Occasion)
            .ToListAsync();
    }
}
