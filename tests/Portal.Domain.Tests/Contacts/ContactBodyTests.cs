using Portal.Domain.Contacts;
using Portal.Domain.People;

namespace Portal.Domain.Tests.Contacts;

/// <summary>Who guides carriers, as staff keeps it.</summary>
[TestFixture]
internal sealed class ContactBodyTests
{
    private static readonly DateTimeOffset Now = Build.Paris(2024, 1, 16, 10, 0);
    private static readonly ContactWords Words = new(
        "ARS",
        EmailAddress.Parse("ars@contact.example"),
        "https://ars.example",
        Build.Text("Les besoins de santé.")
    );

    private static ContactBody Body(string? region = "bretagne") =>
        new(ContactKind.Ars, region, Words, Build.Officer, Now);

    private static IReadOnlyList<string> Refused(ContactWords words) =>
        Build.CodesOf(() => Body().Describe(ContactKind.Ars, "bretagne", words, Build.Officer, Now));

    [Test]
    public void A_body_has_a_name_a_secure_site_and_words_in_both_languages_each_within_its_limit()
    {
        var most = new string('a', ContactBody.HelpLength);
        Assert.That(Refused(Words with { Name = "" }), Is.EqualTo(new[] { "contact.name-missing" }));
        foreach (var site in new[] { "http://ars.example", "https://", "https://ars.example/" + new string('a', 281) })
            Assert.That(Refused(Words with { Website = site }), Is.EqualTo(new[] { "contact.not-secure" }), site);
        Assert.That(
            Refused(Words with { Help = new LocalizedText(most + "a", most) }),
            Is.EqualTo(new[] { "contact.help-missing" })
        );
        Assert.That(
            Refused(Words with { Help = new LocalizedText(most, most + "a") }),
            Is.EqualTo(new[] { "contact.english-help-missing" })
        );
        Body()
            .Describe(
                ContactKind.Ars,
                "bretagne",
                Words with
                {
                    Help = new LocalizedText(most, most),
                    Website = "",
                },
                Build.Officer,
                Now
            );
    }

    private static readonly HashSet<PortalRole> Nobody = [];

    [Test]
    public void Its_kind_and_region_are_mended_but_nobody_reads_for_another_region_by_that()
    {
        var body = Body();
        body.Take(Build.Carrier, Nobody, Build.Officer, Now);
        Assert.That(
            Build.CodesOf(() => body.Describe(ContactKind.Ars, "corse", Words, Build.Officer, Now)),
            Is.EqualTo(new[] { "contact.has-people" })
        );
        body.Describe(ContactKind.Drari, "bretagne", Words, Build.Officer, Now);
        body.Release(Build.Carrier, Build.Officer, Now);
        body.Describe(ContactKind.Drari, region: null, Words, Build.Officer, Now);
        body.Describe(ContactKind.Drari, region: null, Words, Build.Officer, Now);
        Assert.That((body.Kind, body.Region), Is.EqualTo((ContactKind.Drari, (string?)null)));
        Assert.That(
            body.Events.Select(one => one.Name),
            Is.EqualTo(
                new[] { "contact.added", "contact.taken", "contact.described", "contact.released", "contact.described" }
            ),
            "what stays the same is no news"
        );
    }

    [Test]
    public void Out_of_the_directory_nobody_reads_for_it_and_it_comes_back_without_its_people()
    {
        var body = Body();
        body.Take(Build.Carrier, Nobody, Build.Officer, Now);
        body.Close(Build.Officer, Now);
        body.Close(Build.Officer, Now);
        Assert.That((body.ClosedAt, body.People.Count), Is.EqualTo(((DateTimeOffset?)Now, 0)));
        Assert.That(
            Build.CodesOf(() => body.Take(Build.Carrier, Nobody, Build.Officer, Now)),
            Is.EqualTo(new[] { "contact.closed" })
        );
        body.Reopen(Build.Officer, Now);
        Assert.That((body.ClosedAt, body.People.Count), Is.EqualTo(((DateTimeOffset?)null, 0)));
        Assert.That(
            body.Events.Select(one => one.Name),
            Is.EqualTo(
                new[] { "contact.added", "contact.taken", "contact.released", "contact.closed", "contact.reopened" }
            )
        );
    }

    [Test]
    public void Who_judges_does_not_help_to_write_and_a_national_body_reads_no_draft()
    {
        Assert.That(
            Build.CodesOf(() =>
                Body().Take(Build.Carrier, new HashSet<PortalRole> { PortalRole.Expert }, Build.Officer, Now)
            ),
            Is.EqualTo(new[] { "contact.expert" })
        );
        Assert.That(
            Build.CodesOf(() => Body(region: null).Take(Build.Carrier, Nobody, Build.Officer, Now)),
            Is.EqualTo(new[] { "contact.national" })
        );
    }
}
