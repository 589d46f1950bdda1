using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Notifications;

namespace Portal.Web.Tests.Notifications;

/// <summary>How a person has their mails: chosen on a page, or stopped from a link in one.</summary>
[TestFixture, NonParallelizable]
internal sealed class PreferencesTests : OnPortal
{
    [Test]
    public async Task What_is_chosen_is_kept_shown_and_told_in_the_history()
    {
        using var emma = await Host.SignInAsync("Emma");
        var saved = await emma.PostAsync(
            "/account/mails/preferences",
            ("Language", "en"),
            ("Reminder", "Daily"),
            ("FollowUp", "PortalOnly")
        );
        Assert.That(saved.Code, Is.EqualTo(302));
        var page = await emma.GetAsync("/account/mails/preferences");
        Assert.That(page.Body, Does.Match("checked[^>]*name=\"Reminder\"[^>]*value=\"Daily\""));
        Assert.That(page.Body, Does.Match("checked[^>]*name=\"FollowUp\"[^>]*value=\"PortalOnly\""));
        await using var db = Database.Open();
        var account = await db.Users.SingleAsync(one => one.Email == "emma@demo.example");
        Assert.That(account.Language, Is.EqualTo("en"));
        Assert.That(
            await db.History.CountAsync(one => one.Name == "person.mail-way-chosen" && one.SubjectId == account.Id),
            Is.EqualTo(2)
        );
    }

    [Test]
    public async Task What_is_no_way_is_refused_at_its_field()
    {
        using var camille = await Host.SignInAsync("Camille");
        var refused = await camille.PostAsync(
            "/account/mails/preferences",
            ("Language", "fr"),
            ("Reminder", "never"),
            ("FollowUp", "AtOnce")
        );
        Assert.That(
            (refused.Code, refused.Body.Contains("field-wrong", StringComparison.Ordinal)),
            Is.EqualTo((200, true))
        );
    }

    [Test]
    public async Task A_mail_program_stops_the_mails_of_a_class_in_one_click_and_their_reader_lets_them_come_again()
    {
        var paul = await PaulAsync();
        var path = Links.PathOf(paul, [MailClass.FollowUp])!;
        using var program = Host.NewVisitor();
        Assert.That(
            (await program.GetAsync(path)).Body,
            Does.Contain("Suivi du travail").And.Contain($"action=\"{path}\"")
        );
        Assert.That(await WayAsync(paul), Is.EqualTo(MailWay.AtOnce), "whoever follows the link is asked first");

        using var oneClick = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]);
        var stopped = await program.Client.PostAsync(new Uri(path, UriKind.Relative), oneClick);
        Assert.That((int)stopped.StatusCode, Is.EqualTo(200));
        Assert.That(await WayAsync(paul), Is.EqualTo(MailWay.PortalOnly));
        Assert.That(await WayAsync(paul, MailClass.Reminder), Is.EqualTo(MailWay.AtOnce), "that class alone");

        Assert.That((await program.PostAsync($"{path}/undo")).Code, Is.EqualTo(302));
        Assert.That(await WayAsync(paul), Is.EqualTo(MailWay.AtOnce));
    }

    [Test]
    public async Task A_link_that_the_portal_did_not_make_stops_nothing()
    {
        var path = Links.PathOf(await PaulAsync(), [MailClass.FollowUp])!;
        using var visitor = Host.NewVisitor();
        foreach (
            var other in new[] { "/mails/stop/abc", path[..^4], $"{path[..^1]}{(path[^1] == 'A' ? 'Q' : 'A')}AAA" }
        )
            Assert.That((await visitor.PostAsync(other)).Code, Is.EqualTo(404), other);
    }

    [Test]
    public void Nothing_stops_a_legal_notice() =>
        Assert.That(Links.PathOf(PersonId.New(), [MailClass.LegalNotice, MailClass.News]), Is.Null);

    [Test]
    public void A_mail_that_is_no_legal_notice_bears_the_link_in_its_head_and_in_its_words()
    {
        var mail = new OutboxMail
        {
            Recipient = EmailAddress.Parse("paul@demo.example"),
            Occasion = "test",
            Template = "team-joined",
            Language = "fr",
            Data = new Dictionary<string, string>
            {
                ["name"] = "Paul",
                ["title"] = "T",
                ["at"] = "A",
                ["person"] = "P",
                ["role"] = "R",
                ["link"] = "/",
            },
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        var composer = Host.Services.GetRequiredService<MailComposer>();
        var message = composer.Message(mail, "portail@portail.example", new() { Stop = "/mails/stop/abc" });
        Assert.That(message.Headers["List-Unsubscribe"], Is.EqualTo("<http://localhost/mails/stop/abc>"));
        Assert.That(message.Headers["List-Unsubscribe-Post"], Is.EqualTo("List-Unsubscribe=One-Click"));
        Assert.That(message.TextBody, Does.Contain("http://localhost/mails/stop/abc"));
        Assert.That(composer.Message(mail, "portail@portail.example").Headers["List-Unsubscribe"], Is.Null);
    }

    private StopLinks Links => Host.Services.GetRequiredService<StopLinks>();

    private async Task<PersonId> PaulAsync()
    {
        await using var db = Database.Open();
        return new PersonId(
            await db.Users.Where(one => one.Email == "paul@demo.example").Select(one => one.Id).SingleAsync()
        );
    }

    private async Task<MailWay> WayAsync(PersonId person, MailClass kind = MailClass.FollowUp)
    {
        await using var db = Database.Open();
        return (await new ChooseMails(db).OfAsync(person, CancellationToken.None))[kind];
    }
}
