using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Web.Tests.Reviews;

namespace Portal.Web.Tests.Access;

/// <summary>
/// Tries every endpoint of the running host as everybody, on an object of somebody's: who isn't meant gets the
/// same answer as for what doesn't exist.
/// </summary>
[TestFixture]
internal sealed partial class AccessMatrixTests : OnPortal
{
    private readonly Dictionary<string, Visitor> _people = new(StringComparer.Ordinal);
    private Scene _scene = null!;

    [OneTimeSetUp]
    public async Task SetScene()
    {
        var stranger = await new Stage(Database).StrangerAsync();
        _scene = await Scene.SetAsync(Database, stranger.Email!, Host.Services);
        foreach (var (key, name) in Matrix.People)
            _people[key] = await Host.SignInAsync(name);
        _people[Matrix.Visitor] = Host.NewVisitor();
    }

    [OneTimeTearDown]
    public void Leave()
    {
        foreach (var person in _people.Values)
            person.Dispose();
    }

    [Test]
    public void Every_endpoint_has_its_row_and_every_row_its_endpoint()
    {
        var endpoints = Host
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is not null)
            .SelectMany(NamesOf)
            .Distinct()
            .Order(StringComparer.Ordinal);
        Assert.That(Matrix.Rows.Select(row => row.Endpoint).Order(StringComparer.Ordinal), Is.EqualTo(endpoints));
    }

    [Test]
    public void What_is_no_page_of_ours_is_static_or_tells_health()
    {
        var others = Host
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/'));
        Assert.That(
            others,
            Has.All.Match(
                @"^(health(/(live|ready))?$|hubs/(desk|room)(/negotiate)?$|(css|js|lib)/|favicon|\{\*\*path:file\})"
            )
        );
    }

    [TestCaseSource(typeof(Matrix), nameof(Matrix.Rows))]
    public async Task Row(Row row)
    {
        foreach (var (key, person) in _people.OrderBy(person => row.Allowed.Contains(person.Key)))
        {
            var answer = await TryAsync(person, row, _scene.Path(row.Path));
            var told = $"{row.Endpoint} as {key}: {answer.Code} {answer.Location}";
            if (row.Allowed.Contains(key))
            {
                Assert.That(IsLetIn(answer, row), Is.True, told);
                // A form whose token isn't taken is answered so as well, before anybody asks who may do what.
                if (answer.Code == 400)
                    Assert.That((await person.PostAsync("/demo/clock")).Code, Is.EqualTo(302), $"{told}: its token");
                // What an act left to be said is said on a page that isn't compared.
                if (answer.Code is not 200)
                    await person.GetAsync("/about");
            }
            else if (key == Matrix.Visitor && IsSignIn(answer))
                continue;
            else
                await AssertAsMissingAsync(person, row, answer, told);
            if (row.Endpoint == "POST /account/sign-out" && key != Matrix.Visitor)
                await person.EnterAsAsync(Matrix.People[key]);
        }
    }

    [Test]
    public async Task A_conflict_that_is_found_late_closes_each_page_and_act_of_a_review_to_its_expert()
    {
        var (open, submitted) = (_scene.Path("[review]"), _scene.Path("[submitted]"));
        foreach (var review in new[] { open, submitted })
            await LateConflicts.NoteAsync(Database, new ReviewId(Guid.Parse(review)));
        try
        {
            var rows = Matrix
                .Rows.Where(row => row.Endpoint.Contains(" /reviews/{id:guid}", StringComparison.Ordinal))
                .ToList();
            Assert.That(rows, Has.Count.GreaterThan(10));
            foreach (var row in rows)
            {
                var answer = await TryAsync(_people["expert"], row, _scene.Path(row.Path));
                await AssertAsMissingAsync(_people["expert"], row, answer, row.Endpoint);
            }
        }
        finally
        {
            await LateConflicts.ForgetAsync(Database);
        }
    }

    /// <summary>Not there, or not for you: the same status and the same body.</summary>
    private async Task AssertAsMissingAsync(Visitor person, Row row, Answer answer, string told)
    {
        Assert.That(answer.Code, Is.EqualTo(404).Or.EqualTo(401), told);
        var nowhere = await TryAsync(person, row, _scene.Nowhere(row.Path));
        Assert.That(Stripped(answer.Body), Is.EqualTo(Stripped(nowhere.Body)), told);
    }

    private static Task<Answer> TryAsync(Visitor person, Row row, string path) =>
        row.Endpoint.Split(' ')[0] switch
        {
            _ when row.IsUpload => person.SendAsync(
                HttpMethod.Parse(row.Endpoint.Split(' ')[0]),
                path,
                Attachments.Tus.Bytes([1]),
                ("Tus-Resumable", "1.0.0"),
                ("Upload-Length", "10"),
                ("Upload-Offset", "0"),
                Attachments.Tus.About("letters", "lettre.pdf")
            ),
            "GET" or "HEAD" or "OPTIONS" or "*" => person.GetAsync(path),
            // Of the type that the endpoint takes: any other is turned away before anybody asks who comes.
            "POST" when path.StartsWith("/api/", StringComparison.Ordinal) => person.SendAsync(
                HttpMethod.Post,
                path,
                new StringContent("{}", new MediaTypeHeaderValue(TypeOf(path)))
            ),
            "POST" => person.PostAsync(path),
            var method => person.SendAsync(HttpMethod.Parse(method), path),
        };

    private static string TypeOf(string path) =>
        path.Contains("/files/", StringComparison.Ordinal) ? "application/octet-stream" : "application/json";

    private static bool IsSignIn(Answer answer) =>
        answer.Code == 401 || answer.Location?.Contains("/account/sign-in", StringComparison.Ordinal) == true;

    /// <summary>Let in is any answer but "not there" and "sign in": an empty form may well be refused.</summary>
    private static bool IsLetIn(Answer answer, Row row) =>
        row.IsPublic
            ? answer.Code is 200 or 302 or 400 or 401 or 404 or 409
                && (answer.Code != 404 || row.Path == "/problem/404")
            : answer.Code != 404 && !IsSignIn(answer) && answer.Code != 500;

    private static IEnumerable<string> NamesOf(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
        var route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
        return methods.Count == 0 ? [$"* {route}"] : methods.Select(method => $"{method} {route}");
    }

    /// <summary>Without what differs on every answer: tokens, and the page's own address in its links.</summary>
    private static string Stripped(string body) => Moving().Replace(body, "");

    [GeneratedRegex(
        "(__RequestVerificationToken\" type=\"hidden\" value=\"[^\"]+\")|(content=\"CfDJ[^\"]+\")|(href=\"[^\"]*culture=[^\"]*\")|(name=\"back\" value=\"[^\"]*\")|([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22})|([0-9]{2}:[0-9]{2}(:[0-9]{2})?)|(<aside class=\"demo-bar\"[\\s\\S]*?</aside>)|([0-9a-f]{32})|(\"traceId\":\"[^\"]*\")",
        RegexOptions.ExplicitCapture,
        5_000
    )]
    private static partial Regex Moving();
}
