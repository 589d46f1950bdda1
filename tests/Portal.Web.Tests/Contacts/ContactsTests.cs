using System.Net;

namespace Portal.Web.Tests.Contacts;

/// <summary>A carrier lets the contacts of a region read a draft, and hears what they think.</summary>
[TestFixture]
internal sealed class ContactsTests : OnPortal
{
    [Test]
    public async Task A_draft_is_read_by_the_regions_contacts_as_long_as_its_coordinator_wishes()
    {
        using var camille = await Host.SignInAsync("Camille");
        using var paul = await Host.SignInAsync("Paul");
        using var olivier = await Host.SignInAsync("Olivier");
        using var alice = await Host.SignInAsync("Alice");
        var draft = await DraftAsync();
        var (own, read) = ($"/dossiers/{draft}/contacts", $"/region/dossiers/{draft}");
        var (brittany, corsica) = (await BodyAsync("bretagne"), await BodyAsync("corse"));

        var refused = await olivier.PostAsync($"/staff/contacts/{brittany}/people", ("email", "emma@demo.example"));
        Assert.That(refused.Code, Is.EqualTo(409), "who judges doesn't help to write");
        await olivier.PostAsync($"/staff/contacts/{brittany}/people", ("email", "alice@demo.example"));
        Assert.That((await alice.GetAsync("/region")).Code, Is.EqualTo(200));
        Assert.That((await alice.GetAsync(read)).Code, Is.EqualTo(404), "nothing is open");

        Assert.That((await paul.PostAsync(own, ("region", "bretagne"))).Code, Is.EqualTo(409), "a member alone");
        Assert.That((await camille.PostAsync(own, ("region", "corse"))).Location, Is.EqualTo(own));
        Assert.That((await alice.GetAsync(read)).Code, Is.EqualTo(404), "another region's");
        await camille.PostAsync(own, ("region", "bretagne"));
        var page = await alice.GetAsync(read);
        Assert.That(page.Code, Is.EqualTo(200));
        Assert.That(page.Body, Does.Not.Contain("/files/"), "without its files");
        Assert.That((await alice.PostAsync($"{read}/comments", ("text", " "))).Code, Is.EqualTo(409));
        await alice.PostAsync($"{read}/comments", ("text", "Précisez le calendrier."));
        Assert.That(Text((await paul.GetAsync(own)).Body), Does.Contain("Précisez le calendrier."));

        await camille.PostAsync(own, ("close", "true"));
        Assert.That((await alice.GetAsync(read)).Code, Is.EqualTo(404));
        Assert.That((await alice.PostAsync($"{read}/comments", ("text", "Encore."))).Code, Is.EqualTo(404));
        Assert.That((await alice.GetAsync($"/dossiers/{draft}")).Code, Is.EqualTo(404), "read only where it is open");
        await using var db = Database.Open();
        var told = await db.Outbox.Where(mail => mail.Template == "dossier-opened").ToListAsync();
        Assert.That(told.Select(mail => mail.Recipient.Value), Is.EqualTo(new[] { "alice@demo.example" }));
        var heard = await db.Outbox.Where(mail => mail.Template == "contact-commented").ToListAsync();
        Assert.That(
            heard.Select(mail => mail.Recipient.Value),
            Is.EquivalentTo(new[] { "camille@demo.example", "paul@demo.example" })
        );
        Assert.That(corsica, Is.Not.EqualTo(brittany));
    }

    private async Task<Guid> DraftAsync()
    {
        await using var db = Database.Open();
        var paul = (await db.Users.SingleAsync(one => one.Email == "paul@demo.example")).Person;
        return (await db.Members.FirstAsync(one => one.Person == paul)).DossierId.Value;
    }

    private async Task<Guid> BodyAsync(string region)
    {
        await using var db = Database.Open();
        return (await db.ContactBodies.FirstAsync(one => one.Region == region)).Id.Value;
    }

    private static string Text(string body) => WebUtility.HtmlDecode(body);
}
