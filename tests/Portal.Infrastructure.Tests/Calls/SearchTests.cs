using Portal.Infrastructure.Seeds;

namespace Portal.Infrastructure.Tests.Calls;

[TestFixture]
internal sealed class SearchTests : OnDatabase
{
    [TestCase("entrepôts", "entrepots-donnees", TestName = "French_with_accents")]
    [TestCase("entrepots", "entrepots-donnees", TestName = "French_without_accents")]
    [TestCase("entrepôt de données", "entrepots-donnees", TestName = "French_in_the_singular")]
    [TestCase("warehouses", "entrepots-donnees", TestName = "English")]
    [TestCase("trained", "competences-metiers", TestName = "English_by_its_stem")]
    [TestCase("\"marquage CE\"", "evaluation-dmn", TestName = "A_phrase")]
    [TestCase("dispositif medic", "evaluation-dmn", TestName = "The_beginning_of_a_word")]
    public async Task Calls_are_found_in_both_languages_whatever_the_accents(string words, string slug)
    {
        await using var db = Database.Open();
        var found = db.Database.SqlQuery<Guid>($"""select id as "Value" from search_calls({words})""");
        Assert.That(
            await db.Calls.Where(call => found.Contains(call.Id.Value)).Select(call => call.Slug).ToListAsync(),
            Does.Contain(slug)
        );
    }

    [TestCase("IA", "artificial-intelligence")]
    [TestCase("intelligence art", "artificial-intelligence")]
    [TestCase("anr", "anr")]
    [TestCase("donnees", "health-data")]
    public void A_term_of_the_programme_is_meant_by_its_initials_or_the_beginning_of_a_word(string search, string key)
    {
        var programme = ProgrammeSeed.Read(Repository.Seeds);
        Assert.That(
            programme.Operators.Concat(programme.Themes).Where(term => term.IsMeantBy(search)).Select(term => term.Key),
            Is.EquivalentTo(new[] { key })
        );
    }

    [TestCase("xylophone")]
    [TestCase("dispo -dispositif")]
    [TestCase("' or 1=1 --")]
    [TestCase("!!& | <->")]
    public async Task What_is_in_no_call_finds_none_and_breaks_nothing(string words)
    {
        await using var db = Database.Open();
        Assert.That(
            await db.Database.SqlQuery<Guid>($"""select id as "Value" from search_calls({words})""").CountAsync(),
            Is.Zero
        );
    }
}
