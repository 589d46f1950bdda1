using System.Globalization;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Tests.Notifications;

/// <summary>Mails as a program reads them that was not used to write them.</summary>
[TestFixture]
internal sealed class MimeTests
{
    private static readonly DateTimeOffset Sent = new(2024, 4, 9, 10, 0, 0, TimeSpan.Zero);

    [TestCase(
        "fr",
        "Échéance dans 7 jours, brouillon NON déposé : « Télésuivi & <b>cœur</b> »",
        "Continuer le dossier"
    )]
    [TestCase("en", "Deadline in 7 days, draft NOT filed: “Télésuivi & <b>cœur</b>”", "Resume the dossier")]
    public async Task A_mail_is_text_and_html_with_its_picture_and_says_what_it_is(
        string language,
        string subject,
        string button
    )
    {
        var mail = Reminder(language);
        var read = await ReadAsync(mail, new MailSetting { Stop = "/mails/stop/abc" });

        Assert.That(read.Subject.Replace('\u00a0', ' '), Is.EqualTo(subject));
        Assert.That(read.MessageId, Is.EqualTo($"<{mail.Id}@portal.test>"));
        Assert.That(DateTimeOffset.Parse(read.Date, CultureInfo.InvariantCulture), Is.EqualTo(Sent));
        Assert.That(read.To, Is.EqualTo("camille@exemple.fr"));
        Assert.That(read.Headers["auto-submitted"], Is.EqualTo("auto-generated"));
        Assert.That(read.Headers["content-language"], Is.EqualTo(language));
        Assert.That(read.Headers["list-unsubscribe"], Is.EqualTo("<https://portal.test/mails/stop/abc>"));
        Assert.That(read.Headers["list-unsubscribe-post"], Is.EqualTo("List-Unsubscribe=One-Click"));
        Assert.That(
            read.Text,
            Does.Contain("https://portal.test/dossiers/1").And.Contain("https://portal.test/mails/stop/abc")
        );
        Assert.That(read.Html, Does.Contain($"class=\"button\" href=\"https://portal.test/dossiers/1\">{button}</a>"));
        Assert.That(read.Html, Does.Contain("&lt;b&gt;").And.Not.Contain("<b>"));
        var picture = read.Attachments.Single();
        Assert.That(
            (picture.MimeType, picture.Disposition, picture.IsRelated),
            Is.EqualTo(("image/png", "inline", true))
        );
        Assert.That(read.Html, Does.Contain($"src=\"cid:{picture.ContentId.Trim('<', '>')}\""));
    }

    [Test]
    public async Task The_same_mail_has_the_same_id_each_time_and_a_legal_notice_no_link_that_stops_it()
    {
        var mail = Reminder("fr");
        var (once, again) = (await ReadAsync(mail), await ReadAsync(mail));
        Assert.That(again.MessageId, Is.EqualTo(once.MessageId));
        Assert.That(once.Headers.Keys, Does.Not.Contain("list-unsubscribe"));
    }

    [Test]
    public async Task It_is_read_in_the_dark_on_a_phone_and_told_in_the_list_of_mails_and_loads_nothing()
    {
        var html = (await ReadAsync(Reminder("fr"))).Html;
        Assert.That(html, Does.Contain("<meta name=\"color-scheme\" content=\"light dark\">"));
        Assert.That(html, Does.Contain("@media (prefers-color-scheme:dark)").And.Contain("<html lang=\"fr\">"));
        Assert.That(html, Does.Contain("width=device-width").And.Contain("overflow-wrap:anywhere"));
        Assert.That(html, Does.Match("<div class=\"preheader\">Votre dossier"));
        Assert.That(html, Does.Not.Match("(src|href)=\"(?!cid:|https://portal.test/)").And.Not.Contain("<script"));
        Assert.That(
            html,
            Does.Not.Contain("style=\""),
            "a page can show it, which takes no style but the one it knows"
        );
    }

    [Test]
    public async Task Words_that_staff_gave_are_sent_in_place_of_the_portals_own()
    {
        var given = new MailWording(
            new("Plus que {left}", "Only {left}"),
            new("Bonjour de « {call} ».\n\n{link}", "From “{call}”.\n\n{link}"),
            new("Y aller", "Go")
        );
        var read = await ReadAsync(Reminder("fr"), new MailSetting { Words = MailWordings.With("reminder", given) });
        Assert.That(read.Subject, Is.EqualTo("Plus que dans 7 jours"));
        Assert.That(read.Text, Does.Contain("Bonjour de « Appel ».").And.Not.Contain("brouillon"));
        Assert.That(read.Html, Does.Contain(">Y aller</a>"));
    }

    /// <summary>Whoever signs up, or names a project, can have a mail sent to somebody else.</summary>
    [Test]
    public async Task What_people_type_writes_no_paragraph_and_no_link_into_a_mail()
    {
        const string typed = "Camille,\n\nIdentifiez-vous : https://evil.example/x ou www.evil.example";
        var read = await ReadAsync(Reminder("fr", name: typed, title: typed));
        Assert.That(read.Html, Does.Contain("evil.example").And.Not.Contain("href=\"https://evil"));
        // Letter by letter: in words, what parts them doesn't count.
        foreach (var text in new[] { read.Html, read.Text })
        foreach (var link in new[] { "https://evil", "www.evil" })
            Assert.That(text.Contains(link, StringComparison.Ordinal), Is.False, link);
        Assert.That(read.Text, Does.Not.Contain("\nIdentifiez-vous"), "a name is one line");
    }

    [Test]
    public async Task A_link_that_staff_wrote_is_one_and_what_only_begins_like_it_is_none()
    {
        var given = new MailWording(
            new("Sujet", "Subject"),
            new("Voir https://aide.example/guide et {call}.", "See https://aide.example/guide and {call}."),
            null
        );
        var mail = Reminder("fr", call: "https://aide.example/gui");
        var html = (await ReadAsync(mail, new MailSetting { Words = MailWordings.With("reminder", given) })).Html;
        Assert.That(html, Does.Contain("href=\"https://aide.example/guide\""));
        Assert.That(html, Does.Not.Contain("href=\"https://aide.example/gui\""));
    }

    private static OutboxMail Reminder(
        string language,
        string name = "Camille",
        string title = "Télésuivi & <b>cœur</b>",
        string call = "Appel"
    ) =>
        new()
        {
            Recipient = EmailAddress.Parse("camille@exemple.fr"),
            Occasion = "test",
            Template = "reminder",
            Language = language,
            Data = new Dictionary<string, string>
            {
                ["name"] = name,
                ["title"] = title,
                ["call"] = call,
                ["deadline"] = "midi",
                ["left"] = language == "fr" ? "dans 7 jours" : "in 7 days",
                ["link"] = "/dossiers/1",
            },
            CreatedAt = Sent,
        };

    private static async Task<ReadMail> ReadAsync(OutboxMail mail, MailSetting? setting = null)
    {
        using var stream = new MemoryStream();
        await Delivery.Composer.Message(mail, "portail@portail.example", setting).WriteToAsync(stream);
        return await Readers.MailAsync(stream.ToArray());
    }
}
