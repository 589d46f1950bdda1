using Portal.Domain.Dossiers;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Reviews.Pool;

namespace Portal.Infrastructure.Tests.Notifications;

[TestFixture, NonParallelizable]
internal sealed class DeliveryTests : OnDatabase
{
    private static readonly Texts.Texts AllTexts = Delivery.AllTexts;

    private MailCatcher _catcher = null!;

    [OneTimeSetUp]
    public async Task StartCatcher() => _catcher = await MailCatcher.StartAsync();

    [OneTimeTearDown]
    public async Task StopCatcher() => await _catcher.DisposeAsync();

    [Test]
    public async Task A_mail_goes_out_once_though_four_deliver_at_once()
    {
        var address = await OweAsync(5);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DeliverAsync(_catcher.Smtp)));
        await DeliverAsync(_catcher.Smtp);

        Assert.That(await CaughtAsync(address, 5), Has.Count.EqualTo(5));
        await using var db = Database.Open();
        Assert.That(
            await db.Outbox.CountAsync(mail => mail.SentAt == null && mail.Recipient == EmailAddress.Parse(address)),
            Is.Zero
        );
    }

    [Test]
    public async Task Mails_wait_while_the_server_is_away_and_go_when_it_is_back()
    {
        var address = await OweAsync(1);
        Assert.That(await DeliverAsync(PostgresServer.FreePort()), Is.Zero);
        Assert.That(await ThereAsync(address), Is.Empty);

        await DeliverAsync(_catcher.Smtp);
        Assert.That(await CaughtAsync(address, 1), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_server_that_is_busy_or_says_nothing_is_away_and_claims_no_mail()
    {
        var address = await OweAsync(1);
        using var busy = new GreetingServer("421 too busy");
        using var silent = new GreetingServer(greeting: null);
        Assert.That(await DeliverAsync(busy.Port), Is.Zero);
        Assert.That(await DeliverAsync(silent.Port), Is.Zero);

        await DeliverAsync(_catcher.Smtp);
        Assert.That(await CaughtAsync(address, 1), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_mail_that_was_put_off_waits_for_its_moment_by_the_portals_clock()
    {
        var address = await OweAsync(1);
        await using var db = Database.Open();
        await db.Database.ExecuteSqlAsync(
            $"update outbox set not_before = portal_now() + interval '1 day' where recipient = {address}"
        );
        await DeliverAsync(_catcher.Smtp);
        Assert.That(await ThereAsync(address), Is.Empty);

        await db.Database.ExecuteSqlAsync($"update outbox set not_before = portal_now() where recipient = {address}");
        await DeliverAsync(_catcher.Smtp);
        Assert.That(await CaughtAsync(address, 1), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Mails_about_a_draft_that_was_removed_wait_until_it_is_brought_back()
    {
        var (carrier, draft) = await DraftAsync();
        var (writer, invited) = ((await JoinAsync(draft, carrier)).Email!, $"{Guid.NewGuid():N}@test.example");
        await InviteAsync(draft, carrier, invited);
        await ActAsync(remove => remove.RunAsync(draft.Id, Stage.ViewerOf(carrier), CancellationToken.None));
        await DeliverAsync(_catcher.Smtp);
        Assert.That(await SubjectsAsync(writer, 1), Has.One.Contains("supprimé"), "that it was removed is told");
        Assert.That(await CaughtAsync(carrier.Email!, 0), Is.Empty, "who joined is told of later");
        Assert.That(await CaughtAsync(invited, 0), Is.Empty);

        await ActAsync(remove => remove.RestoreAsync(draft.Id, Stage.ViewerOf(carrier), CancellationToken.None));
        await DeliverAsync(_catcher.Smtp);
        Assert.That(await CaughtAsync(carrier.Email!, 1), Has.Count.EqualTo(1));
        Assert.That(await CaughtAsync(invited, 1), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_reminder_that_was_owed_before_its_draft_was_removed_does_not_leave()
    {
        var (carrier, draft) = await DraftAsync();
        await Database.SetClockAsync((await Stage.WaveAsync("evaluation-dmn")).CutOffs[^1].Deadline.At.AddHours(-1));
        await using (var db = Database.Open())
            await Stage.RemindersOn(db).RunAsync(CancellationToken.None);
        Assert.That(await OwedAsync(carrier.Email!), Is.EqualTo(new[] { "reminder" }));
        await ActAsync(remove => remove.RunAsync(draft.Id, Stage.ViewerOf(carrier), CancellationToken.None));
        await DeliverAsync(_catcher.Smtp);
        Assert.That(await CaughtAsync(carrier.Email!, 0), Is.Empty);
    }

    [Test]
    public async Task A_mail_that_cannot_be_written_waits_for_an_administrator_and_keeps_back_no_other()
    {
        var (bad, good) = (await OweAsync(1), await OweAsync(1));
        await using var db = Database.Open();
        await db.Database.ExecuteSqlAsync($"update outbox set data = data - 'link' where recipient = {bad}");
        await DeliverAsync(_catcher.Smtp);

        Assert.That(await CaughtAsync(good, 1), Has.Count.EqualTo(1));
        var mail = await db.Outbox.SingleAsync(one => one.Recipient == EmailAddress.Parse(bad));
        Assert.That((mail.SentAt, mail.ClaimedAt), Is.EqualTo(((DateTimeOffset?)null, (DateTimeOffset?)null)));
        Assert.That(mail.LastError, Does.Contain("{link}"));
    }

    [Test]
    public async Task A_mail_whose_delivery_was_cut_off_is_not_sent_again_by_itself()
    {
        var address = await OweAsync(1);
        await using var db = Database.Open();
        await db.Database.ExecuteSqlAsync(
            $"update outbox set claimed_at = clock_timestamp() - interval '1 hour' where recipient = {address}"
        );
        await DeliverAsync(_catcher.Smtp);

        Assert.That(await CaughtAsync(address, 0), Is.Empty);
    }

    [TestCase("450 try later", true)]
    [TestCase("550 no such user", false)]
    public async Task What_the_server_refuses_is_tried_again_only_if_it_may_change_its_mind(string answer, bool again)
    {
        var address = await OweAsync(1);
        using var server = new RefusingServer(answer);
        await DeliverAsync(server.Port);
        await using var db = Database.Open();
        var mail = await db.Outbox.SingleAsync(one => one.Recipient == EmailAddress.Parse(address));
        Assert.That((mail.SentAt, mail.ClaimedAt), Is.EqualTo(((DateTimeOffset?)null, (DateTimeOffset?)null)));
        Assert.That(mail.RetryAt < TimeProvider.System.GetUtcNow().AddDays(1), Is.EqualTo(again));
    }

    [Test]
    public async Task The_secret_of_a_link_is_forgotten_once_its_mail_is_out()
    {
        var address = await OweAsync(1, holdsSecret: true);
        await DeliverAsync(_catcher.Smtp);
        await using var db = Database.Open();
        var mail = await db.Outbox.SingleAsync(one => one.Recipient == EmailAddress.Parse(address));
        Assert.That(mail.SentAt, Is.Not.Null);
        Assert.That(mail.Data.Keys, Is.EquivalentTo(new[] { "name" }));
    }

    [Test]
    public async Task A_mail_bears_its_own_id_says_that_a_program_sent_it_and_links_to_the_portals_own_address()
    {
        var address = await OweAsync(1);
        await DeliverAsync(_catcher.Smtp);

        var mail = (await CaughtAsync(address, 1)).Single();
        var headers = mail.GetProperty("headers");
        Assert.That(headers.GetProperty("auto-submitted").GetString(), Is.EqualTo("auto-generated"));
        Assert.That(headers.GetProperty("message-id").GetString(), Does.EndWith("@portal.test>"));
        Assert.That(mail.GetProperty("text").GetString(), Does.Contain("https://portal.test/account/forgotten"));
        Assert.That(
            mail.GetProperty("html").GetString(),
            Does.Contain("&lt;b&gt;Nom&lt;/b&gt;").And.Not.Contain("<b>Nom</b>")
        );
    }

    [Test]
    public async Task What_waited_for_the_morning_comes_as_one_mail_once_though_four_deliver_at_once()
    {
        await Database.SetClockAsync(DemoTime.Start);
        var reader = await Stage.PersonAsync("Lectrice");
        await using var db = Database.Open();
        for (var number = 0; number < 5; number++)
            db.Outbox.Add(
                new OutboxMail
                {
                    Recipient = EmailAddress.Parse(reader.Email!),
                    Occasion = $"test:{number}",
                    Template = "message-to-carrier",
                    Language = "fr",
                    Data = new Dictionary<string, string>
                    {
                        ["title"] = $"Dossier {number}",
                        ["call"] = "",
                        ["at"] = "",
                        ["link"] = $"/dossiers/{number}",
                    },
                    CreatedAt = await db.NowAsync(),
                }
            );
        await db.SaveChangesAsync();
        await DeliverAsync(_catcher.Smtp);
        Assert.That(await CaughtAsync(reader.Email!, 3), Has.Count.EqualTo(3));

        await Database.SetClockAsync(DemoTime.Start.AddDays(1));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => DeliverAsync(_catcher.Smtp)));
        var mails = await CaughtAsync(reader.Email!, 4);
        Assert.That(mails, Has.Count.EqualTo(4));
        var digest = mails.Single(mail => mail.GetProperty("subject").GetString() == "Votre point du matin");
        Assert.That(
            digest.GetProperty("text").GetString(),
            Does.Contain("https://portal.test/dossiers/3")
                .And.Contain("https://portal.test/dossiers/4")
                .And.Contain("https://portal.test/mails/stop/")
        );
        Assert.That(
            digest.GetProperty("headers").GetProperty("list-unsubscribe").GetString(),
            Does.Contain("/mails/stop/")
        );
    }

    [Test]
    public void Every_mail_has_its_texts_in_both_languages()
    {
        var templates = AllTexts
            .All.Keys.Where(key =>
                key.StartsWith("mail.", StringComparison.Ordinal) && key.EndsWith(".body", StringComparison.Ordinal)
            )
            .ToList();
        Assert.That(templates, Has.Count.GreaterThan(15));
        foreach (var body in templates)
            Assert.That(AllTexts.Has(body.Replace(".body", ".subject", StringComparison.Ordinal)), body);
    }

    private async Task<(Account Carrier, Dossier Draft)> DraftAsync()
    {
        await Database.SetClockAsync(DemoTime.Start);
        var carrier = await Stage.PersonAsync("Porteuse");
        return (carrier, await Stage.DraftAsync(carrier));
    }

    private async Task<Account> JoinAsync(Dossier draft, Account carrier)
    {
        var writer = await Stage.PersonAsync("Rédactrice");
        await InviteAsync(draft, carrier, writer.Email!);
        await DeliverAsync(_catcher.Smtp);
        await using var db = Database.Open();
        var invitation = await db.TeamInvitations.SingleAsync(one => one.DossierId == draft.Id);
        await new Team(db, new LookForConflicts(db)).JoinAsync(invitation, writer, CancellationToken.None);
        return writer;
    }

    private async Task InviteAsync(Dossier draft, Account carrier, string address)
    {
        await using var db = Database.Open();
        await new InviteMember(db, new Partners(db, new FormCache()), AllTexts).RunAsync(
            draft.Id,
            EmailAddress.Parse(address),
            MemberRole.Writer,
            Consortium.Lead,
            Stage.ViewerOf(carrier),
            CancellationToken.None
        );
    }

    private async Task ActAsync(Func<RemoveDraft, Task<bool>> act)
    {
        await using var db = Database.Open();
        Assert.That(await act(new RemoveDraft(db)), Is.True);
    }

    private async Task<List<string>> OwedAsync(string address)
    {
        await using var db = Database.Open();
        return await db
            .Outbox.Where(mail => mail.Recipient == EmailAddress.Parse(address))
            .Select(mail => mail.Template)
            .ToListAsync();
    }

    private async Task<List<string>> SubjectsAsync(string address, int expected) =>
        [.. (await CaughtAsync(address, expected)).Select(mail => mail.GetProperty("subject").GetString()!)];

    private async Task<string> OweAsync(int count, bool holdsSecret = false)
    {
        var address = $"{Guid.NewGuid():N}@test.example";
        await using var db = Database.Open();
        for (var number = 0; number < count; number++)
            db.Outbox.Add(
                new OutboxMail
                {
                    Recipient = EmailAddress.Parse(address),
                    Occasion = $"test:{number}",
                    Template = "already-registered",
                    Language = "fr",
                    Data = new Dictionary<string, string> { ["name"] = "<b>Nom</b>", ["link"] = "/account/forgotten" },
                    HoldsSecret = holdsSecret,
                    CreatedAt = await db.NowAsync(),
                }
            );
        await db.SaveChangesAsync();
        return address;
    }

    private async Task<int> DeliverAsync(int port)
    {
        await using var db = Database.Open();
        return await Delivery.On(db, port).RunAsync(CancellationToken.None);
    }

    /// <summary>
    /// The mails to an address, once as many are there as are expected and one that was sent after them: the catcher
    /// takes a mail before it keeps it.
    /// </summary>
    private async Task<List<System.Text.Json.JsonElement>> CaughtAsync(string address, int expected)
    {
        var last = await OweAsync(1);
        await DeliverAsync(_catcher.Smtp);
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if ((await ThereAsync(last)).Count > 0 && (await ThereAsync(address)).Count >= expected)
                break;
            await Task.Delay(100);
        }
        Assert.That(await ThereAsync(last), Is.Not.Empty, "the mail that was sent last");
        return await ThereAsync(address);
    }

    private async Task<List<System.Text.Json.JsonElement>> ThereAsync(string address) =>
        [
            .. (await _catcher.MailsAsync()).Where(mail =>
                mail.GetProperty("to")[0].GetProperty("address").GetString() == address
            ),
        ];
}
