using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Notifications.Bounces;

namespace Portal.Web.Tests.Notifications;

/// <summary>Mails that come back: reported by the provider or by a mail server, noted once, and what follows.</summary>
[TestFixture, NonParallelizable]
internal sealed class BouncesTests : OnPortal
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Token = "a-token-of-the-mail-server";

    protected override (string Key, string Value)[] Settings =>
        [("Mails:ProviderSecret", Secret), ("Mails:ReportToken", Token)];

    [Test]
    public async Task What_the_provider_signs_marks_the_address_and_nothing_leaves_to_it_but_what_mends_it()
    {
        var (mail, address) = await OweAsync("paul@demo.example", "deadline-moved");
        var body =
            $$$"""{"type":"mail.bounced","data":{"message_id":"<{{{mail}}}@localhost>","status":"5.1.1","said":"550 no such user"}}""";
        Assert.That(await PostSignedAsync(body, tampered: true), Is.EqualTo(404));
        Assert.That((await ReadAsync(mail)).BouncedAt, Is.Null, "nobody signed it");
        Assert.That(await PostSignedAsync(body), Is.EqualTo(204));
        Assert.That(await PostSignedAsync(body), Is.EqualTo(204), "the same once more");
        var noted = await ReadAsync(mail);
        Assert.That(
            (noted.BounceKind, noted.BounceSaid),
            Is.EqualTo(((BounceKind?)BounceKind.Hard, "5.1.1 550 no such user"))
        );
        await using var db = Database.Open();
        Assert.That(
            await db.History.CountAsync(one =>
                one.Name == "person.address-refused"
                && db.Users.Any(account => account.Id == one.SubjectId && account.Email == address)
            ),
            Is.EqualTo(1)
        );

        var (waits, _) = await OweAsync(address, "deadline-moved", hasLeft: false);
        var (leaves, _) = await OweAsync(address, "confirm-address", hasLeft: false);
        await SortAsync();
        Assert.That(
            ((await ReadAsync(waits)).Way, (await ReadAsync(leaves)).Way),
            Is.EqualTo(((OutboxWay?)null, (OutboxWay?)OutboxWay.AtOnce))
        );

        using var paul = await Host.SignInAsync("Paul");
        Assert.That((await paul.GetAsync("/account/mails/preferences")).Body, Does.Contain("nous sont revenus"));
        await paul.PostAsync("/account/mails/confirm");
        await ConfirmAsync(address);
        await SortAsync();
        Assert.That((await ReadAsync(waits)).Way, Is.EqualTo(OutboxWay.AtOnce), "it was confirmed again");
    }

    [Test]
    public async Task A_mail_servers_own_report_is_read_and_a_full_mailbox_is_noted_and_no_more()
    {
        var (full, address) = await OweAsync("emma@demo.example", "deadline-moved");
        Assert.That(
            await PostReportAsync(Report(full, address, "5.2.2", "552 mailbox full"), "wrong"),
            Is.EqualTo(404)
        );
        Assert.That(await PostReportAsync(Report(full, address, "5.2.2", "552 mailbox full"), Token), Is.EqualTo(204));
        var noted = await ReadAsync(full);
        Assert.That(
            (noted.BounceKind, noted.BounceSaid),
            Is.EqualTo(((BounceKind?)BounceKind.Soft, "5.2.2 smtp; 552 mailbox full"))
        );
        await using var db = Database.Open();
        Assert.That(await db.IsRefusedAsync(address, CancellationToken.None), Is.False);

        Assert.That(
            await PostReportAsync(Report(full, address, "5.1.1", "550 unknown", headersAlone: true), Token),
            Is.EqualTo(204)
        );
        Assert.That(await db.IsRefusedAsync(address.ToUpperInvariant(), CancellationToken.None), Is.True);
    }

    [Test]
    public async Task A_report_of_a_mail_that_is_not_ours_or_of_one_that_arrived_changes_nothing()
    {
        var (mail, address) = await OweAsync("camille@demo.example", "deadline-moved");
        foreach (
            var report in new[]
            {
                Report(Guid.NewGuid(), address, "5.1.1", "550 unknown"),
                Report(mail, address, "5.1.1", "550 unknown")
                    .Replace("@localhost", "@elsewhere.example", StringComparison.Ordinal),
                Report(mail, address, "2.0.0", "250 ok")
                    .Replace("Action: failed", "Action: delivered", StringComparison.Ordinal),
                "Subject: hello\r\n\r\nNo report at all.",
            }
        )
            Assert.That(await PostReportAsync(report, Token), Is.EqualTo(204));
        Assert.That((await ReadAsync(mail)).BouncedAt, Is.Null);
    }

    [Test]
    public async Task The_mailbox_of_returned_mails_is_read_once_and_what_is_no_report_is_left_for_somebody()
    {
        var (mail, address) = await OweAsync("revenu@demo.example", "deadline-moved");
        await using var mailbox = await ImapMailbox.OpenAsync(
            Report(mail, address, "5.1.1", "550 no such user"),
            "From: auto@exemple.fr\r\nTo: portail@portail.example\r\nSubject: Absente\r\n\r\nJe suis absente."
        );
        await using var db = Database.Open();
        var reading = new ReadMailbox(
            Stage.Settings(
                ("Mails:Mailbox:Host", "localhost"),
                ("Mails:Mailbox:Port", $"{mailbox.Port}"),
                ("Mails:Mailbox:Plain", "true"),
                ("Mails:Mailbox:User", ImapMailbox.User),
                ("Mails:Mailbox:Password", ImapMailbox.Password)
            ),
            new NoteBounces(db, Host.Services.GetRequiredService<Infrastructure.PortalAddress>())
        );
        Assert.That(await reading.RunAsync(CancellationToken.None), Is.EqualTo(1));
        var noted = await ReadAsync(mail);
        Assert.That(noted.BounceSaid, Does.Contain("550 no such user"));
        Assert.That(await db.IsRefusedAsync(address, CancellationToken.None), Is.True);
        var flags = await mailbox.FlagsAsync();
        Assert.That(flags[0], Is.EqualTo(new[] { "\\Seen" }));
        Assert.That(flags[1], Is.EquivalentTo(new[] { "\\Seen", "\\Flagged" }), "somebody is to look");
        Assert.That(await reading.RunAsync(CancellationToken.None), Is.Zero, "it was read");
    }

    [Test]
    public async Task Of_what_nobody_signed_or_is_too_long_nothing_is_read()
    {
        var (some, much) = (new byte[100 * 1024], new byte[6 * 1024 * 1024]);
        Assert.That(await PostAsync("provider", some, ("webhook-id", "msg_1")), Is.EqualTo(404));
        Assert.That(await PostAsync("mail-server", much, ("Authorization", "Bearer wrong")), Is.EqualTo(404));
        Assert.That(await PostAsync("mail-server", much, ("Authorization", $"Bearer {Token}")), Is.EqualTo(413));
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        Assert.That(
            await PostAsync(
                "provider",
                some,
                ("webhook-id", "msg_1"),
                ("webhook-timestamp", $"{now}"),
                ("webhook-signature", "v1,none")
            ),
            Is.EqualTo(413),
            "what nobody is known to have signed is short"
        );
    }

    [Test]
    public async Task An_officer_reads_which_mail_came_back_why_and_what_to_do_and_its_reader_too()
    {
        var (mail, address) = await OweAsync("victor@demo.example", "sitting-planned", "evaluation-dmn");
        await PostReportAsync(Report(mail, address, "5.1.1", "550 no such user"), Token);
        using var olivier = await Host.SignInAsync("Olivier");
        const string root = "/staff/calls/evaluation-dmn/mails";
        var page = Text(await olivier.GetAsync(root));
        Assert.That(
            page,
            Does.Contain(address).And.Contain("Il n’y a personne à cette adresse").And.Contain("Joignez")
        );
        Assert.That(Text(await olivier.GetAsync($"{root}/{mail}")), Does.Contain("550 no such user"));
        Assert.That(Text(await olivier.GetAsync($"{root}?state=Returned")), Does.Contain($"{mail}"));
        Assert.That(Text(await olivier.GetAsync($"{root}?state=Sent")), Does.Not.Contain($"{mail}"));
        using var odile = await Host.SignInAsync("Odile");
        Assert.That((await odile.GetAsync(root)).Body, Does.Not.Contain(address));
    }

    [Test]
    public async Task A_report_of_what_never_left_of_somebody_else_or_of_long_ago_marks_nothing()
    {
        var (mail, address) = await OweAsync("elise@demo.example", "deadline-moved");
        var (waits, _) = await OweAsync("elise@demo.example", "deadline-moved", hasLeft: false);
        var (old, _) = await OweAsync("elise@demo.example", "deadline-moved");
        await using (var owner = Database.OpenAsOwner())
            await owner.Database.ExecuteSqlAsync(
                $"update outbox set sent_at = sent_at - interval '15 days' where id = {old}"
            );
        await PostReportAsync(Report(mail, "passed-on@elsewhere.example", "5.1.1", "550 nobody"), Token);
        await PostReportAsync(Report(waits, address, "5.1.1", "550 nobody"), Token);
        await PostReportAsync(Report(old, address, "5.1.1", "550 nobody"), Token);
        foreach (var id in new[] { mail, waits, old })
            Assert.That((await ReadAsync(id)).BouncedAt, Is.Null);
        await using var db = Database.Open();
        Assert.That(await db.AddressRefusals.AnyAsync(one => one.Address == address), Is.False);
    }

    [Test]
    public async Task Of_a_draft_that_came_back_an_officer_learns_neither_address_nor_words()
    {
        var (mail, address) = await OweAsync("paul@demo.example", "reminder", "evaluation-dmn");
        await PostReportAsync(Report(mail, address, "5.2.1", "550 paul is gone"), Token);
        using var olivier = await Host.SignInAsync("Olivier");
        const string root = "/staff/calls/evaluation-dmn/mails";
        foreach (var path in new[] { root, $"{root}/{mail}" })
            Assert.That(
                Text(await olivier.GetAsync(path)),
                Does.Contain("n’accepte pas les courriels").And.Not.Contain(address).And.Not.Contain("paul is gone"),
                path
            );
    }

    private static string Text(Answer page) =>
        System.Net.WebUtility.HtmlDecode(page.Body).Replace('\u00a0', ' ').Replace('\u202f', ' ');

    private async Task<int> PostAsync(string source, byte[] body, params (string Name, string Value)[] headers)
    {
        using var client = Host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/mails/bounces/{source}");
        request.Content = new ByteArrayContent(body);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return (int)(await client.SendAsync(request)).StatusCode;
    }

    private async Task<int> PostSignedAsync(string body, bool tampered = false)
    {
        const string script = """
            const { Webhook } = require("standardwebhooks");
            const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
            const at = new Date();
            console.log(`${Math.floor(at.getTime() / 1000)} ${new Webhook(given.secret).sign("msg_1", at, given.body)}`);
            """;
        var (_, said, _) = await NodeScript.RunAsync(script, new { secret = Secret, body });
        var (stamp, signature) = (said.Trim().Split(' ')[0], said.Trim().Split(' ')[1]);
        using var client = Host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mails/bounces/provider");
        request.Content = new StringContent(tampered ? body + " " : body, Encoding.UTF8, "application/json");
        request.Headers.Add("webhook-id", "msg_1");
        request.Headers.Add("webhook-timestamp", stamp);
        request.Headers.Add("webhook-signature", signature);
        return (int)(await client.SendAsync(request)).StatusCode;
    }

    private async Task<int> PostReportAsync(string report, string token)
    {
        using var client = Host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mails/bounces/mail-server");
        request.Content = new StringContent(report, Encoding.UTF8, "message/rfc822");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return (int)(await client.SendAsync(request)).StatusCode;
    }

    /// <summary>As Postfix writes it.</summary>
    private static string Report(Guid mail, string address, string status, string said, bool headersAlone = false) =>
        $"""
            Return-Path: <>
            From: MAILER-DAEMON@mx.example (Mail Delivery System)
            To: portail@portail.example
            Subject: Undelivered Mail Returned to Sender
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="cut"

            --cut
            Content-Description: Notification
            Content-Type: text/plain; charset=us-ascii

            This is the mail system at host mx.example.

            --cut
            Content-Description: Delivery report
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example
            Arrival-Date: Tue,  9 Apr 2024 12:00:00 +0200 (CEST)

            Final-Recipient: rfc822; {address}
            Original-Recipient: rfc822;{address}
            Action: failed
            Status: {status}
            Diagnostic-Code: smtp; {said}

            --cut
            Content-Description: Undelivered Message
            Content-Type: {(headersAlone ? "text/rfc822-headers" : "message/rfc822")}

            From: portail@portail.example
            To: {address}
            Message-Id: <{mail}@localhost>
            Subject: test

            {(headersAlone ? "" : "Words.")}
            --cut--

            """.ReplaceLineEndings("\r\n");

    private async Task ConfirmAsync(string address)
    {
        await using var db = Database.Open();
        var link = (
            await db
                .Outbox.Where(mail =>
                    mail.Template == "confirm-address" && mail.Recipient == EmailAddress.Parse(address)
                )
                .OrderByDescending(mail => mail.CreatedAt)
                .FirstAsync(mail => mail.HoldsSecret)
        ).Data["link"];
        using var visitor = Host.NewVisitor();
        var query = System.Web.HttpUtility.ParseQueryString(new Uri(link).Query);
        await visitor.PostAsync("/account/confirm", ("Id", query["id"]!), ("Token", query["token"]!));
    }

    private async Task SortAsync()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SortMails>().RunAsync(CancellationToken.None);
    }

    private async Task<OutboxMail> ReadAsync(Guid mail)
    {
        await using var db = Database.Open();
        return await db.Outbox.AsNoTracking().SingleAsync(one => one.Id == mail);
    }

    private async Task<(Guid Mail, string Address)> OweAsync(
        string address,
        string template,
        string? call = null,
        bool hasLeft = true
    )
    {
        await using var db = Database.Open();
        var mail = new OutboxMail
        {
            Recipient = EmailAddress.Parse(address),
            Occasion = $"test:{Guid.NewGuid()}",
            Template = template,
            Language = "fr",
            Data = new Dictionary<string, string> { ["name"] = "" },
            CreatedAt = await db.NowAsync(),
            SentAt = hasLeft ? await db.NowAsync() : null,
            CallId = await db
                .Calls.Where(one => one.Slug == call)
                .Select(one => (CallId?)one.Id)
                .SingleOrDefaultAsync(),
        };
        db.Outbox.Add(mail);
        await db.SaveChangesAsync();
        return (mail.Id, address);
    }
}
