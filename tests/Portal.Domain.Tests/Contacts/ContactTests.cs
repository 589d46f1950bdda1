using Portal.Domain.Contacts;
using Portal.Domain.People;

namespace Portal.Domain.Tests.Contacts;

[TestFixture]
internal sealed class ContactTests
{
    private static readonly PersonId Somebody = PersonId.New();

    private static ContactBody Body(string? region = "bretagne") =>
        new(
            ContactKind.Grades,
            region,
            new ContactWords("GRADeS", EmailAddress.Parse("g@x.example"), "", Build.Text()),
            Build.Officer,
            Build.Opening
        );

    private static IReadOnlyList<string> Refused(PersonId person, params PortalRole[] roles) =>
        Build.CodesOf(() => Body().Take(person, roles.ToHashSet(), Build.Officer, Build.Opening));

    [Test]
    public void Who_judges_or_decides_helps_nobody_to_write_nor_does_an_officer_name_themself()
    {
        Assert.That(Refused(Somebody, PortalRole.Expert), Is.EqualTo(new[] { "contact.expert" }));
        foreach (
            var role in new[] { PortalRole.Officer, PortalRole.Publisher, PortalRole.Administrator, PortalRole.Auditor }
        )
            Assert.That(Refused(Somebody, PortalRole.Carrier, role), Is.EqualTo(new[] { "contact.of-service" }));
        Assert.That(Refused(Build.Officer), Is.EqualTo(new[] { "contact.of-service" }));
        var body = Body();
        body.Take(Somebody, new HashSet<PortalRole> { PortalRole.Carrier }, Build.Officer, Build.Opening);
        Assert.That(body.People.Single().Person, Is.EqualTo(Somebody));
    }

    [Test]
    public void A_draft_is_opened_and_what_is_filed_is_not()
    {
        var call = Build.Call();
        var wave = Build.Wave(call);
        Assert.That(
            DossierOpening.Of(Build.Draft(call, wave), "bretagne", Build.Carrier, Build.Opening).IsOpen,
            Is.True
        );
        Assert.That(
            Build.CodesOf(() => DossierOpening.Of(Build.Filed(call, wave), "bretagne", Build.Carrier, Build.Opening)),
            Is.EqualTo(new[] { "contact.no-draft" })
        );
    }
}
