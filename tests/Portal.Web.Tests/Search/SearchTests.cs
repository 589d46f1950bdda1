namespace Portal.Web.Tests.Search;

/// <summary>A search goes over all that the public may read, and bears errors of typing and accents.</summary>
[TestFixture]
internal sealed class SearchTests : OnPortal
{
    [TestCase("premiere cohorte prevension", "/cohorts/prevention-2023", TestName = "A_cohort")]
    [TestCase("depistage visuel a l'ecolle", "/cohorts/prevention-2023", TestName = "What_a_member_of_a_cohort_offers")]
    [TestCase("usage secondaire des donnees", "/reports/usage-secondaire", TestName = "A_report")]
    [TestCase(
        "nommer un referant dans chaque etablissement",
        "/reports/usage-secondaire/1",
        TestName = "A_recommendation"
    )]
    [TestCase("REFERENT DE L'USAGE SECONDAIRE", "/reports/usage-secondaire/1", TestName = "In_capitals")]
    public async Task Is_found(string words, string path)
    {
        using var visitor = Host.NewVisitor();
        Assert.That(await FindAsync(visitor, words), Does.Contain($"href=\"{path}\""));
    }

    [Test]
    public async Task Services_of_the_catalogue_are_found_whatever_the_accents_and_those_that_are_not_in_it_are_not()
    {
        using var visitor = Host.NewVisitor();
        await using var db = Database.Open();
        var (camille, title) = (await db.Users.SingleAsync(one => one.Email == "camille@demo.example"), "");
        var service = await Access.Scene.JoinedAsync(db, "mon-espace-sante", new PersonId(camille.Id));
        title = await db.Filings.Where(one => one.Id == service.FilingId).Select(one => one.Title).SingleAsync();
        var path = $"/catalogue/mon-espace-sante/{service.Number}";
        var isIn = (await visitor.GetAsync("/catalogue")).Body.Contains(path, StringComparison.Ordinal);
        Assert.That(
            (await FindAsync(visitor, title)).Contains($"href=\"{path}\"", StringComparison.Ordinal),
            Is.EqualTo(isIn)
        );
        Assert.That(isIn, Is.True, "or the test says nothing");
        var misspelt = title.Replace('é', 'e').Replace('è', 'e').ToUpperInvariant();
        Assert.That(await FindAsync(visitor, misspelt), Does.Contain($"href=\"{path}\""));
    }

    [Test]
    public async Task Winners_are_found_without_their_accents()
    {
        using var visitor = Host.NewVisitor();
        await using var db = Database.Open();
        var title = await db
            .Winners.Where(one => db.WinnerLists.Any(list => list.Id == one.ListId && list.PublishedAt != null))
            .Where(one => one.Title.Contains("é"))
            .Select(one => one.Title)
            .FirstAsync();
        var found = await FindAsync(visitor, title.Replace("é", "e", StringComparison.Ordinal));
        Assert.That(found, Does.Contain("/winners/"));
    }

    [Test]
    public async Task What_is_too_long_is_searched_by_its_beginning()
    {
        using var visitor = Host.NewVisitor();
        var found = await FindAsync(visitor, "bien vieillir " + new string(' ', 250) + "x");
        Assert.That(found, Does.Contain("href=\"/challenges/bien-vieillir\""));
    }

    private static async Task<string> FindAsync(Visitor visitor, string words) =>
        (await visitor.GetAsync($"/search?q={Uri.EscapeDataString(words)}")).Text();
}
