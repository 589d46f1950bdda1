using System.Text;
using System.Text.Json;

namespace Portal.Web.Tests.Api;

internal static class ApiCalls
{
    /// <param name="client">Has its token.</param>
    /// <param name="method">Of the request.</param>
    /// <param name="path">From the portal's root.</param>
    /// <param name="body">JSON; null for none.</param>
    /// <param name="key">Under which a write may be sent again.</param>
    /// <param name="tag">Of the version that is written upon.</param>
    public static async Task<Told> CallAsync(
        this Visitor client,
        HttpMethod method,
        string path,
        string? body = null,
        string? key = null,
        string? tag = null
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (tag is not null)
            request.Headers.Add("If-Match", tag);
        var answer = await client.Client.SendAsync(request);
        return new Told((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer);
    }
}

/// <summary>What the API answered.</summary>
internal sealed record Told(int Code, string Body, HttpResponseMessage Message)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Tag => Message.Headers.ETag?.Tag;

    /// <summary>The first code of a problem.</summary>
    public string? Problem => Json.GetProperty("codes")[0].GetString();

    public string? Header(string name) => Message.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
