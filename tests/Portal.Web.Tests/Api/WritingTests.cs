using System.Text.Json;
using Portal.Infrastructure.Api;

namespace Portal.Web.Tests.Api;

/// <summary>A client that acts for a carrier: nothing is done twice, and nothing is overwritten unseen.</summary>
[TestFixture]
internal sealed class WritingTests : OnPortal
{
    private Visitor _client = null!;

    protected override (string Key, string Value)[] Settings => AccessTokens.Settings;

    [OneTimeSetUp]
    public async Task SignIn() =>
        _client = await AccessTokens.OfPersonAsync(Host, "Camille", "dossiers dossiers.write");

    [OneTimeTearDown]
    public void Leave() => _client.Dispose();

    [Test]
    public async Task A_write_that_is_sent_again_under_its_key_happens_once()
    {
        var first = await StartAsync("key-1", "Une fois");
        var again = await StartAsync("key-1", "Une fois");
        Assert.That(
            (first.Code, again.Code, again.Body, again.Header("Idempotency-Replayed")),
            Is.EqualTo((201, 201, first.Body, "true"))
        );
        Assert.That(
            (await StartAsync("key-1", "Autre chose")).Code,
            Is.EqualTo(422),
            "another write with the same key"
        );
        Assert.That((await StartAsync(key: null, "Sans nom")).Code, Is.EqualTo(400));
        await using var db = Database.Open();
        Assert.That(await db.Dossiers.CountAsync(one => one.Title == "Une fois"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_write_under_way_is_not_done_a_second_time_and_one_that_broke_off_may_be()
    {
        await StartAsync("key-2", "Coupé");
        await using var db = Database.OpenAsOwner();
        var kept = db.KeptAnswers.Where(one => one.Key == "key-2");
        await kept.ExecuteUpdateAsync(change => change.SetProperty(one => one.Status, (int?)null));
        Assert.That((await StartAsync("key-2", "Coupé")).Code, Is.EqualTo(409));
        await kept.ExecuteUpdateAsync(change =>
            change.SetProperty(one => one.ClaimedAt, one => one.ClaimedAt - 2 * KeptAnswers.Patience)
        );
        Assert.That((await StartAsync("key-2", "Coupé")).Code, Is.EqualTo(201));
        Assert.That(await db.Dossiers.CountAsync(one => one.Title == "Coupé"), Is.EqualTo(1), "its dossier was there");
    }

    [Test]
    public async Task A_section_is_written_upon_what_was_read_and_never_over_what_was_not()
    {
        var path = $"{(await StartAsync("key-3", "Relu")).Header("Location")}/sections/project";
        var read = await _client.CallAsync(HttpMethod.Get, path, body: null);
        var tag = read.Tag;
        Assert.That(read.Json.GetProperty("answers").GetProperty("title").GetString(), Is.EqualTo("Relu"));

        Assert.That((await WriteAsync(path, """{"answers":{"acronym":"RLU"}}""", tag: null)).Code, Is.EqualTo(428));
        var written = await WriteAsync(path, """{"answers":{"acronym":"RLU"}}""", tag);
        Assert.That(
            (written.Code, written.Json.GetProperty("answers").GetProperty("title").GetString()),
            Is.EqualTo((200, "Relu")),
            "what isn't named stays"
        );
        var overtaken = await WriteAsync(path, """{"answers":{"acronym":"AUTRE"}}""", tag);
        Assert.That((overtaken.Code, overtaken.Problem), Is.EqualTo((412, "dossier.section-overtaken")));
        Assert.That(
            (await _client.CallAsync(HttpMethod.Get, path, body: null))
                .Json.GetProperty("answers")
                .GetProperty("acronym")
                .GetString(),
            Is.EqualTo("RLU")
        );
    }

    [Test]
    [TestCase("""{"answers":{"nothing":"x"}}""", "api.no-such-field")]
    [TestCase("""{"answers":{"title":["x"]}}""", "api.wrong-shape")]
    public async Task What_the_form_does_not_ask_is_refused_by_its_name(string body, string code)
    {
        var path =
            $"{(await StartAsync($"key {body.Length}".Replace(' ', '-'), "Formes")).Header("Location")}/sections/project";
        var tag = (await _client.CallAsync(HttpMethod.Get, path, body: null)).Tag;
        var refused = await WriteAsync(path, body, tag);
        Assert.That((refused.Code, refused.Problem), Is.EqualTo((400, code)));
    }

    [Test]
    public async Task An_incomplete_dossier_is_not_filed_and_its_obstacles_are_told_with_their_place()
    {
        var path = (await StartAsync("key-4", "Incomplet")).Header("Location");
        var refused = await _client.CallAsync(HttpMethod.Post, $"{path}/filings", "{}", key: "file-4");
        Assert.That((refused.Code, refused.Problem), Is.EqualTo((409, "dossier.field-missing")));
        var obstacles = (await _client.CallAsync(HttpMethod.Get, path!, body: null)).Json.GetProperty("obstacles");
        Assert.That(
            obstacles.EnumerateArray().Select(one => one.GetProperty("field").GetString()),
            Does.Contain("summary")
        );
    }

    [Test]
    public async Task What_has_not_changed_is_not_sent_again_and_what_is_left_is_told()
    {
        using var visitor = Host.NewVisitor();
        var first = await visitor.GetAsync("/api/v1/winners", "application/json");
        Assert.That(first.Message.Headers.GetValues("RateLimit-Policy").Single(), Is.EqualTo("\"api\";q=600;w=60"));
        Assert.That(first.Message.Headers.GetValues("RateLimit").Single(), Does.Match("^\"api\";r=\\d+$"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/winners");
        request.Headers.IfNoneMatch.Add(first.Message.Headers.ETag!);
        using var second = await visitor.Client.SendAsync(request);
        Assert.That(
            ((int)second.StatusCode, (await second.Content.ReadAsByteArrayAsync()).Length),
            Is.EqualTo((304, 0))
        );
    }

    [Test]
    public async Task Pages_follow_each_other_without_a_gap_and_lines_tell_the_same()
    {
        using var visitor = Host.NewVisitor();
        var (seen, after) = (new List<string>(), "");
        do
        {
            var page = JsonDocument
                .Parse((await visitor.GetAsync($"/api/v1/winners?limit=3&after={after}", "application/json")).Body)
                .RootElement;
            seen.AddRange(
                page.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("number").GetString()!)
            );
            after = page.GetProperty("next").GetString() ?? "";
        } while (after.Length > 0);
        var lines = (await visitor.GetAsync("/api/v1/winners.jsonl", "application/jsonl")).Body.Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );
        var told = lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("number").GetString());
        Assert.That(seen, Is.EqualTo(told).And.Unique.And.Count.GreaterThan(3));
    }

    private Task<Told> StartAsync(string? key, string title) =>
        _client.CallAsync(
            HttpMethod.Post,
            "/api/v1/me/dossiers",
            JsonSerializer.Serialize(
                new
                {
                    call = "evaluation-dmn",
                    wave = 1,
                    title,
                }
            ),
            key: key
        );

    private Task<Told> WriteAsync(string path, string body, string? tag) =>
        _client.CallAsync(HttpMethod.Patch, path, body, tag: tag);
}
