using System.Net;

namespace Portal.Web.Tests.Calls;

/// <summary>Whether a call is for somebody, asked before anything is written and without an account.</summary>
[TestFixture]
internal sealed class EligibilityTests : OnPortal
{
    private const string Page = "/calls/competences-metiers/eligibility";

    [Test]
    public async Task Each_answer_leads_on_or_out_with_the_clause_or_to_somebody_who_knows()
    {
        using var visitor = Host.NewVisitor();
        Assert.That((await visitor.GetAsync("/calls/competences-metiers")).Body, Does.Contain($"href=\"{Page}\""));
        var first = await ReadAsync(visitor, Page);
        Assert.That(first, Does.Contain("name=\"a.consortium\""));
        var second = await ReadAsync(visitor, $"{Page}?a.consortium=yes");
        Assert.That(
            second,
            Does.Contain("name=\"a.duration\"").And.Contain("type=\"hidden\" name=\"a.consortium\" value=\"yes\"")
        );
        Assert.That(second, Does.Contain($"<a href=\"{Page}\""), "the answer can be changed");
        Assert.That(
            await ReadAsync(visitor, $"{Page}?a.consortium=no"),
            Does.Contain("L’appel ne convient pas").And.Contain("Le consortium réunit un employeur")
        );
        Assert.That(
            await ReadAsync(visitor, $"{Page}?a.consortium=unsure"),
            Does.Contain("mailto:competences-metiers@portail.example")
        );
        Assert.That(
            await ReadAsync(visitor, $"{Page}?a.consortium=yes&a.duration=within&a.funding=yes"),
            Does.Contain("L’appel semble ouvert").And.Contain("/dossiers/new?wave=")
        );
        Assert.That(
            await ReadAsync(visitor, $"{Page}?culture=en&a.consortium=no"),
            Does.Contain("The call does not fit this project")
        );
    }

    [Test]
    public async Task An_answer_that_is_none_is_asked_again()
    {
        using var visitor = Host.NewVisitor();
        Assert.That(
            await ReadAsync(visitor, $"{Page}?a.consortium=%3Cscript%3E&a.nothing=x"),
            Does.Contain("name=\"a.consortium\"").And.Not.Contain("<script>&")
        );
        Assert.That((await visitor.GetAsync("/calls/nothing/eligibility")).Code, Is.EqualTo(404));
    }

    private static async Task<string> ReadAsync(Visitor visitor, string path)
    {
        var answer = await visitor.GetAsync(path);
        Assert.That(answer.Code, Is.EqualTo(200), path);
        return WebUtility.HtmlDecode(answer.Body);
    }
}
