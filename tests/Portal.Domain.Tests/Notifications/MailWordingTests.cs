using Portal.Domain.Notifications;

namespace Portal.Domain.Tests.Notifications;

[TestFixture]
internal sealed class MailWordingTests
{
    private static readonly MailWording Own = Words("{title}", "{title} {number}\n\n{link}");

    [Test]
    public void What_nobody_knows_is_refused_by_its_name_where_it_stands()
    {
        var faults = Words("{title}", "Bonjour {name}, {numero}\n\n{link}").Faults(Own, isLegalNotice: false);
        Assert.That(
            faults,
            Is.EqualTo(
                new[]
                {
                    new WordingFault("Body.Fr", NotificationRefusals.UnknownField("numero")),
                    new WordingFault("Body.En", NotificationRefusals.UnknownField("numero")),
                }
            )
        );
    }

    [Test]
    public void A_legal_notice_tells_in_both_languages_all_that_its_own_words_tell_and_another_mail_need_not()
    {
        var shorter = Words("{title}", "{link}") with { Body = new LocalizedText("{number} {link}", "{link}") };
        Assert.That(
            shorter.Faults(Own, isLegalNotice: true).Select(fault => (fault.Part, fault.Refusal.Code)),
            Is.EqualTo(new[] { ("Body.En", "mail.missing-field") })
        );
        Assert.That(shorter.Faults(Own, isLegalNotice: false), Is.Empty);
        Assert.That(Words("x", "{link}").Missing(Own), Is.EqualTo(new[] { "title", "number" }));
    }

    [Test]
    public void News_keep_the_link_that_ends_them()
    {
        var own = Words("x", "{link} {unsubscribe}");
        Assert.That(Words("x", "{link}").Faults(own, isLegalNotice: false), Has.Count.EqualTo(2));
    }

    [TestCase("{ title }"), TestCase("{title"), TestCase("}")]
    public void A_brace_that_holds_no_name_is_a_slip(string body) =>
        Assert.That(
            Words("x", body).Faults(Own, isLegalNotice: false).Select(fault => fault.Refusal.Code),
            Has.All.EqualTo("mail.stray-brace").And.Exactly(2).Items
        );

    [Test]
    public void What_is_too_long_or_missing_is_told_at_its_part()
    {
        var wrong = new MailWording(new(new string('a', 201), "a"), new("a", " "), new("Ouvrir", ""));
        Assert.That(
            wrong.Faults(Own, isLegalNotice: false).Select(fault => (fault.Part, fault.Refusal.Code)),
            Is.EqualTo(
                new[]
                {
                    ("Subject.Fr", "mail.words-too-long"),
                    ("Body.En", "mail.words-missing"),
                    ("Button.En", "mail.words-missing"),
                }
            )
        );
    }

    [Test]
    public void Wrong_words_are_not_saved_and_none_go_back_to_the_portals_own()
    {
        var (by, now) = (PersonId.New(), Build.Paris(2024, 4, 9, 12, 0));
        Assert.That(
            () => MailTextVersion.Save("x", 0, Words("{x}", "a"), Own, isLegalNotice: false, by, now),
            Throws.TypeOf<RefusedException>()
        );
        var back = MailTextVersion.Save("x", 4, wording: null, Own, isLegalNotice: true, by, now);
        Assert.That((back.Number, back.Wording), Is.EqualTo((5, (MailWording?)null)));
        Assert.That(back.Events.Single(), Is.EqualTo(new MailTextSaved(back.Id, "x", 5, true, by, now)));
    }

    private static MailWording Words(string subject, string body) =>
        new(new(subject, subject), new(body, body), Button: null);
}
