using System.Net;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Tests.Notifications;

/// <summary>What was sent and what will be, as an officer and as a carrier read it.</summary>
[TestFixture]
internal sealed class LedgerTests : OnPortal
{
    private const string Root = "/staff/calls/evaluation-dmn/mails";
    private const string Drafted = "Un titre de brouillon";

    private Guid _reminder;
    private Guid _secret;

    [OneTimeSetUp]
    public async Task OweAsync()
    {
        await using var db = Database.OpenAsOwner();
        var camille = await db.Users.SingleAsync(account => account.Email == "camille@demo.example");
        var call = await db.Calls.Where(one => one.Slug == "evaluation-dmn").Select(one => one.Id).SingleAsync();
        var draft = await db.Dossiers.FirstAsync(one =>
            one.CallId == call && one.FiledAt == null && one.Carrier == camille.Person
        );
        var now = await db.NowAsync();
        OutboxMail Mail(string occasion, string template, bool isSecret, DossierId? dossier) =>
            new()
            {
                Recipient = EmailAddress.Parse(camille.Email!),
                Occasion = occasion,
                Template = template,
                Language = "fr",
                HoldsSecret = isSecret,
                CallId = call,
                DossierId = dossier,
                CreatedAt = now,
                Data = new Dictionary<string, string>
                {
                    ["name"] = "Camille Carton",
                    ["title"] = Drafted,
                    ["call"] = "Appel",
                    ["wave"] = "1",
                    ["deadline"] = "demain",
                    ["until"] = "demain",
                    ["left"] = "dans un jour",
                    ["link"] = "/invitations/secret-des-secrets",
                },
            };
        var (reminder, invited) = (
            Mail("test:reminder", "reminder", isSecret: false, draft.Id),
            Mail("test:invited", "expert-invited", isSecret: true, dossier: null)
        );
        (_reminder, _secret) = (reminder.Id, invited.Id);
        db.Outbox.AddRange(reminder, invited);
        await db.SaveChangesAsync();
    }

    [Test]
    public async Task An_officer_sees_that_a_draft_is_reminded_of_and_neither_whose_nor_which()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        foreach (var path in new[] { Root, $"{Root}/{_reminder}", $"{Root}/{_reminder}/html" })
        {
            var page = Text(await olivier.GetAsync(path));
            Assert.That(page, Does.Contain("brouillon NON déposé"), path);
            Assert.That(page, Does.Not.Contain(Drafted).And.Not.Contain("Camille Carton"), path);
        }
        Assert.That(Text(await olivier.GetAsync($"{Root}/{_reminder}")), Does.Not.Contain("camille@"));
        var sought = Text(await olivier.GetAsync($"{Root}?to=camille@demo.example"));
        Assert.That(sought, Does.Not.Contain($"{_reminder}").And.Contain($"{_secret}"), "nor by asking for an address");
    }

    [Test]
    public async Task Who_got_a_mail_reads_it_whole_but_for_a_link_that_is_a_secret_and_nobody_else_does()
    {
        using var camille = await Host.SignInAsync("Camille");
        Assert.That(
            Text(await camille.GetAsync($"/account/mails/{_reminder}")),
            Does.Contain(Drafted).And.Contain("Camille Carton")
        );
        foreach (var path in new[] { $"/account/mails/{_secret}", $"/account/mails/{_secret}/html" })
            Assert.That(
                Text(await camille.GetAsync(path)),
                Does.Contain("évaluer").And.Not.Contain("secret-des-secrets"),
                path
            );
        using var olivier = await Host.SignInAsync("Olivier");
        Assert.That(Text(await olivier.GetAsync($"{Root}/{_secret}")), Does.Not.Contain("secret-des-secrets"));
        Assert.That((await olivier.GetAsync($"/account/mails/{_reminder}")).Code, Is.EqualTo(404));
        using var odile = await Host.SignInAsync("Odile");
        Assert.That((await odile.GetAsync($"{Root}/{_reminder}")).Code, Is.EqualTo(404));
    }

    [Test]
    public async Task A_mail_as_html_runs_nothing_loads_nothing_and_is_framed_by_the_portal_alone()
    {
        using var camille = await Host.SignInAsync("Camille");
        var answer = await camille.GetAsync($"/account/mails/{_reminder}/html");
        var policy = answer.Message.Headers.GetValues("Content-Security-Policy").Single();
        Assert.That(
            policy,
            Does.Contain("default-src 'none'").And.Contain("sandbox").And.Contain("frame-ancestors 'self'")
        );
        Assert.That(policy, Does.Not.Contain("script-src").And.Not.Contain("unsafe-inline"));
        var page = await camille.GetAsync($"/account/mails/{_reminder}");
        Assert.That(page.Body, Does.Match("<iframe[^>]* sandbox"));
    }

    [Test]
    public async Task What_will_be_sent_follows_from_the_rules_and_is_on_the_pages_of_the_call_and_of_the_person()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var camille = await Host.SignInAsync("Camille");
        Assert.That(
            Text(await olivier.GetAsync(Root)),
            Does.Contain("7 jours avant l’échéance").And.Contain("3 heures avant")
        );
        Assert.That(Text(await camille.GetAsync("/account/mails")), Does.Contain("Relève"));
        foreach (var kind in Enum.GetValues<Domain.Calls.DateKind>())
            Assert.That(
                (await olivier.GetAsync($"{Root}/before/{kind}")).Code,
                Is.EqualTo(200),
                "its words ask for nothing more"
            );
        var form = await olivier.GetAsync("/staff/calls/evaluation-dmn/reminders");
        var seen = form.Body.Split("name=\"Seen\" value=\"")[1].Split('"')[0];
        var rows = Enum.GetValues<Domain.Calls.DateKind>()
            .SelectMany((kind, row) => new[] { ($"Rules[{row}].Kind", $"{kind}"), ($"Rules[{row}].Before", "48") });
        var saved = await olivier.PostAsync("/staff/calls/evaluation-dmn/reminders", [.. rows, ("Seen", seen)]);
        Assert.That(saved.Code, Is.EqualTo(302), Text(saved));
        Assert.That(
            Text(await olivier.GetAsync(Root)),
            Does.Contain("2 jours avant l’échéance").And.Not.Contain("7 jours avant l’échéance")
        );
    }

    [Test]
    public async Task Before_reviews_get_another_date_its_officer_sees_whom_it_hits_and_the_mails_and_they_go_with_it()
    {
        await using var db = Database.OpenAsOwner();
        var open = await db
            .Waves.Where(wave => db.Reviews.Any(review => review.WaveId == wave.Id && review.SubmittedAt == null))
            .FirstAsync();
        var path = $"/staff/waves/{open.Id.Value}/reviews-due";
        using var officer = await Host.SignInAsync("Olivier");
        var shown = await officer.PostAsync(path, ("due", "2024-03-29T12:00"));
        var text = Text(shown);
        Assert.That(text, Does.Contain("Experts prévenus par courriel").And.Contain("vendredi 29 mars 2024"));
        Assert.That(
            text,
            Does.Contain("A new date for your reviews").And.Contain("Nouvelle date pour vos évaluations")
        );
        Assert.That(text, Does.Contain("28 mars 2024"), "the reminder a day before");
        Assert.That(await ToldAsync(), Is.Zero, "nothing is saved yet");

        var mark = shown.Body.Split("name=\"confirmed\" value=\"")[1].Split('"')[0];
        Assert.That(
            (await officer.PostAsync(path, ("due", "2024-03-29T12:00"), ("confirmed", mark))).Code,
            Is.EqualTo(302)
        );
        Assert.That(await ToldAsync(), Is.GreaterThan(0));
    }

    private async Task<int> ToldAsync()
    {
        await using var db = Database.Open();
        return await db.Outbox.CountAsync(mail => mail.Template == "reviews-due-moved" && mail.CallId != null);
    }

    private static string Text(Answer page) =>
        WebUtility.HtmlDecode(page.Body).Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
