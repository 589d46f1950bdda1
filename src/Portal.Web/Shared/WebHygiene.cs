using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Portal.Web.Shared;

/// <summary>The headers, cookies and limits that every answer gets, in one place.</summary>
internal static class WebHygiene
{
    /// <summary>For acts that guess at secrets: signing in, codes, resets.</summary>
    public const string SignInLimit = "sign-in";

    /// <summary>For questions that may be passed on to somebody else's directory.</summary>
    public const string LookUpLimit = "look-up";

    /// <summary>For documents that are printed anew: printing takes seconds of what everybody shares.</summary>
    public const string PrintLimit = "print";

    /// <summary>For what strangers send, and what makes mails to addresses that nobody has confirmed.</summary>
    public const string StrangerLimit = "stranger";

    public const string AntiforgeryCookie = "csrf";

    private static readonly object FormsLeadTo = new();
    private static readonly object ShowsFiles = new();

    /// <summary>What the names of cookies begin with outside of development.</summary>
    public const string HostPrefix = "__Host-";

    /// <summary>The greatest body of a request that isn't an upload, in bytes.</summary>
    public const long BodyLimit = 2 * 1024 * 1024;

    public static void AddPortalHygiene(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyLimit;
        });
        builder.Services.Configure<AntiforgeryOptions>(options =>
        {
            options.Cookie.Name = AntiforgeryCookie;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        if (!builder.Environment.IsDevelopment())
        {
            builder.Services.PostConfigure<AntiforgeryOptions>(options => Bind(options.Cookie));
            builder.Services.PostConfigure<CookieTempDataProviderOptions>(options => Bind(options.Cookie));
            builder.Services.PostConfigureAll<CookieAuthenticationOptions>(options => Bind(options.Cookie));
        }
        builder.Services.AddHsts(options =>
            (options.MaxAge, options.IncludeSubDomains) = (TimeSpan.FromDays(365), true)
        );
        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            var perMinute = builder.Configuration.GetValue("Limits:SignInsPerMinute", 100);
            options.AddPolicy(SignInLimit, context => PerAddress(context, perMinute));
            var strangers = builder.Configuration.GetValue("Limits:StrangersPerMinute", 60);
            options.AddPolicy(StrangerLimit, context => PerAddress(context, strangers));
            var lookUps = builder.Configuration.GetValue("Limits:LookUpsPerMinute", 300);
            options.AddPolicy(LookUpLimit, context => Window(context, lookUps));
            var prints = builder.Configuration.GetValue("Limits:PrintsPerMinute", 10);
            options.AddPolicy(PrintLimit, context => PerPerson(context, prints));
        });
    }

    /// <summary>Binds a cookie to this host and to HTTPS; a neighbouring host can't set it (RFC 6265bis).</summary>
    private static void Bind(CookieBuilder cookie) =>
        (cookie.Name, cookie.SecurePolicy, cookie.Path) = (HostPrefix + cookie.Name, CookieSecurePolicy.Always, "/");

    public static void UsePortalHygiene(this WebApplication app)
    {
        app.UseForwardedHeaders();
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
        var policy = ContentPolicy(app.Configuration);
        app.Use(
            (context, next) =>
            {
                // At the last moment: a failure clears what was set before it.
                context.Response.OnStarting(() =>
                {
                    SetHeaders(
                        context.Response.Headers,
                        $"{policy} {context.Items[FormsLeadTo]}".TrimEnd() + context.Items[ShowsFiles]
                    );
                    // What says nothing of being kept is somebody's own.
                    if (context.Response.Headers.CacheControl.Count == 0)
                        context.Response.Headers.CacheControl = "no-store";
                    return Task.CompletedTask;
                });
                return next();
            }
        );
        app.UseResponseCompression();
    }

    /// <summary>Lets the forms of this answer lead to another site: browsers hold redirects against the policy, too.</summary>
    public static void LetFormsLeadTo(this HttpContext context, Uri address) =>
        context.Items[FormsLeadTo] =
            address.Host.Length == 0 ? $"{address.Scheme}:" : address.GetLeftPart(UriPartial.Authority);

    /// <summary>Lets this page hold frames of the portal's own, of which only files that are shown allow it.</summary>
    public static void LetPageShowFiles(this HttpContext context) => context.Items[ShowsFiles] = "; frame-src 'self'";

    private static void SetHeaders(IHeaderDictionary headers, string policy)
    {
        // A download has a stricter policy of its own.
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    /// <summary>Everything comes from the portal itself; forms may also lead to the upstream sign-in.</summary>
    private static string ContentPolicy(IConfiguration configuration)
    {
        var upstream = configuration["SignIn:ProConnect:Authority"];
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            + "connect-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'; "
            + $"form-action 'self' {upstream}".TrimEnd();
    }

    /// <summary>Who is counted as one: an IPv4 address; of IPv6 the /64, all of which one customer has (RFC 6177).</summary>
    internal static string NetworkOf(IPAddress? address) =>
        address switch
        {
            null => "",
            { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
            { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexStringLower(address.GetAddressBytes()[..8]),
            _ => address.ToString(),
        };

    private static RateLimitPartition<string> PerAddress(HttpContext context, int perMinute) =>
        HttpMethods.IsGet(context.Request.Method)
            ? RateLimitPartition.GetNoLimiter("read")
            : Window(context, perMinute);

    /// <summary>Colleagues behind one address don't share it.</summary>
    private static RateLimitPartition<string> PerPerson(HttpContext context, int perMinute) =>
        context.User.Viewer().Id is { } person
            ? Window(person.Value.ToString(), perMinute)
            : Window(context, perMinute);

    private static RateLimitPartition<string> Window(HttpContext context, int perMinute) =>
        Window(NetworkOf(context.Connection.RemoteIpAddress), perMinute);

    private static RateLimitPartition<string> Window(string whose, int perMinute) =>
        RateLimitPartition.GetFixedWindowLimiter(
            whose,
            _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) }
        );
}
