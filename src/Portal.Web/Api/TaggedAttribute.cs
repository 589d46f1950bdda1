using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Net.Http.Headers;

namespace Portal.Web.Api;

/// <summary>
/// Gives a reading its entity tag, the hash of its bytes after its version where it has one, and says only that nothing
/// changed to who has it. For answers that fit into memory.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TaggedAttribute : Attribute, IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var http = context.HttpContext;
        var written = await HeldBody.RunAsync(http, () => next());
        if (http.Response.StatusCode != StatusCodes.Status200OK || !Has(http, Tag(http, written)))
        {
            await written.CopyToAsync(http.Response.Body, http.RequestAborted);
            return;
        }
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        (http.Response.ContentLength, http.Response.ContentType) = (null, null);
    }

    private static EntityTagHeaderValue Tag(HttpContext http, MemoryStream written)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(written.ToArray()).AsSpan(0, 16));
        var version = http.Response.Headers.ETag.ToString().Trim('"');
        var tag = new EntityTagHeaderValue(version.Length == 0 ? $"\"{hash}\"" : $"\"{version}{Tags.Dash}{hash}\"");
        http.Response.GetTypedHeaders().ETag = tag;
        http.Response.Headers.CacheControl =
            http.User.Identity?.IsAuthenticated == true ? "private, no-cache" : "no-cache";
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        return tag;
    }

    private static bool Has(HttpContext http, EntityTagHeaderValue tag) =>
        http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false));
}
