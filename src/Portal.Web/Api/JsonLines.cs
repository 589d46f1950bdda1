using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Portal.Web.Api;

/// <summary>One JSON value a line (https://jsonlines.org), written while it is read: nothing holds them all.</summary>
internal sealed class JsonLines<T>(IAsyncEnumerable<T> items) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.JsonSerializerOptions;
        http.Response.ContentType = JsonLines.Type;
        await foreach (var one in items.WithCancellation(http.RequestAborted))
        {
            await JsonSerializer.SerializeAsync(http.Response.Body, one, options, http.RequestAborted);
            await http.Response.Body.WriteAsync("\n"u8.ToArray(), http.RequestAborted);
        }
    }
}

internal static class JsonLines
{
    public const string Type = "application/jsonl";

    public static JsonLines<T> Of<T>(IAsyncEnumerable<T> items) => new(items);
}
