using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Mvc.Filters;
using OpenIddict.Abstractions;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Api;

/// <summary>So many requests a minute, for one person or one machine with a token, or from one address without.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LimitedAttribute : Attribute, IAuthorizationFilter, IOrderedFilter
{
    /// <summary>Before anything is asked of the database.</summary>
    public int Order => int.MinValue;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        var limits = http.RequestServices.GetRequiredService<ApiLimits>();
        if (limits.Take(http))
            return;
        context.Result = ApiProblem.Of(
            http.RequestServices.GetRequiredService<Texts>(),
            StatusCodes.Status429TooManyRequests,
            "too-many",
            limits.PerMinute
        );
    }
}

/// <summary>
/// The requests of the last minute, in this instance, told in the headers of each answer
/// (draft-ietf-httpapi-ratelimit-headers: how many there may be, and how many are left).
/// </summary>
public sealed class ApiLimits(IConfiguration configuration) : IDisposable
{
    private const int Segments = 6;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(caller =>
        RateLimitPartition.GetSlidingWindowLimiter(
            caller,
            _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = PerMinuteOf(configuration),
                Window = Window,
                SegmentsPerWindow = Segments,
            }
        )
    );

    public int PerMinute { get; } = PerMinuteOf(configuration);

    /// <summary>Takes one of the caller's requests; false where none is left.</summary>
    public bool Take(HttpContext http)
    {
        var caller = CallerOf(http);
        using var lease = _limiter.AttemptAcquire(caller);
        var left = _limiter.GetStatistics(caller)?.CurrentAvailablePermits ?? 0;
        var headers = http.Response.Headers;
        headers["RateLimit-Policy"] = string.Create(
            CultureInfo.InvariantCulture,
            $"\"api\";q={PerMinute};w={Window.TotalSeconds}"
        );
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"api\";r={left}");
        if (!lease.IsAcquired)
            headers.RetryAfter = (Window / Segments).TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    private static int PerMinuteOf(IConfiguration configuration) =>
        configuration.GetValue("Limits:ApiRequestsPerMinute", 600);

    private static string CallerOf(HttpContext http) =>
        http.User.GetClaim(OpenIddictConstants.Claims.Subject) ?? NetworkOf(http.Connection.RemoteIpAddress);

    /// <summary>Of IPv6, whoever has one address has 2⁶⁴ of them.</summary>
    private static string NetworkOf(IPAddress? address) =>
        address is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address?.ToString() ?? "";
}
