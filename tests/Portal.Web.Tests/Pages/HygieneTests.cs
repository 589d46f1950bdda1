using System.Net;

namespace Portal.Web.Tests.Pages;

[TestFixture]
internal sealed class HygieneTests : OnPortal
{
    [
        TestCase("/"),
        TestCase("/calls/evaluation-dmn"),
        TestCase("/account/sign-in"),
        TestCase("/nowhere"),
        TestCase("/api/v1/calls"),
        TestCase("/css/portal.css")
    ]
    public async Task Every_answer_forbids_what_pages_do_not_need(string path)
    {
        using var visitor = Host.NewVisitor();
        var headers = (await visitor.GetAsync(path)).Message.Headers;
        var policy = headers.GetValues("Content-Security-Policy").Single();
        Assert.That(
            policy,
            Does.Contain("default-src 'none'").And.Contain("frame-ancestors 'none'").And.Not.Contain("unsafe")
        );
        Assert.That(headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
        Assert.That(headers.Contains("Server"), Is.False);
    }

    [Test]
    public async Task No_page_brings_scripts_or_styles_of_its_own()
    {
        using var camille = await Host.SignInAsync("Camille");
        foreach (var path in new[] { "/", "/calls", "/dossiers", "/account", "/account/second-factor" })
            Assert.That(
                (await camille.GetAsync(path)).Body,
                Does.Not.Contain("<style")
                    .And.Not.Contain(" style=\"")
                    .And.Not.Match("<script(?! src)")
                    .And.Not.Match(" on[a-z]+=\""),
                path
            );
    }

    [Test]
    public async Task A_form_without_its_token_is_refused()
    {
        using var camille = await Host.SignInAsync("Camille");
        using var form = new FormUrlEncodedContent([]);
        foreach (var path in new[] { "/account/sign-out", "/dossiers/new", "/demo/clock" })
            Assert.That(
                (await camille.Client.PostAsync(path, form)).StatusCode,
                Is.EqualTo(HttpStatusCode.BadRequest),
                path
            );
    }

    [Test]
    public async Task Cookies_are_out_of_reach_for_scripts_and_other_sites()
    {
        using var visitor = Host.NewVisitor();
        var form = await visitor.GetAsync("/account/sign-in");
        var language = await visitor.GetAsync("/calls?culture=en");
        var moved = await visitor.PostAsync("/demo/clock", ("move", "start"));
        var entered = await visitor.EnterAsAsync("Camille");
        foreach (
            var (answer, name) in new[]
            {
                (form, "csrf"),
                (language, ".AspNetCore.Culture"),
                (moved, "said"),
                (entered, "session"),
            }
        )
        {
            var cookies = answer.Message.Headers.TryGetValues("Set-Cookie", out var set) ? set.ToList() : [];
            Assert.That(cookies, Has.Some.StartsWith($"{name}="));
            Assert.That(cookies, Has.All.Contains("httponly").IgnoreCase.And.All.Match("(?i)samesite=(lax|strict)"));
        }
    }

    [Test]
    public async Task What_is_somebodys_own_is_kept_by_no_cache()
    {
        using var camille = await Host.SignInAsync("Camille");
        await using var db = Database.Open();
        var filed = await db
            .Dossiers.Where(one =>
                one.FiledAt != null
                && db.Users.Any(account => account.Id == one.Carrier.Value && account.Email == "camille@demo.example")
            )
            .Select(one => one.Id)
            .FirstAsync();
        foreach (var path in new[] { "/dossiers", $"/dossiers/{filed.Value}/receipt/copy" })
        {
            var answer = await camille.GetAsync(path);
            Assert.That(answer.Code, Is.EqualTo(200), path);
            Assert.That(answer.Message.Headers.CacheControl!.NoStore, Is.True, path);
        }
    }

    [Test]
    public async Task What_a_page_leads_back_to_stays_in_the_portal()
    {
        using var visitor = Host.NewVisitor();
        var moved = await visitor.PostAsync("/demo/clock", ("back", "https://elsewhere.example/"));
        Assert.That(moved.Location, Is.EqualTo("/"));
    }

    [Test]
    public async Task Errors_are_problem_details_for_programs_and_pages_for_people()
    {
        using var visitor = Host.NewVisitor();
        var program = await visitor.GetAsync("/api/v1/nowhere", accept: "application/json");
        Assert.That(
            (program.Code, program.Message.Content.Headers.ContentType!.MediaType),
            Is.EqualTo((404, "application/problem+json"))
        );
        Assert.That((await visitor.GetAsync("/nowhere")).Body, Does.Contain("<h1>"));
    }

    [
        TestCase("/calls?Search=%27%20or%201%3D1"),
        TestCase("/calls?State=Sideways&Kind=9"),
        TestCase("/winners?search=%25%5C_%00"),
        TestCase("/calls?Search=%00"),
        TestCase("/dossiers/not-an-id"),
        TestCase("/api/v1/winners?limit=-1"),
        TestCase("/api/v1/winners?after=bm9uZQ"),
        TestCase("/api/v1/winners?call=%00")
    ]
    public async Task Whatever_an_address_asks_nothing_breaks(string path)
    {
        using var visitor = Host.NewVisitor();
        Assert.That((await visitor.GetAsync(path)).Code, Is.LessThan(500));
    }

    [Test]
    public async Task Health_tells_live_and_ready()
    {
        using var visitor = Host.NewVisitor();
        Assert.That((await visitor.GetAsync("/health/live")).Code, Is.EqualTo(200));
        Assert.That((await visitor.GetAsync("/health/ready")).Body, Is.EqualTo("Healthy"));
    }

    [Test]
    public async Task Every_page_speaks_both_languages_and_remembers_which()
    {
        using var visitor = Host.NewVisitor();
        Assert.That((await visitor.GetAsync("/calls")).Body, Does.Contain("<html lang=\"fr\""));
        Assert.That((await visitor.GetAsync("/calls?culture=en")).Body, Does.Contain("<html lang=\"en\""));
        Assert.That((await visitor.GetAsync("/calls")).Body, Does.Contain("<html lang=\"en\""));
    }
}
