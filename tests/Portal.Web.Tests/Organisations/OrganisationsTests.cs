using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Demo;
using Portal.Infrastructure.Identity;

namespace Portal.Web.Tests.Organisations;

/// <summary>Organisations by their SIRET: facts for all, dossiers for who may see them anyway.</summary>
[TestFixture, NonParallelizable]
internal sealed partial class OrganisationsTests : OnPortal
{
    private static readonly string InSample = SampleAnswers.Siret(1);

    [Test]
    public async Task A_card_tells_name_address_region_and_kind_to_the_script()
    {
        using var camille = await Host.SignInAsync("Camille");
        using var card = JsonDocument.Parse(
            (await camille.GetAsync($"/organisations/{InSample}/card", "application/json")).Body
        );
        string? Of(string name) => card.RootElement.GetProperty(name).GetString();
        Assert.That(Of("state"), Is.EqualTo("found"));
        Assert.That(Of("name"), Is.EqualTo("Centre hospitalier fictif de Val-Imaginaire"));
        Assert.That(Of("address"), Is.EqualTo("1 rue de l’Exemple, 00001 VAL-IMAGINAIRE"));
        Assert.That(Of("region"), Is.EqualTo("auvergne-rhone-alpes"));
        Assert.That(Of("kind"), Is.EqualTo("Établissement de santé"));
    }

    [TestCase("00000000100017", "wrong", TestName = "A_wrong_key_is_told_at_once")]
    [TestCase("123", "wrong")]
    [TestCase("73282932000074", "unknown", TestName = "What_the_directory_does_not_have_is_unknown")]
    public async Task What_is_not_found_is_told_and_nothing_fails(string siret, string state)
    {
        using var camille = await Host.SignInAsync("Camille");
        var answer = await camille.GetAsync($"/organisations/{siret}/card", "application/json");
        Assert.That(answer.Code, Is.EqualTo(200));
        using var card = JsonDocument.Parse(answer.Body);
        Assert.That(card.RootElement.GetProperty("state").GetString(), Is.EqualTo(state));
        Assert.That(card.RootElement.GetProperty("told").GetString(), Is.Not.Empty);
    }

    [Test]
    public async Task Without_a_script_a_link_beside_the_field_leads_to_the_same_answer()
    {
        using var camille = await Host.SignInAsync("Camille");
        var draft = await DraftOfCamilleAsync();
        var section = await camille.GetAsync($"/dossiers/{draft.Id.Value}/sections/carrier");
        Assert.That(section.Code, Is.EqualTo(200));
        Assert.That(
            section.Body,
            Does.Contain("data-siret-name=\"lead_name\"").And.Contain("data-siret-region=\"lead_region region\"")
        );
        var lead = await LeadOfAsync(draft.Id);
        Assert.That(section.Body, Does.Contain($"href=\"/organisations?siret={lead}#look-up\""));
        var page = await camille.GetAsync($"/organisations?siret={lead}");
        Assert.That(System.Net.WebUtility.HtmlDecode(page.Body), Does.Contain("Établissement trouvé dans l’annuaire."));
        var wrong = await camille.GetAsync("/organisations?siret=123");
        Assert.That(System.Net.WebUtility.HtmlDecode(wrong.Body), Does.Contain("n’est pas un SIRET"));
    }

    [Test]
    public async Task In_a_table_only_the_column_of_the_siret_is_looked_up()
    {
        await using var db = Database.Open();
        var camille = await db.Users.SingleAsync(one => one.Email == "camille@demo.example");
        var draft = await new Stage(Database).DraftAsync(camille, "competences-metiers", 2);
        using var person = await Host.SignInAsync("Camille");
        var section = (await person.GetAsync($"/dossiers/{draft.Id.Value}/sections/consortium")).Body;
        var inputs = Inputs().Matches(section).Select(match => match.Value).ToList();
        var marked = inputs.Where(input => input.Contains("data-siret=", StringComparison.Ordinal)).ToList();
        Assert.That(inputs, Has.Some.Contains("name=\"f.members.0.name\""));
        Assert.That(marked, Has.Some.Contains("name=\"f.members.0.siret\""));
        Assert.That(marked, Has.All.Contains("siret\""));
    }

    [GeneratedRegex("<input[^>]*name=\"f[.][^>]*>", RegexOptions.None, 1_000)]
    private static partial Regex Inputs();

    [Test]
    public async Task A_team_reads_its_own_drafts_and_filed_dossiers_of_an_organisation_and_who_is_in_their_teams()
    {
        var draft = await DraftOfCamilleAsync();
        var lead = await LeadOfAsync(draft.Id);
        foreach (var name in new[] { "Camille", "Paul" })
        {
            using var person = await Host.SignInAsync(name);
            Assert.That((await person.GetAsync("/organisations")).Body, Does.Contain($"/organisations/{lead}\""), name);
            var page = (await person.GetAsync($"/organisations/{lead}")).Body;
            Assert.That(
                page,
                Does.Contain($"/dossiers/{draft.Id.Value}\"")
                    .And.Contain("Camille Démo – ")
                    .And.Contain("Paul Démo – "),
                name
            );
        }
    }

    [Test]
    public async Task Who_belongs_to_another_partner_is_not_among_an_organisations_people()
    {
        var draft = await DraftOfCamilleAsync();
        var lead = await LeadOfAsync(draft.Id);
        await using var owner = Database.OpenAsOwner();
        var paul = (await owner.Users.SingleAsync(one => one.Email == "paul@demo.example")).Person;
        var seat = owner.Members.Where(one => one.DossierId == draft.Id && one.Person == paul);
        await seat.ExecuteUpdateAsync(change => change.SetProperty(one => one.Partner, "p0"));
        using var camille = await Host.SignInAsync("Camille");
        var page = (await camille.GetAsync($"/organisations/{lead}")).Body;
        await seat.ExecuteUpdateAsync(change => change.SetProperty(one => one.Partner, "lead"));
        Assert.That(page, Does.Contain("Camille Démo – ").And.Not.Contain("Paul Démo – "));
    }

    [Test]
    public async Task Who_is_in_no_team_learns_nothing_but_the_public_facts()
    {
        var stage = new Stage(Database);
        var stranger = await stage.PersonAsync("Inconnue", role: Domain.People.PortalRole.Carrier);
        await ShowInDemoAsync(stranger);
        var dossier = await DraftOfCamilleAsync();
        var lead = await LeadOfAsync(dossier.Id);
        foreach (var name in new[] { "Inconnue", "Emma", "Alice" })
        {
            using var person = await Host.SignInAsync(name);
            // The one is named by a dossier, the other by none.
            var (named, free) = (
                await person.GetAsync($"/organisations/{lead}"),
                await person.GetAsync($"/organisations/{InSample}")
            );
            Assert.That(
                named.Body,
                Does.Not.Contain(dossier.Id.Value.ToString()).And.Not.Contain("Paul Démo – "),
                name
            );
            Assert.That(Shape(named.Body), Is.EqualTo(Shape(free.Body)), name);
            Assert.That((await person.GetAsync("/organisations")).Body, Does.Not.Contain(lead), name);
        }
    }

    [Test]
    public async Task Staff_reads_the_filed_dossiers_of_its_own_calls_and_no_draft()
    {
        await using var db = Database.Open();
        var filed = await (
            from dossier in db.Dossiers
            where
                dossier.FiledAt != null && db.Calls.Any(call => call.Id == dossier.CallId && call.Slug == "tiers-lieux")
            join named in db.FiledOrganisations on dossier.FilingId equals named.FilingId
            where named.Role == Domain.Organisations.OrganisationRole.Member
            select new
            {
                dossier.Id,
                dossier.Number,
                named.Siret,
            }
        ).FirstAsync();
        var draftLead = await LeadOfAsync((await DraftOfCamilleAsync()).Id);
        foreach (var (name, reads) in new[] { ("Olivier", true), ("Pauline", true), ("Odile", false), ("Emma", false) })
        {
            using var person = await Host.SignInAsync(name);
            var page = await person.GetAsync($"/organisations/{filed.Siret.Value}");
            Assert.That(page.Code, Is.EqualTo(200));
            Assert.That(page.Body.Contains(filed.Number!, StringComparison.Ordinal), Is.EqualTo(reads), name);
            Assert.That(
                (await person.GetAsync($"/organisations/{draftLead}")).Body,
                Does.Not.Contain("/staff/dossiers/"),
                name
            );
        }
    }

    private async Task<Dossier> DraftOfCamilleAsync()
    {
        await using var db = Database.Open();
        return (await db.Dossiers.Include(one => one.Members).Where(one => one.FiledAt == null).ToListAsync()).Single(
            one => one.Members.Count == 2
        );
    }

    private async Task<string> LeadOfAsync(DossierId dossier)
    {
        await using var db = Database.Open();
        var sections = await db
            .Sections.Where(one => one.DossierId == dossier)
            .Select(one => one.Answers)
            .ToListAsync();
        return Answers.Merge(sections).Text(CommonFields.LeadSiret);
    }

    private async Task ShowInDemoAsync(Account account)
    {
        await using var owner = Database.OpenAsOwner();
        await owner
            .Users.Where(one => one.Id == account.Id)
            .ExecuteUpdateAsync(change => change.SetProperty(one => one.IsDemonstration, true));
    }

    /// <summary>The tags of a page, without what they say.</summary>
    private static string Shape(string body) =>
        string.Concat(Tags().Matches(body[body.IndexOf("<main", StringComparison.Ordinal)..]).Select(tag => tag.Value));

    [GeneratedRegex("</?[a-z0-9]+", RegexOptions.None, 5_000)]
    private static partial Regex Tags();
}

/// <summary>The same with the public directory, for which a stand-in answers.</summary>
[TestFixture, NonParallelizable]
internal sealed class DirectoryAwayTests : OnPortal
{
    private readonly StandInDirectory _standIn = new();

    protected override (string Key, string Value)[] Settings =>
        [("Organisations:Sample", "false"), ("Organisations:Address", _standIn.Address.ToString())];

    [OneTimeTearDown]
    public void CloseDirectory() => _standIn.Dispose();

    [Test]
    public async Task A_page_never_waits_for_a_directory_that_is_away_and_shows_the_answer_later()
    {
        using var camille = await Host.SignInAsync("Camille");
        var siret = SampleAnswers.Siret(650_000);
        _standIn.Delay = TimeSpan.FromSeconds(30);
        var begun = System.Diagnostics.Stopwatch.StartNew();
        var card = await camille.GetAsync($"/organisations/{siret}/card", "application/json");
        Assert.That(begun.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2.6)));
        Assert.That(card.Body, Does.Contain("\"state\":\"not-yet\""));
        begun.Restart();
        Assert.That((await camille.GetAsync($"/organisations/{siret}")).Code, Is.EqualTo(200));
        Assert.That(begun.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1)), "it is queued: nobody asks a second time");

        _standIn.Delay = TimeSpan.Zero;
        _standIn.Knows(siret, "CENTRE HOSPITALIER REVENU");
        await Host.SetClockAsync(Infrastructure.Persistence.DemoTime.Start.AddHours(1));
        Assert.That(
            (await camille.GetAsync($"/organisations/{siret}/card", "application/json")).Body,
            Does.Contain("CENTRE HOSPITALIER REVENU")
        );
    }
}
