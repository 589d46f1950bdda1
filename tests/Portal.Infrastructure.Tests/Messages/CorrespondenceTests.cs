using Portal.Domain.Dossiers;
using Portal.Domain.Messages;
using Portal.Domain.People;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Messages;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Tests.Messages;

[TestFixture, NonParallelizable]
internal sealed class CorrespondenceTests : OnDatabase
{
    private Account _carrier = null!;
    private Account _officer = null!;
    private Dossier _dossier = null!;

    [SetUp]
    public async Task SetTheScene()
    {
        await Database.SetClockAsync(DemoTime.Start);
        _carrier = await Stage.PersonAsync("Porteuse", language: "en");
        _officer = await Stage.PersonAsync("Chargé", role: PortalRole.Officer);
        await PostgresServer.ExecuteAsync(
            $"delete from call_officers; insert into call_officers (call_id, person) select id, '{_officer.Id}' from calls where slug = 'evaluation-dmn'",
            new Npgsql.NpgsqlConnectionStringBuilder(Database.Owner).Database!
        );
        _dossier = await Stage.DraftAsync(_carrier);
    }

    [Test]
    public async Task A_draft_is_out_of_staffs_sight_until_its_carrier_writes()
    {
        Assert.That(await WriteAsync(_officer, MessageSide.Staff, "Bonjour"), Is.Null);
        await WriteAsync(_carrier, MessageSide.Carrier, "Une question");
        Assert.That(await WriteAsync(_officer, MessageSide.Staff, "Une réponse"), Is.Not.Null);
        await using var db = Database.Open();
        Assert.That(await db.ThreadsStaffedBy(OfficerViewer()).CountAsync(one => one.Id == _dossier.Id), Is.EqualTo(1));
        Assert.That(
            await Infrastructure
                .Dossiers.DossierAccess.DossiersStaffedBy(db, OfficerViewer())
                .AnyAsync(one => one.Id == _dossier.Id),
            Is.False,
            "the draft itself stays its team's"
        );
    }

    [Test]
    public async Task A_slip_that_was_taken_back_hides_the_draft_again()
    {
        var slip = await WriteAsync(_carrier, MessageSide.Carrier, "Lapsus");
        await TakeBackAsync(_carrier, slip!, MessageSide.Carrier);
        Assert.That(await WriteAsync(_officer, MessageSide.Staff, "Bonjour"), Is.Null);
        Assert.That(await MailsToAsync(_officer), Is.Empty, "nor does its mail leave");
    }

    [Test]
    public async Task A_burst_of_messages_makes_one_mail_and_the_next_burst_another()
    {
        await WriteAsync(_carrier, MessageSide.Carrier, "Un");
        await WriteAsync(_carrier, MessageSide.Carrier, "Deux");
        Assert.That(await MailsToAsync(_officer), Has.Count.EqualTo(1));
        await ReadAsync(_officer, MessageSide.Staff);
        await WriteAsync(_carrier, MessageSide.Carrier, "Trois");
        Assert.That(await MailsToAsync(_officer), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Ten_messages_at_once_make_one_mail()
    {
        await Task.WhenAll(
            Enumerable.Range(0, 10).Select(one => WriteAsync(_carrier, MessageSide.Carrier, $"Message {one}"))
        );
        Assert.That(await MailsToAsync(_officer), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task One_address_is_told_three_times_a_day_at_most()
    {
        for (var burst = 0; burst < 5; burst++)
        {
            await WriteAsync(_carrier, MessageSide.Carrier, $"Message {burst}");
            await ReadAsync(_officer, MessageSide.Staff);
        }
        Assert.That(await MailsToAsync(_officer), Has.Count.EqualTo(3));
        await Database.SetClockAsync(DemoTime.Start.AddDays(1).AddMinutes(1));
        await WriteAsync(_carrier, MessageSide.Carrier, "Demain");
        Assert.That(await MailsToAsync(_officer), Has.Count.EqualTo(4));
    }

    [Test]
    public async Task What_would_be_the_fourth_mail_of_a_day_leaves_the_next_one_where_it_is_not_read_until_then()
    {
        for (var burst = 0; burst < 4; burst++)
        {
            await Database.SetClockAsync(DemoTime.Start.AddHours(burst));
            await ReadAsync(_officer, MessageSide.Staff);
            await WriteAsync(_carrier, MessageSide.Carrier, $"Message {burst}");
        }
        var late = (await MailsToAsync(_officer)).Single(mail => mail.NotBefore is not null);
        Assert.That(late.NotBefore, Is.EqualTo(DemoTime.Start.AddDays(1)).Within(TimeSpan.FromMinutes(1)));
        await WriteAsync(_carrier, MessageSide.Carrier, "Encore");
        Assert.That(await MailsToAsync(_officer), Has.Count.EqualTo(4), "one tells of both");
        await ReadAsync(_officer, MessageSide.Staff);
        Assert.That(await MailsToAsync(_officer), Has.Count.EqualTo(3), "it would tell of what was read");
    }

    [Test]
    public async Task A_slip_that_is_taken_back_takes_no_mail_of_the_messages_after_it_along()
    {
        var slip = await WriteAsync(_carrier, MessageSide.Carrier, "Lapsus");
        await WriteAsync(_carrier, MessageSide.Carrier, "Une question");
        await TakeBackAsync(_carrier, slip!, MessageSide.Carrier);
        Assert.That(await MailsToAsync(_officer), Has.Count.EqualTo(1), "a message waits");
        await WriteAsync(_carrier, MessageSide.Carrier, "Une autre");
        Assert.That(await MailsToAsync(_officer), Has.Count.EqualTo(1), "and is told of once");
    }

    [Test]
    public async Task A_long_thread_is_read_in_parts_that_say_so()
    {
        await WriteAsync(_carrier, MessageSide.Carrier, "Le premier");
        await PostgresServer.ExecuteAsync(
            $"""
            insert into messages (id, dossier_id, "from", text, written_by, written_at)
            select gen_random_uuid(), dossier_id, "from", 'Un de plus', written_by, written_at + number * interval '1 second'
            from messages, generate_series(1, 500) number where dossier_id = '{_dossier.Id.Value}'
            """,
            new Npgsql.NpgsqlConnectionStringBuilder(Database.Owner).Database!
        );
        var newest = await ReadThreadAsync(_carrier, MessageSide.Carrier);
        Assert.That((newest.Messages.Count, newest.Older), Is.EqualTo((500, (MessageId?)newest.Messages[0].Id)));
        var older = await ReadThreadAsync(_carrier, MessageSide.Carrier, newest.Older);
        Assert.That(older.Messages.Single().Text, Is.EqualTo("Le premier"));
        Assert.That(older.Older, Is.Null);
    }

    [Test]
    public async Task Of_messages_of_one_moment_none_is_skipped_or_shown_twice()
    {
        await WriteAsync(_carrier, MessageSide.Carrier, "Le premier");
        await PostgresServer.ExecuteAsync(
            $"""
            insert into messages (id, dossier_id, "from", text, written_by, written_at)
            select gen_random_uuid(), dossier_id, "from", 'Au même instant', written_by, written_at
            from messages, generate_series(1, 700) where dossier_id = '{_dossier.Id.Value}'
            """,
            new Npgsql.NpgsqlConnectionStringBuilder(Database.Owner).Database!
        );
        var newest = await ReadThreadAsync(_carrier, MessageSide.Carrier);
        var older = await ReadThreadAsync(_carrier, MessageSide.Carrier, newest.Older);
        var all = older.Messages.Concat(newest.Messages).Select(message => message.Id).ToList();
        Assert.That(all, Has.Count.EqualTo(701).And.Unique);
        Assert.That(older.Older, Is.Null);
    }

    [Test]
    public async Task A_mail_tells_in_its_readers_language_that_a_message_waits_and_not_what_it_says()
    {
        await WriteAsync(_carrier, MessageSide.Carrier, "Bonjour");
        await WriteAsync(_officer, MessageSide.Staff, "SECRET");
        var mail = (await MailsToAsync(_carrier)).Single();
        Assert.That(mail.Language, Is.EqualTo("en"));
        var texts = new Infrastructure.Texts.Texts(typeof(Infrastructure.Texts.Texts).Assembly);
        var composed = new MailComposer(
            texts,
            new PortalAddress(Stage.Settings(("Portal:Address", "https://portal.example")))
        ).Compose(mail);
        Assert.That(composed.Text, Does.Not.Contain("SECRET"));
        Assert.That(composed.Text, Does.Contain($"/dossiers/{_dossier.Id.Value}/messages"));
        Assert.That(composed.Subject, Does.StartWith("A message awaits you"));
    }

    [Test]
    public async Task What_was_read_is_not_taken_back()
    {
        var message = await WriteAsync(_carrier, MessageSide.Carrier, "Bonjour");
        await ReadAsync(_officer, MessageSide.Staff);
        var refused = Assert.ThrowsAsync<RefusedException>(() =>
            TakeBackAsync(_carrier, message!, MessageSide.Carrier)
        );
        Assert.That(refused!.Refusals.Single().Code, Is.EqualTo("message.read"));
    }

    [Test]
    public async Task Reading_and_taking_back_at_once_end_in_one_of_two_ways()
    {
        for (var round = 0; round < 10; round++)
        {
            var message = await WriteAsync(_carrier, MessageSide.Carrier, $"Message {round}");
            var reading = ReadAsync(_officer, MessageSide.Staff);
            var takingBack = TakenBackAsync(message!);
            await Task.WhenAll(reading, takingBack);
            var wasRead = (await reading).Any(one => one.Id == message!.Id);
            Assert.That(await takingBack, Is.Not.EqualTo(wasRead), $"round {round}");
        }
    }

    [Test]
    public async Task Each_of_a_team_has_their_own_mark_and_the_service_has_one()
    {
        var partner = await Stage.PersonAsync("Partenaire");
        await PostgresServer.ExecuteAsync(
            $"insert into dossier_members (dossier_id, person, role) values ('{_dossier.Id.Value}', '{partner.Id}', 'Reader')",
            new Npgsql.NpgsqlConnectionStringBuilder(Database.Owner).Database!
        );
        await WriteAsync(_carrier, MessageSide.Carrier, "Bonjour");
        await ReadAsync(_officer, MessageSide.Staff);
        await WriteAsync(_officer, MessageSide.Staff, "Bonjour");
        await ReadAsync(_carrier, MessageSide.Carrier);
        await using var db = Database.Open();
        Assert.That(await db.UnreadByTeam(_carrier.Person).CountAsync(OfThis()), Is.Zero);
        Assert.That(await db.UnreadByTeam(partner.Person).CountAsync(OfThis()), Is.EqualTo(1));
        Assert.That(await db.UnreadByStaff().CountAsync(OfThis()), Is.Zero);
    }

    [Test]
    public async Task An_officer_who_is_in_the_team_is_a_carrier_there()
    {
        await PostgresServer.ExecuteAsync(
            $"insert into dossier_members (dossier_id, person, role) values ('{_dossier.Id.Value}', '{_officer.Id}', 'Writer')",
            new Npgsql.NpgsqlConnectionStringBuilder(Database.Owner).Database!
        );
        await WriteAsync(_carrier, MessageSide.Carrier, "Bonjour");
        Assert.That(await WriteAsync(_officer, MessageSide.Staff, "Bonjour"), Is.Null);
        Assert.That(await MailsToAsync(_officer), Is.Empty);
    }

    [Test]
    public async Task The_application_can_change_no_message()
    {
        await WriteAsync(_carrier, MessageSide.Carrier, "Bonjour");
        await using var db = Database.Open();
        Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
            db.Database.ExecuteSqlRawAsync("update messages set text = 'Autre'")
        );
        Assert.ThrowsAsync<Npgsql.PostgresException>(() => db.Database.ExecuteSqlRawAsync("delete from messages"));
    }

    private System.Linq.Expressions.Expression<Func<Message, bool>> OfThis() =>
        message => message.DossierId == _dossier.Id;

    private Viewer OfficerViewer() => Stage.ViewerOf(_officer, PortalRole.Officer);

    private Viewer ViewerOf(Account account) => account == _officer ? OfficerViewer() : Stage.ViewerOf(account);

    private async Task<Message?> WriteAsync(Account by, MessageSide side, string text)
    {
        await using var db = Database.Open();
        return await new Correspondence(db).WriteAsync(_dossier.Id, side, text, ViewerOf(by), CancellationToken.None);
    }

    private async Task<IReadOnlyList<ReadMessage>> ReadAsync(Account by, MessageSide side) =>
        (await ReadThreadAsync(by, side)).Messages;

    private async Task<MessageThread> ReadThreadAsync(Account by, MessageSide side, MessageId? before = null)
    {
        await using var db = Database.Open();
        return await new ReadThread(db).RunAsync(
            _dossier.Id,
            side,
            counts: true,
            before,
            ViewerOf(by),
            CancellationToken.None
        );
    }

    private async Task TakeBackAsync(Account by, Message message, MessageSide side)
    {
        await using var db = Database.Open();
        Assert.That(
            await new Correspondence(db).TakeBackAsync(
                _dossier.Id,
                message.Id,
                side,
                ViewerOf(by),
                CancellationToken.None
            ),
            Is.True
        );
    }

    private async Task<bool> TakenBackAsync(Message message)
    {
        try
        {
            await TakeBackAsync(_carrier, message, MessageSide.Carrier);
            return true;
        }
        catch (RefusedException)
        {
            return false;
        }
    }

    private async Task<List<OutboxMail>> MailsToAsync(Account account)
    {
        await using var db = Database.Open();
        var address = EmailAddress.Parse(account.Email!);
        return await db
            .Outbox.Where(mail => mail.Recipient == address && mail.Template.StartsWith("message-"))
            .ToListAsync();
    }
}
