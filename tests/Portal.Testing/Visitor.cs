using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Testing;

/// <summary>An answer of the portal, read to its end.</summary>
public sealed record Answer(HttpStatusCode Status, string Body, string? Location, HttpResponseMessage Message)
{
    public int Code => (int)Status;
}

/// <summary>Somebody at a browser without scripts: keeps cookies, fills forms with their tokens.</summary>
public sealed partial class Visitor(HttpClient client) : IDisposable
{
    private string? _token;

    public HttpClient Client => client;

    public async Task<Answer> GetAsync(string path, string? accept = "text/html")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request, accept);
    }

    /// <summary>Posts a form with the antiforgery token of this session.</summary>
    public async Task<Answer> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new FormUrlEncodedContent([
            .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
            await TokenAsync(),
        ]);
        return await SendAsync(request, "text/html");
    }

    public async Task<Answer> PostAsync(string path, MultipartFormDataContent content)
    {
        var (name, value) = await TokenAsync();
        content.Add(new StringContent(value), name);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        return await SendAsync(request, "text/html");
    }

    /// <summary>Posts as a script of our pages does: the answer is JSON.</summary>
    public async Task<Answer> PostForJsonAsync(string path, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new FormUrlEncodedContent([
            .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
            await TokenAsync(),
        ]);
        return await SendAsync(request, "application/json");
    }

    /// <summary>Sends what only a script of our pages can: any method, the token in a header.</summary>
    public async Task<Answer> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("RequestVerificationToken", (await TokenAsync()).Value);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await SendAsync(request, "application/json");
    }

    /// <returns>The answer that signed the person in.</returns>
    public async Task<Answer> EnterAsAsync(string name)
    {
        _token = null;
        var home = await GetAsync("/");
        var person =
            PersonButton()
                .Matches(home.Body)
                .FirstOrDefault(button =>
                    WebUtility.HtmlDecode(button.Groups["name"].Value).StartsWith(name, StringComparison.Ordinal)
                )
            ?? throw new InvalidOperationException($"The demonstration has nobody called {name}.");
        var entered = await PostAsync("/demo/sign-in", ("id", person.Groups["id"].Value));
        if (entered.Status != HttpStatusCode.Found)
            throw new InvalidOperationException($"Entering as {name} answered {entered.Code}.");
        _token = null;
        return entered;
    }

    /// <summary>The token changes with the session: the next post reads a new one.</summary>
    public void ForgetToken() => _token = null;

    public void Dispose() => client.Dispose();

    private async Task<Answer> SendAsync(HttpRequestMessage request, string? accept)
    {
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        var response = await client.SendAsync(request);
        return new Answer(
            response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.Headers.Location?.OriginalString,
            response
        );
    }

    private async Task<KeyValuePair<string, string>> TokenAsync()
    {
        _token ??= Token().Match((await GetAsync("/account/sign-in")).Body).Groups["token"].Value;
        return KeyValuePair.Create("__RequestVerificationToken", _token);
    }

    [GeneratedRegex(
        "__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"",
        RegexOptions.None,
        5_000
    )]
    private static partial Regex Token();

    [GeneratedRegex("name=\"id\" value=\"(?<id>[0-9a-f-]{36})\"[^>]*>(?<name>[^<]*)", RegexOptions.None, 5_000)]
    private static partial Regex PersonButton();
}
