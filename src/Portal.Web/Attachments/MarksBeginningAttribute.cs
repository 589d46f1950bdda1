using Microsoft.AspNetCore.Mvc.Filters;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Attachments;

/// <summary>
/// Notes, by the database's clock, when a request began, and logs it, before any of its body is read: a large file
/// takes minutes, and what decides is when it began and when it ended.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed partial class MarksBeginningAttribute : Attribute, IAsyncAuthorizationFilter, IOrderedFilter
{
    private static readonly object Key = new();

    /// <summary>Before the check against forged requests, which reads the form.</summary>
    public int Order => 0;

    public static DateTimeOffset Of(HttpContext context) =>
        context.Items[Key] as DateTimeOffset?
        ?? throw new InvalidOperationException("The act does not mark its beginning.");

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var (http, services) = (context.HttpContext, context.HttpContext.RequestServices);
        var now = await services.GetRequiredService<PortalDbContext>().NowAsync(http.RequestAborted);
        http.Items[Key] = now;
        Began(
            services.GetRequiredService<ILogger<MarksBeginningAttribute>>(),
            http.Request.ContentLength,
            http.Request.Path,
            now
        );
    }

    [LoggerMessage(LogLevel.Information, "Upload of {Size} bytes to {Path} began at {At:O}.")]
    private static partial void Began(ILogger log, long? size, string path, DateTimeOffset at);
}
