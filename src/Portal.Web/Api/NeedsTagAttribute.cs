using System.Globalization;
using Microsoft.AspNetCore.Mvc.Filters;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Api;

/// <summary>A write that names, in <c>If-Match</c>, the version that it was written upon (RFC 6585, 428).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsTagAttribute : Attribute, IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        if (context.HttpContext.Request.Headers.IfMatch.Count == 0)
            context.Result = ApiProblem.Of(
                context.HttpContext.RequestServices.GetRequiredService<Texts>(),
                StatusCodes.Status428PreconditionRequired,
                "tag-missing"
            );
    }

    public void OnResourceExecuted(ResourceExecutedContext context) { }
}

/// <summary>
/// The versions of what is written upon. A reading's tag goes on, after a dash, with the hash of what was read beside the
/// version: it isn't the same for who reads in another language, or later, and yet the same version to write upon.
/// </summary>
internal static class Tags
{
    public const char Dash = '-';

    public static void TellVersion(this HttpResponse response, long version) =>
        response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version that the caller read; what is no tag of ours is none that ever was.</summary>
    public static long KnownVersion(this HttpContext http) =>
        long.TryParse(
            http.Request.Headers.IfMatch.ToString().Trim('"').Split(Dash)[0],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var version
        )
            ? version
            : -1;

    /// <summary>The same for what counts its versions.</summary>
    public static int KnownRevision(this HttpContext http) =>
        http.KnownVersion() is var version && version <= int.MaxValue ? (int)version : -1;
}
