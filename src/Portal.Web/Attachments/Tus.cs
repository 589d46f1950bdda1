using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Portal.Web.Attachments;

/// <summary>The names of the protocol's headers, and how they are read.</summary>
internal static class TusHeaders
{
    public const string Ours = "1.0.0";
    public const string Resumable = "Tus-Resumable";
    public const string Version = "Tus-Version";
    public const string Extension = "Tus-Extension";
    public const string MaxSize = "Tus-Max-Size";
    public const string Length = "Upload-Length";
    public const string Offset = "Upload-Offset";
    public const string Expires = "Upload-Expires";
    private const string About = "Upload-Metadata";

    /// <returns>A number of zero or more; null where the header is none.</returns>
    public static long? Number(HttpRequest request, string header) =>
        long.TryParse(request.Headers[header], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>Names with values in base64, parted by commas.</summary>
    /// <returns>Null where it can't be read.</returns>
    public static Dictionary<string, string>? Metadata(HttpRequest request)
    {
        var about = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            foreach (var pair in request.Headers[About].ToString().Split(',', StringSplitOptions.TrimEntries))
            {
                var parts = pair.Split(' ', 2);
                about[parts[0]] = parts.Length == 2 ? Encoding.UTF8.GetString(Convert.FromBase64String(parts[1])) : "";
            }
            return about;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

/// <summary>Speaks the protocol's version and no other.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TusAttribute : ActionFilterAttribute
{
    public override void OnActionExecuting(ActionExecutingContext context)
    {
        var headers = context.HttpContext.Response.Headers;
        headers[TusHeaders.Resumable] = TusHeaders.Ours;
        if (context.HttpContext.Request.Headers[TusHeaders.Resumable] == TusHeaders.Ours)
            return;
        headers[TusHeaders.Version] = TusHeaders.Ours;
        context.Result = new StatusCodeResult(StatusCodes.Status412PreconditionFailed);
    }
}
