using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.OutputCaching;
using Portal.Infrastructure.Decisions;
using Portal.Web.Demo;

namespace Portal.Web.Shared;

/// <summary>Marks a page that reads the same to everybody who isn't signed in.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class PublicPageAttribute : Attribute;

/// <summary>
/// Keeps each public page for one second, so that a rush of visitors costs one rendering a second, and none beyond the
/// moment at which winners become public. A kept page was true when it was made: nothing comes early.
/// </summary>
internal sealed class PublicPages : IOutputCachePolicy
{
    public const string ThemeCookie = "theme";

    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    /// <summary>Cookies of people who aren't signed in; with any other one, a page may be somebody's own.</summary>
    private static readonly HashSet<string> OfVisitors = new(StringComparer.Ordinal)
    {
        CookieRequestCultureProvider.DefaultCookieName,
        ThemeCookie,
        WebHygiene.AntiforgeryCookie,
        WebHygiene.HostPrefix + WebHygiene.AntiforgeryCookie,
    };

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var request = context.HttpContext.Request;
        var open = HttpMethods.IsGet(request.Method) && request.Cookies.All(cookie => OfVisitors.Contains(cookie.Key));
        context.EnableOutputCaching =
            context.AllowCacheLookup =
            context.AllowCacheStorage =
            context.AllowLocking =
                open;
        context.ResponseExpirationTimeSpan = Kept;
        context.CacheVaryByRules.QueryKeys = "*";
        context.CacheVaryByRules.VaryByValues["language"] = CultureInfo.CurrentUICulture.Name;
        var publications = context.HttpContext.RequestServices.GetRequiredService<Publications>();
        context.CacheVaryByRules.VaryByValues["published"] = publications.Count.ToString(CultureInfo.InvariantCulture);
        context.CacheVaryByRules.VaryByValues["theme"] = request.Cookies[ThemeCookie] ?? "";
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) =>
        ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        context.AllowCacheStorage &=
            response.StatusCode == StatusCodes.Status200OK
            && response.Headers.SetCookie.Count == 0
            && context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<PublicPageAttribute>() is not null;
        return ValueTask.CompletedTask;
    }
}

internal static class PublicPagesSetup
{
    public static void AddPublicPages(this WebApplicationBuilder builder) =>
        builder.Services.AddOutputCache(options =>
        {
            options.AddBasePolicy(new PublicPages());
            options.SizeLimit = 64 * 1024 * 1024;
            // What is larger is read on its way through, and never kept.
            options.MaximumBodySize = 4 * 1024 * 1024;
        });

    /// <summary>A demonstration keeps nothing: its clock jumps, and its bar is on every page.</summary>
    public static void UsePublicPages(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<DemoMode>().IsOn)
            app.UseOutputCache();
    }
}
