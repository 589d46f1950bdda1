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

    private static string Text(string body) =>
        WebUtility.HtmlDecode(body).Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
