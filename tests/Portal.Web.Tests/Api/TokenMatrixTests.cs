using System.Text;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.People;
using Portal.Web.Api;
using Portal.Web.Tests.Access;

namespace Portal.Web.Tests.Api;

/// <summary>
/// Tries every endpoint that takes a token, with every scope but its own, and with its own as everybody: who has the
/// role but not the object is answered as for what doesn't exist.
/// </summary>
[TestFixture]
internal sealed class TokenMatrixTests : OnPortal
{
    private static readonly string[] People =
    [
        "owner",
        "stranger",
        "expert",
        "other-expert",
        "officer",
        "other-officer",
    ];

    private static readonly string[] Scopes = [.. ApiScopes.All.Where(one => one != ApiScopes.Figures)];

    private readonly Dictionary<(string Person, string Scopes), Visitor> _clients = [];
    private Scene _scene = null!;

    protected override (string Key, string Value)[] Settings => AccessTokens.Settings;

    [OneTimeSetUp]
    public async Task SetScene()
    {
        var stranger = await new Stage(Database).StrangerAsync();
        _scene = await Scene.SetAsync(Database, stranger.Email!, Host.Services);
    }

    [OneTimeTearDown]
    public void Leave()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
    }

    /// <summary>Who is let in; the ids are the scene's.</summary>
    private static readonly Dictionary<string, (string Path, string[] Allowed)> Rows = new(StringComparer.Ordinal)
    {
        ["GET /api/v1/me/dossiers"] = ("/api/v1/me/dossiers", People),
        ["POST /api/v1/me/dossiers"] = ("/api/v1/me/dossiers", People),
        ["GET /api/v1/dossiers/{id:guid}"] = ("/api/v1/dossiers/[draft]", ["owner"]),
        ["GET /api/v1/dossiers/{id:guid}/sections/{key}"] = ("/api/v1/dossiers/[draft]/sections/[section]", ["owner"]),
        ["PATCH /api/v1/dossiers/{id:guid}/sections/{key}"] = (
            "/api/v1/dossiers/[draft]/sections/[section]",
            ["owner"]
        ),
        ["POST /api/v1/dossiers/{id:guid}/sections/{key}/files/{field}"] = (
            "/api/v1/dossiers/[draft]/sections/budget_section/files/letters?name=lettre.pdf",
            ["owner"]
        ),
        ["POST /api/v1/dossiers/{id:guid}/filings"] = ("/api/v1/dossiers/[draft]/filings", ["owner"]),
        ["GET /api/v1/me/assignments"] = ("/api/v1/me/assignments", ["expert", "other-expert"]),
        ["GET /api/v1/reviews/{id:guid}"] = ("/api/v1/reviews/[review]", ["expert"]),
        ["PUT /api/v1/reviews/{id:guid}"] = ("/api/v1/reviews/[review]", ["expert"]),
        ["POST /api/v1/reviews/{id:guid}/submission"] = ("/api/v1/reviews/[review]/submission", ["expert"]),
        ["GET /api/v1/staff/waves"] = ("/api/v1/staff/waves", ["officer", "other-officer"]),
        ["GET /api/v1/staff/waves/{id:guid}/dossiers.jsonl"] = (
            "/api/v1/staff/waves/[dmn]/dossiers.jsonl",
            ["officer"]
        ),
        ["GET /api/v1/staff/waves/{id:guid}/assignments.jsonl"] = (
            "/api/v1/staff/waves/[dmn]/assignments.jsonl",
            ["officer"]
        ),
        ["GET /api/v1/staff/waves/{id:guid}/ranking"] = (
            "/api/v1/staff/waves/[reviewed]/ranking",
            ["officer", "other-officer"]
        ),
        ["GET /api/v1/staff/dossiers/{id:guid}/decision"] = ("/api/v1/staff/dossiers/[filed]/decision", ["officer"]),
        ["PUT /api/v1/staff/dossiers/{id:guid}/decision"] = ("/api/v1/staff/dossiers/[filed]/decision", ["officer"]),
        ["POST /api/v1/staff/assignments"] = ("/api/v1/staff/assignments", ["officer", "other-officer"]),
    };

    [Test]
    public void Every_endpoint_that_takes_a_persons_token_has_its_row()
    {
        var endpoints = NeedingTokens().Where(one => one.Scope != ApiScopes.Figures).Select(one => one.Name);
        Assert.That(Rows.Keys, Is.EquivalentTo(endpoints));
    }

    [Test]
    public async Task Each_scope_opens_its_own_endpoints_to_whom_they_are_meant_for_and_nothing_else()
    {
        var all = string.Join(' ', Scopes);
        foreach (var (name, scope) in NeedingTokens().Where(one => one.Scope != ApiScopes.Figures))
        {
            var (path, allowed) = Rows[name];
            var others = string.Join(' ', Scopes.Where(one => one != scope));
            // Who has the role and the object, so that the scope alone is what they lack.
            using var without = await SendAsync(allowed[0], others, name, _scene.Path(path));
            Assert.That(
                await without.Content.ReadAsStringAsync(),
                Does.Contain("api.scope-missing"),
                $"{name} without"
            );
            foreach (var person in People)
            {
                var code = await CodeAsync(person, all, name, _scene.Path(path));
                Assert.That(
                    code,
                    allowed.Contains(person) ? Is.AnyOf(200, 201, 409, 412) : Is.AnyOf(403, 404),
                    $"{name} as {person}"
                );
                if (code == 404)
                    Assert.That(
                        await BodyAsync(person, all, name, _scene.Path(path)),
                        Is.EqualTo(await BodyAsync(person, all, name, _scene.Nowhere(path))),
                        $"{name} as {person}"
                    );
            }
        }
    }

    private IEnumerable<(string Name, string Scope)> NeedingTokens() =>
        from endpoint in Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is not null
        let needs = endpoint.Metadata.GetMetadata<NeedsScopeAttribute>()
        where needs is not null
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select ($"{method} /{endpoint.RoutePattern.RawText!.TrimStart('/')}", needs.Scope);

    private async Task<int> CodeAsync(string person, string scopes, string name, string path) =>
        (int)(await SendAsync(person, scopes, name, path)).StatusCode;

    private async Task<string> BodyAsync(string person, string scopes, string name, string path)
    {
        var body = await (await SendAsync(person, scopes, name, path)).Content.ReadAsStringAsync();
        return body[..body.IndexOf("traceId", StringComparison.Ordinal)];
    }

    private async Task<HttpResponseMessage> SendAsync(string person, string scopes, string name, string path)
    {
        if (!_clients.TryGetValue((person, scopes), out var client))
            _clients[(person, scopes)] = client = await AccessTokens.OfPersonAsync(Host, Matrix.People[person], scopes);
        using var request = new HttpRequestMessage(HttpMethod.Parse(name.Split(' ')[0]), path);
        request.Headers.Accept.ParseAdd("application/json");
        if (request.Method == HttpMethod.Get)
            return await client.Client.SendAsync(request);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Headers.Add("If-Match", "\"999999\"");
        request.Content = new StringContent(BodyFor(name), Encoding.UTF8, "application/json");
        if (path.Contains("/files/", StringComparison.Ordinal))
            request.Content = new ByteArrayContent("x"u8.ToArray())
            {
                Headers = { ContentType = new("application/octet-stream") },
            };
        return await client.Client.SendAsync(request);
    }

    private string BodyFor(string name) =>
        name switch
        {
            "POST /api/v1/me/dossiers" => """{"call":"evaluation-dmn","wave":1,"title":"Essai"}""",
            "POST /api/v1/staff/assignments" => _scene.Path("""{"dossier":"[eligible]","expert":"[panel]"}"""),
            _ when name.StartsWith("PATCH", StringComparison.Ordinal) => """{"answers":{}}""",
            "PUT /api/v1/staff/dossiers/{id:guid}/decision" => """{"outcome":"rejected","reason":"Hors sujet."}""",
            _ when name.StartsWith("PUT", StringComparison.Ordinal) => """{"criteria":[]}""",
            _ => "{}",
        };
}
