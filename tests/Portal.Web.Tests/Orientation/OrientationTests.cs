using System.Net;

namespace Portal.Web.Tests.Orientation;

/// <summary>What somebody is told who says what they are building, and how staff changes it.</summary>
[TestFixture]
internal sealed class OrientationTests : OnPortal
{
    [Test, Order(1)]
    public async Task A_few_answers_lead_to_calls_with_their_reason_to_clauses_regimes_and_contacts()
    {
        using var visitor = Host.NewVisitor();
        var idea = await ReadAsync(
            visitor,
            "a.building=device&a.carrier=company&a.stage=idea&a.need=money&a.region=bretagne"
        );
        Assert.That(idea, Does.Contain("L’appel finance des lieux d’expérimentation").And.Contain("Marquage CE"));
        Assert.That(
            idea,
            Does.Contain("Le porteur détient le marquage CE du dispositif."),
            "the clause that rules out"
        );
        Assert.That(idea, Does.Contain("ars@bretagne.contact.example").And.Not.Contain("ars@corse.contact.example"));
        var data = await ReadAsync(visitor, "a.building=data&a.carrier=hospital&a.need=money");
        Assert.That(data, Does.Not.Contain("L’appel finance les entrepôts"), "a call that is over helps nobody");
        Assert.That(data, Does.Contain("Aucun appel ouvert ou annoncé"));
        var nonsense = await visitor.GetAsync("/orientation?a.building=<script>&a.colour=red");
        Assert.That(nonsense.Code, Is.EqualTo(200));
        Assert.That(nonsense.Body, Does.Not.Contain("id=\"found\""));
    }

    [Test, Order(2)]
    public async Task An_officer_checks_a_guide_on_sample_projects_before_it_is_published_and_nobody_overwrites_another()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var odile = await Host.SignInAsync("Odile");
        var source = await SourceAsync();
        var wrong = source.Replace("stage: [marked, trial]", "stage: [sold]", StringComparison.Ordinal);
        Assert.That(await SayAsync(olivier, wrong, publish: true), Does.Contain("Ligne").And.Contain("sold"));
        foreach (
            var (was, misspelt) in new[]
            {
                ("key: tiers-lieux", "tiers-lieu"),
                ("key: pecan", "pecam"),
                ("need: [export]", "exportt"),
            }
        )
        {
            var typo = was[..(was.IndexOfAny([':', '[']) + 1)] == "need:" ? "need: [exportt]" : $"key: {misspelt}";
            var told = await SayAsync(olivier, source.Replace(was, typo, StringComparison.Ordinal), publish: true);
            Assert.That(told, Does.Match($"Ligne [0-9]+ : .*« {misspelt} »"), misspelt);
        }
        var inRegion = source.Replace(
            "answers: { building: data, carrier: gip,",
            "answers: { region: bretange, building: data, carrier: gip,",
            StringComparison.Ordinal
        );
        Assert.That(await SayAsync(olivier, inRegion, publish: true), Does.Contain("bretange"));
        var page = Text((await olivier.GetAsync("/staff/orientation")).Body);
        Assert.That(
            page,
            Does.Contain("sinon à ce qui est proposé à tous").And.Contain("Exporter"),
            "what leads nowhere"
        );
        var misled = source.Replace("not: [evaluation-dmn, pecan]", "not: [tiers-lieux]", StringComparison.Ordinal);
        Assert.That(await SayAsync(olivier, misled, publish: true), Does.Contain("Prototype sans marquage"));
        var better = source.Replace("Que construisez-vous ?", "Que faites-vous ?", StringComparison.Ordinal);
        Assert.That(await SayAsync(olivier, better, publish: false), Does.Contain("Rien à corriger"));
        Assert.That(await SayAsync(olivier, better, publish: true), Is.Empty);
        Assert.That(await SayAsync(odile, source, publish: true), Does.Contain("Quelqu’un d’autre a publié"));
        using var visitor = Host.NewVisitor();
        Assert.That(await ReadAsync(visitor, ""), Does.Contain("Que faites-vous ?"));
        var before = Text((await odile.GetAsync("/staff/orientation?version=1")).Body);
        Assert.That(before, Does.Contain("Que construisez-vous ?"), "to be taken up again");
    }

    [Test]
    public async Task A_search_bears_typing_errors_and_finds_no_winner_before_its_list_is_public()
    {
        using var visitor = Host.NewVisitor();
        async Task<string> FindAsync(string words) =>
            Text((await visitor.GetAsync($"/search?q={Uri.EscapeDataString(words)}")).Body);
        Assert.That(await FindAsync("entrepot de donees de sante"), Does.Contain("href=\"/calls/entrepots-donnees\""));
        Assert.That(await FindAsync("bien viellir"), Does.Contain("href=\"/challenges/bien-vieillir\""));
        Assert.That(await FindAsync("grades bretange"), Does.Contain("href=\"/contacts?region=bretagne\""));
        Assert.That(await FindAsync("alemagne"), Does.Contain("href=\"/orientation/allemagne\""));
        Assert.That(await FindAsync("'; drop table calls; xylophone"), Does.Contain("Aucun résultat"));
        var (told, kept) = await TitlesAsync();
        Assert.That(await FindAsync(told), Does.Contain("/calls/tiers-lieux/waves/1/winners/"));
        Assert.That(await FindAsync(kept), Does.Not.Contain("/calls/tiers-lieux/waves/2/winners/"));
    }

    private async Task<(string Public, string Embargoed)> TitlesAsync()
    {
        await using var db = Database.Open();
        var lists = await db.WinnerLists.OrderBy(list => list.PublishAt).Select(list => list.Id).Take(2).ToListAsync();
        async Task<string> OfAsync(int list) =>
            await db.Winners.Where(one => one.ListId == lists[list]).Select(one => one.Title).FirstAsync();
        return (await OfAsync(0), await OfAsync(1));
    }

    private async Task<string> SourceAsync()
    {
        await using var db = Database.Open();
        return (await db.Guides.SingleAsync()).Source;
    }

    /// <returns>The page that says what is wrong or right; nothing where it is published.</returns>
    private static async Task<string> SayAsync(Visitor officer, string source, bool publish)
    {
        var answer = await officer.PostAsync(
            "/staff/orientation",
            ("source", source),
            ("from", "1"),
            ("publish", publish ? "true" : "false")
        );
        return Text(answer.Body);
    }

    private static async Task<string> ReadAsync(Visitor visitor, string query) =>
        Text((await visitor.GetAsync($"/orientation?{query}")).Body);

    private static string Text(string body) =>
        WebUtility.HtmlDecode(body).Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
