using System.Net;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;

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
        using var renee = await Host.SignInAsync("Renée");
        var draft = await DraftAsync();
        var (own, read) = ($"/dossiers/{draft}/contacts", $"/region/dossiers/{draft}");
        var (brittany, corsica) = (await BodyAsync("bretagne"), await BodyAsync("corse"));

        var refused = await olivier.PostAsync($"/staff/contacts/{brittany}/people", ("email", "emma@demo.example"));
        Assert.That(refused.Code, Is.EqualTo(409), "who judges doesn't help to write");
        foreach (var email in new[] { "olivier@demo.example", "alice@demo.example", "odile@demo.example" })
            Assert.That(
                (await olivier.PostAsync($"/staff/contacts/{brittany}/people", ("email", email))).Code,
                Is.EqualTo(409),
                "nor who decides, nor who names"
            );
        Assert.That((await renee.GetAsync(read)).Code, Is.EqualTo(404), "nothing is open");

        Assert.That((await paul.PostAsync(own, ("region", "bretagne"))).Code, Is.EqualTo(409), "a member alone");
        var nobody = await camille.PostAsync(own, ("region", "corse"));
        Assert.That(nobody.Code, Is.EqualTo(409));
        Assert.That(Text(nobody.Body), Does.Contain("""id="region-error">Personne ne lit encore de brouillon"""));
        Assert.That(Text(nobody.Body), Does.Not.Contain("Qui le lit"), "to nobody, nothing is open");
        await olivier.PostAsync($"/staff/contacts/{corsica}/people", ("email", "porteur3@demo.example"));
        Assert.That((await camille.PostAsync(own, ("region", "corse"))).Location, Is.EqualTo(own));
        Assert.That(Text((await camille.GetAsync(own)).Body), Does.Contain("Qui le lit").And.Contain("Corse"));
        Assert.That((await renee.GetAsync(read)).Code, Is.EqualTo(404), "another region's");
        await camille.PostAsync(own, ("region", "bretagne"));
        var page = await renee.GetAsync(read);
        Assert.That(page.Code, Is.EqualTo(200));
        Assert.That(page.Body, Does.Not.Contain("/files/"), "without its files");
        Assert.That((await renee.PostAsync($"{read}/comments", ("text", " "))).Code, Is.EqualTo(409));
        await renee.PostAsync($"{read}/comments", ("text", "Précisez le calendrier."));
        Assert.That(Text((await paul.GetAsync(own)).Body), Does.Contain("Précisez le calendrier."));

        await camille.PostAsync(own, ("close", "true"));
        Assert.That((await renee.GetAsync(read)).Code, Is.EqualTo(404));
        Assert.That((await renee.PostAsync($"{read}/comments", ("text", "Encore."))).Code, Is.EqualTo(404));
        Assert.That((await renee.GetAsync($"/dossiers/{draft}")).Code, Is.EqualTo(404), "read only where it is open");
        await using var db = Database.Open();
        var told = await db.Outbox.Where(mail => mail.Template == "dossier-opened").ToListAsync();
        Assert.That(
            told.Where(mail => mail.SentAt == null).Select(mail => mail.Recipient.Value),
            Is.EquivalentTo(new[] { "porteur3@demo.example", "renee@demo.example" }),
            "each region's own"
        );
        var heard = await db
            .Outbox.Where(mail => mail.Template == "contact-commented" && mail.SentAt == null)
            .ToListAsync();
        Assert.That(
            heard.Select(mail => mail.Recipient.Value),
            Is.EquivalentTo(new[] { "camille@demo.example", "paul@demo.example" })
        );
    }

    [Test]
    public async Task Who_works_for_a_body_finds_their_regions_drafts_from_their_own_page()
    {
        using var renee = await Host.SignInAsync("Renée");
        using var camille = await Host.SignInAsync("Camille");
        Assert.That((await renee.GetAsync("/dossiers")).Body, Does.Contain("""<a href="/region">"""));
        Assert.That((await camille.GetAsync("/dossiers")).Body, Does.Not.Contain("""<a href="/region">"""));
        Assert.That(
            Text((await renee.GetAsync("/region")).Body),
            Does.Contain("ARS Bretagne").And.Contain("/region/dossiers/")
        );
        Assert.That(Text((await renee.GetAsync("/")).Body), Does.Contain("Renée Démo (contact régional)"));
    }

    [Test]
    public async Task Staff_mends_a_bodys_kind_and_region_and_takes_it_out_of_the_directory_and_history_tells()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var visitor = Host.NewVisitor();
        var id = await BodyAsync("guadeloupe");
        var page = $"/staff/contacts/{id}";
        (string, string)[] words =
        [
            ("Name", "Contact à corriger"),
            ("Email", "contact@contact.example"),
            ("HelpFr", "Tout."),
            ("HelpEn", "All."),
        ];
        var wrong = await olivier.PostAsync(
            page,
            [.. words, ("Kind", "Autre"), ("Region", "atlantide"), ("Website", "http://contact.example")]
        );
        Assert.That(
            Text(wrong.Body),
            Does.Contain("""id="Kind-error">Choisissez le type""")
                .And.Contain("""id="Region-error">Choisissez une région de la liste""")
                .And.Contain("value=\"Contact à corriger\"")
        );
        var site = await olivier.PostAsync(
            page,
            [.. words, ("Kind", "Drari"), ("Region", "martinique"), ("Website", "http://contact.example")]
        );
        Assert.That(Text(site.Body), Does.Contain("""id="Website-error">L’adresse du site commence par https://"""));
        Assert.That(
            (await olivier.PostAsync(page, [.. words, ("Kind", "Drari"), ("Region", "martinique")])).Code,
            Is.EqualTo(302)
        );
        var nobody = await olivier.PostAsync($"{page}/people", ("email", "personne@demo.example"));
        Assert.That(
            Text(nobody.Body),
            Does.Contain("""id="person-email-error">Aucun compte n’a l’adresse « personne@demo.example »""")
        );
        Assert.That(nobody.Body.Split("value=\"personne@demo.example\"").Length - 1, Is.EqualTo(1));
        await olivier.PostAsync($"{page}/people", ("email", "porteur4@demo.example"));
        Assert.That(
            Text((await olivier.PostAsync(page, [.. words, ("Kind", "Drari"), ("Region", "")])).Body),
            Does.Contain("""id="Region-error">Des personnes lisent les brouillons""")
        );
        Assert.That(await DirectoryAsync("martinique"), Does.Contain("Contact à corriger"));
        Assert.That(Text((await olivier.PostAsync($"{page}/close")).Location), Is.EqualTo(page));
        Assert.That(await DirectoryAsync("martinique"), Does.Not.Contain("Contact à corriger"));
        Assert.That(
            Text((await visitor.GetAsync("/search?q=Contact à corriger")).Body),
            Does.Not.Contain(">Contact à corriger<")
        );
        Assert.That(Text((await olivier.GetAsync("/staff/contacts")).Body), Does.Contain("hors de l’annuaire"));
        Assert.That(
            (await olivier.PostAsync($"{page}/people", ("email", "porteur4@demo.example"))).Code,
            Is.EqualTo(409),
            "nobody reads for it"
        );
        await olivier.PostAsync($"{page}/reopen");
        Assert.That(await DirectoryAsync("martinique"), Does.Contain("Contact à corriger"));
        await using var db = Database.Open();
        var told = await db
            .History.Where(line => line.SubjectId == id && line.By != null)
            .OrderBy(line => line.Id)
            .Select(line => line.Name)
            .ToListAsync();
        Assert.That(
            told,
            Is.EqualTo(
                new[] { "contact.described", "contact.taken", "contact.released", "contact.closed", "contact.reopened" }
            )
        );

        async Task<string> DirectoryAsync(string region) =>
            Text((await visitor.GetAsync($"/contacts?region={region}")).Body);
    }

    [Test]
    public async Task What_a_regions_contacts_said_is_not_read_by_another_regions()
    {
        using var camille = await Host.SignInAsync("Camille");
        var (draft, brittany, corsica) = (await DraftAsync(), await BodyAsync("bretagne"), await BodyAsync("corse"));
        var (first, second) = (await TakenAsync("Bruno", brittany), await TakenAsync("Corinne", corsica));
        var (own, read) = ($"/dossiers/{draft}/contacts", $"/region/dossiers/{draft}");
        using var bruno = await Host.SignInAsync(first.Name);
        using var corinne = await Host.SignInAsync(second.Name);
        await camille.PostAsync(own, ("region", "bretagne"));
        await bruno.PostAsync($"{read}/comments", ("text", "Mot de Bretagne."));
        Assert.That((await camille.PostAsync(own, ("region", "corse"))).Code, Is.EqualTo(302));
        Assert.That((await corinne.PostAsync($"{read}/comments", ("text", "Mot de Corse."))).Code, Is.EqualTo(302));
        Assert.That(
            Text((await corinne.GetAsync(read)).Body),
            Does.Contain("Mot de Corse.").And.Not.Contain("Mot de Bretagne.")
        );
        Assert.That(
            Text((await camille.GetAsync(own)).Body),
            Does.Contain("Mot de Corse.").And.Contain("Mot de Bretagne.")
        );
        await using var db = Database.Open();
        Assert.That(
            await db.KeptFromAsync(new DossierId(draft), CancellationToken.None),
            Does.Contain(first.Person).And.Contain(second.Person),
            "no jury hears of it before them"
        );
    }

    [Test]
    public async Task Once_it_is_filed_no_contact_reads_it_or_comments_on_it_and_it_cannot_be_opened()
    {
        using var camille = await Host.SignInAsync("Camille");
        var contact = await TakenAsync("Denise", await BodyAsync("bretagne"));
        using var denise = await Host.SignInAsync(contact.Name);
        var filed = await FiledAsync();
        var read = $"/region/dossiers/{filed}";
        await using (var db = Database.OpenAsOwner())
            await db.Database.ExecuteSqlAsync(
                $"insert into dossier_openings (dossier_id, region, opened_at) values ({filed}, 'bretagne', {DemoTime.Start})"
            );
        Assert.That((await denise.GetAsync(read)).Code, Is.EqualTo(404));
        Assert.That((await denise.PostAsync($"{read}/comments", ("text", "Encore."))).Code, Is.EqualTo(404));
        Assert.That((await denise.GetAsync("/region")).Body, Does.Not.Contain(read));
        var own = $"/dossiers/{filed}/contacts";
        Assert.That(Text((await camille.GetAsync(own)).Body), Does.Contain("Aucun contact ne lit ce brouillon."));
        Assert.That((await camille.PostAsync(own, ("region", "bretagne"))).Code, Is.EqualTo(409));
    }

    [Test]
    public async Task Who_comes_to_judge_or_to_decide_is_no_contact_any_more()
    {
        using var alice = await Host.SignInAsync("Alice");
        var contact = await TakenAsync("Fabien", await BodyAsync("bretagne"));
        using (var fabien = await Host.SignInAsync(contact.Name))
            Assert.That((await fabien.GetAsync("/region")).Code, Is.EqualTo(200));
        await alice.PostAsync($"/admin/people/{contact.Id}/roles", ("given", "Carrier"), ("given", "Expert"));
        await using (var db = Database.Open())
            Assert.That(
                await db.ContactBodies.AnyAsync(body => body.People.Any(one => one.Person == contact.Person)),
                Is.False
            );
    }

    [Test]
    public async Task Who_decides_reads_no_draft_as_a_contact_whoever_took_them()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        var officer = await PersonAsync("olivier");
        await using (var db = Database.OpenAsOwner())
            await db.Database.ExecuteSqlAsync(
                $"insert into contact_people (body_id, person) select id, {officer.Value} from contact_bodies where region = 'bretagne'"
            );
        Assert.That((await olivier.GetAsync("/region")).Code, Is.EqualTo(404));
        using var camille = await Host.SignInAsync("Camille");
        await camille.PostAsync($"/dossiers/{await DraftAsync()}/contacts", ("region", "bretagne"));
        await using var after = Database.Open();
        var told = await after.Outbox.Where(mail => mail.Template == "dossier-opened").ToListAsync();
        Assert.That(told.Select(mail => mail.Recipient.Value), Does.Not.Contain("olivier@demo.example"));
    }

    private async Task<Account> TakenAsync(string name, Guid body)
    {
        var account = await new Stage(Database).StrangerAsync(name);
        using var olivier = await Host.SignInAsync("Olivier");
        var taken = await olivier.PostAsync($"/staff/contacts/{body}/people", ("email", account.Email!));
        Assert.That(taken.Code, Is.EqualTo(302));
        return account;
    }

    private async Task<PersonId> PersonAsync(string key)
    {
        await using var db = Database.Open();
        return (await db.Users.SingleAsync(one => one.Email == $"{key}@demo.example")).Person;
    }

    private async Task<Guid> FiledAsync()
    {
        var camille = await PersonAsync("camille");
        await using var db = Database.Open();
        var its = await db.Dossiers.Where(one => one.Carrier == camille && one.FiledAt != null).ToListAsync();
        return its.First(one => one.State == DossierState.Filed).Id.Value;
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
        return (await db.ContactBodies.OrderBy(one => one.Name).FirstAsync(one => one.Region == region)).Id.Value;
    }

    private static string Text(string? body) =>
        WebUtility.HtmlDecode(body ?? "").Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
