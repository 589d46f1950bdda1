using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portal.Infrastructure.Notifications;

namespace Portal.Web.Tests.Notifications;

/// <summary>Administrators change what mails say, see it before it counts, and go back.</summary>
[TestFixture, NonParallelizable]
internal sealed class MailTextsTests : OnPortal
{
    private const string Page = "/admin/mail-texts/message-to-carrier";

    [Test]
    public async Task Words_are_seen_saved_sent_as_a_test_and_taken_back()
    {
        using var alice = await Host.SignInAsync("Alice");
        var typed = Typed("Du neuf pour « {title} »", "Voyez « {call} ».\n\n{link}");
        var seen = await alice.PostAsync($"{Page}/preview?language=fr", typed);
        Assert.That(Read(seen), Does.Contain("Voyez « Appel fictif »").And.Contain("<style>"));
        Assert.That(
            seen.Message.Headers.GetValues("Content-Security-Policy").Single(),
            Does.Contain("sandbox").And.Not.Contain("unsafe")
        );
        var text = await alice.PostAsync($"{Page}/preview?language=en&asText=true", typed);
        Assert.That(text.Body, Does.StartWith("Du neuf pour").And.Contain("Fictional call").And.Not.Contain("<"));
        Assert.That(
            (await alice.GetAsync(Page)).Body,
            Does.Contain("n’a jamais été modifié"),
            "nothing is saved by looking"
        );

        Assert.That((await alice.PostAsync(Page, typed)).Code, Is.EqualTo(302));
        await alice.PostAsync($"{Page}/test");
        await using var db = Database.Open();
        var words = await MailWordings.ReadAsync(db, CancellationToken.None);
        var tests = await db
            .Outbox.Where(mail => mail.Recipient == EmailAddress.Parse("alice@demo.example"))
            .Where(mail => mail.Template == "message-to-carrier")
            .ToListAsync();
        Assert.That(
            tests.Select(mail => (mail.Language, mail.Way)),
            Is.EquivalentTo(new[] { ("fr", OutboxWay.AtOnce), ("en", (OutboxWay?)OutboxWay.AtOnce) })
        );
        var composer = Host.Services.GetRequiredService<MailComposer>();
        Assert.That(composer.Compose(tests[0], new() { Words = words }).Subject, Does.StartWith("Du neuf pour"));

        await alice.PostAsync($"{Page}/own", ("number", "1"));
        Assert.That((await MailWordings.ReadAsync(db, CancellationToken.None)).Of("message-to-carrier"), Is.Null);
        Assert.That(Read(await alice.GetAsync(Page)), Does.Contain("Version 1").And.Contain("Version 2"));
        Assert.That(
            await db.History.CountAsync(one =>
                one.Name == "mail.text-saved" && one.Data.Contains("message-to-carrier")
            ),
            Is.EqualTo(2)
        );
    }

    [Test]
    public async Task What_is_unknown_is_told_by_its_name_at_its_field_and_what_was_typed_stays()
    {
        using var alice = await Host.SignInAsync("Alice");
        const string legal = "/admin/mail-texts/deadline-moved";
        var refused = await alice.PostAsync(
            legal,
            Typed("Objet {call} {wave}", "Du {from} au {to} : {numero}\n\n{link}", number: 0)
        );
        Assert.That(refused.Code, Is.EqualTo(200));
        Assert.That(
            Read(refused),
            Does.Contain("Ce courriel ne connaît pas « numero »").And.Contain("Objet {call} {wave}")
        );
        var missing = await alice.PostAsync(legal, Typed("Objet {call} {wave}", "Au {to}\n\n{link}", number: 0));
        Assert.That(Read(missing), Does.Contain("Ce courriel doit dire « from »"));
        Assert.That(
            (await alice.PostAsync($"{legal}/preview?language=fr", Typed("a", "{numero}"))).Code,
            Is.EqualTo(409)
        );
    }

    [Test]
    public async Task A_test_of_the_mornings_mail_leaves_and_no_test_counts_among_the_three_of_a_day()
    {
        using var alice = await Host.SignInAsync("Alice");
        foreach (var template in new[] { "digest", "export-failed" })
            await alice.PostAsync($"/admin/mail-texts/{template}/test");
        await using var db = Database.Open();
        var work = new OutboxMail
        {
            Recipient = EmailAddress.Parse("alice@demo.example"),
            Occasion = "test:work",
            Template = "export-ready",
            Language = "fr",
            Data = new Dictionary<string, string>
            {
                ["name"] = "",
                ["link"] = "/",
                ["call"] = "",
                ["wave"] = "",
            },
            CreatedAt = await db.NowAsync(),
        };
        db.Outbox.Add(work);
        await db.SaveChangesAsync();
        await using var sink = new SmtpSink();
        await Delivery.On(db, sink.Port).RunAsync(CancellationToken.None);
        var tests = await db
            .Outbox.AsNoTracking()
            .Where(mail => mail.Occasion.StartsWith(OutboxMail.Sample) && mail.Template == "digest")
            .ToListAsync();
        Assert.That(tests, Has.Count.EqualTo(2).And.All.Matches<OutboxMail>(mail => mail.SentAt is not null));
        var way = await db.Outbox.Where(mail => mail.Id == work.Id).Select(mail => mail.Way).SingleAsync();
        Assert.That(way, Is.EqualTo(OutboxWay.AtOnce), "four tests were sent before");
    }

    [Test]
    public async Task Who_read_an_older_version_overwrites_nothing()
    {
        using var alice = await Host.SignInAsync("Alice");
        const string page = "/admin/mail-texts/team-left";
        var typed = Typed("a", "{link}", number: 0);
        Assert.That((await alice.PostAsync(page, typed)).Code, Is.EqualTo(302));
        Assert.That((await alice.PostAsync(page, typed)).Code, Is.EqualTo(409));
    }

    private static string Read(Answer answer) => WebUtility.HtmlDecode(answer.Body).Replace('\u00a0', ' ');

    private static (string, string)[] Typed(string subject, string body, int number = 0) =>
        [
            ("Number", $"{number}"),
            ("Subject.Fr", subject),
            ("Subject.En", subject),
            ("Body.Fr", body),
            ("Body.En", body),
        ];
}
