using System.Net;

namespace Portal.Web.Tests.Recommendations;

/// <summary>A report's recommendations, followed in public.</summary>
[TestFixture]
internal sealed class RecommendationsTests : OnPortal
{
    [Test]
    public async Task An_officer_says_where_one_stands_and_the_public_reads_it_with_what_was_said_before()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var visitor = Host.NewVisitor();
        var page = Text((await visitor.GetAsync("/reports/usage-secondaire")).Body);
        Assert.That(page, Does.Contain("3 réalisées").And.Contain("sur 37").And.Contain("(dépassée)"));
        const string first = "/staff/reports/usage-secondaire/1";
        (string, string)[] said =
        [
            ("State", "Done"),
            ("Owner", "Organisme fictif"),
            ("NextDay", ""),
            ("NoteFr", "Trente établissements ont un référent."),
            ("NoteEn", "Thirty establishments have one."),
        ];
        var without = await olivier.PostAsync(first, said);
        Assert.That(without.Code, Is.EqualTo(409));
        Assert.That(without.Body, Does.Contain("href=\"#Evidence\""), "told at its field");
        var unread = await olivier.PostAsync(first, said.But(("NextDay", "31/02/2024"), ("Evidence", "/winners")));
        Assert.That(unread.Body, Does.Contain("href=\"#NextDay\""), "a day that can't be read isn't taken for none");
        Assert.That(Text(without.Body), Does.Contain("Trente établissements"), "what was typed is kept");
        Assert.That((await olivier.PostAsync(first, [.. said, ("Evidence", "/winners")])).Location, Is.EqualTo(first));
        var one = Text((await visitor.GetAsync("/reports/usage-secondaire/1")).Body);
        Assert.That(one, Does.Contain("Trente établissements").And.Contain("Dix établissements"));
        Assert.That(
            Text((await visitor.GetAsync("/reports/usage-secondaire?state=Done")).Body),
            Does.Contain("4 réalisées")
        );
        Assert.That(Text((await visitor.GetAsync("/events/journee-2024")).Body), Does.Contain("/ 37"));
    }

    [Test]
    public async Task Officers_begin_with_what_is_late_and_reports_have_a_page_of_their_own()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var visitor = Host.NewVisitor();
        Assert.That((await visitor.GetAsync("/")).Body, Does.Contain("href=\"/reports\""));
        Assert.That((await visitor.GetAsync("/reports")).Body, Does.Contain("href=\"/reports/usage-secondaire\""));
        Assert.That((await olivier.GetAsync("/staff")).Body, Does.Contain("href=\"/staff/reports\""));
        await using var db = Database.Open();
        var day = new DateOnly(2024, 1, 18);
        var late = (await db.Recommendations.ToListAsync()).Where(one => one.IsLateOn(day)).ToList();
        Assert.That(late, Is.Not.Empty);
        var list = (await olivier.GetAsync("/staff/reports")).Body;
        foreach (var one in late)
            Assert.That(list, Does.Contain($"href=\"/staff/reports/usage-secondaire/{one.Number}\""));
        Assert.That(list.Split("href=\"/staff/reports/usage-secondaire/").Length - 1, Is.EqualTo(late.Count));
    }

    private static string Text(string body) =>
        WebUtility.HtmlDecode(body).Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
