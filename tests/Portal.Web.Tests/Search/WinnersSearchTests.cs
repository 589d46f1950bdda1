using System.Net;

namespace Portal.Web.Tests.Search;

/// <summary>Winners are found as pages are: without accents, and with a typing error.</summary>
[TestFixture]
internal sealed class WinnersSearchTests : OnPortal
{
    [Test]
    public async Task A_winner_is_found_without_its_accents_with_a_typing_error_and_by_more_words_than_are_read()
    {
        using var visitor = Host.NewVisitor();
        await using var db = Database.Open();
        var winner = await db.Winners.FirstAsync(one =>
            db.WinnerLists.Any(list => list.Id == one.ListId && list.PublishedAt != null)
        );
        await db
            .Winners.Where(one => one.ListId == winner.ListId && one.Number == winner.Number)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Title, "Télésuivi néphrologique"));
        foreach (var sought in new[] { "telesuivi", "TÉLÉSUIVI", "telesuivi nephrolgique" })
            Assert.That(await FoundAsync(sought), Does.Contain("Télésuivi néphrologique"), sought);
        Assert.That(await FoundAsync("charpente"), Does.Not.Contain("Télésuivi néphrologique"));
        var long_ = $"Télésuivi néphrologique {new string('x', 300)}";
        Assert.That((await visitor.GetAsync($"/search?q={Uri.EscapeDataString(long_)}")).Code, Is.EqualTo(200));

        async Task<string> FoundAsync(string sought) =>
            WebUtility.HtmlDecode((await visitor.GetAsync($"/search?q={Uri.EscapeDataString(sought)}")).Body);
    }
}
