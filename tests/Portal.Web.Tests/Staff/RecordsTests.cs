using Portal.Infrastructure.Notifications;

namespace Portal.Web.Tests.Staff;

/// <summary>What staff and administrators take away or leave behind: the list as a file, the history of mails.</summary>
[TestFixture]
internal sealed class RecordsTests : OnPortal
{
    [TestCase("fr", "Numéro;Projet;", ";Recevable;", ";Lauréat")]
    [TestCase("en", "Number;Project;", ";Eligible;", ";Winner")]
    public async Task The_list_of_dossiers_is_a_file_in_the_readers_language(
        string language,
        string header,
        string state,
        string outcome
    )
    {
        await using var db = Database.Open();
        var wave = await db.Waves.SingleAsync(one =>
            one.Number == 1 && db.Calls.Any(call => call.Id == one.CallId && call.Slug == "tiers-lieux")
        );
        using var olivier = await Host.SignInAsync("Olivier");
        await olivier.GetAsync($"/?culture={language}");
        var csv = (await olivier.GetAsync($"/staff/waves/{wave.Id.Value}/dossiers.csv")).Body;
        Assert.That(csv.TrimStart('\ufeff'), Does.StartWith(header));
        Assert.That(csv, Does.Contain(state).And.Contain(outcome));
        Assert.That(csv, Does.Match(@";\d{4}-\d\d-\d\d \d\d:\d\d:\d\d;").And.Not.Contain("+00:00"));
        Assert.That(csv.Split('\n')[0], Does.Contain(language == "fr" ? "(heure de Paris)" : "(Paris time)"));
        Assert.That(csv, Does.Not.Contain("filed_at").And.Not.Contain("Funded"));
    }

    [Test]
    public async Task Who_sends_a_mail_again_stands_in_the_history()
    {
        await using var db = Database.Open();
        var refused = new OutboxMail
        {
            Recipient = EmailAddress.Parse("refuse@test.example"),
            Occasion = "test:refused",
            Template = "already-registered",
            Language = "fr",
            Data = new Dictionary<string, string> { ["name"] = "Nom", ["link"] = "/" },
            CreatedAt = await db.NowAsync(),
            LastError = "MailboxUnavailable",
        };
        db.Outbox.Add(refused);
        await db.SaveChangesAsync();
        var mail = refused.Id;
        using var alice = await Host.SignInAsync("Alice");
        await alice.GetAsync("/admin/mails");
        Assert.That((await alice.PostAsync($"/admin/mails/{mail}/again")).Location, Is.EqualTo("/admin/mails"));

        var told = await db.History.SingleAsync(entry => entry.Name == "mail.sent-again");
        Assert.That((told.SubjectKind, told.SubjectId), Is.EqualTo(("mail", mail)));
        var by = await db.Users.SingleAsync(account => account.Id == told.By);
        Assert.That(by.Name, Does.StartWith("Alice"));
        Assert.That((await alice.GetAsync($"/admin/history?subject={mail}")).Body, Does.Contain("Message renvoyé"));
    }

    [Test]
    public async Task Robots_are_asked_to_leave_links_of_invitations_alone()
    {
        using var robot = Host.NewVisitor();
        Assert.That(
            (await robot.GetAsync("/robots.txt")).Body,
            Does.Contain("Disallow: /invitations").And.Contain("Disallow: /team")
        );
    }
}
