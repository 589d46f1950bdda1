using System.Net;
using System.Security.Claims;
using Hangfire;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Scheduling;
using Portal.Web.People;

namespace Portal.Web.Shared;

/// <summary>What those who run the portal see: logs, traces, health, jobs.</summary>
internal static class Operations
{
    /// <summary>One JSON object a line outside of development. Neither addresses nor names are ever logged.</summary>
    public static void AddPortalLogs(this WebApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment())
            return;
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(json =>
            (json.UseUtcTimestamp, json.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'")
        );
    }

    /// <summary>Health; traces and metrics by OTLP, to where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says and not at all without it.</summary>
    public static void AddPortalTelemetry(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddHealthChecks()
            .AddCheck<DatabaseCheck>("database", HealthStatus.Unhealthy, ["ready"])
            .AddCheck<JobsCheck>("jobs", HealthStatus.Degraded);
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return;
        var telemetry = builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("calls-portal"));
        telemetry.WithTracing(tracing =>
        {
            tracing.AddAspNetCoreInstrumentation(options =>
                options.Filter = context => !IsUntold(context.Request.Path)
            );
            tracing.AddNpgsql().AddOtlpExporter();
        });
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddAspNetCoreInstrumentation().AddMeter("Npgsql", "System.Runtime").AddOtlpExporter();
        });
    }

    private static readonly PathString[] SecretPaths =
    [
        "/invitations",
        "/team",
        "/calendars",
        "/mails/stop",
        "/subscriptions",
        "/contributions",
        "/votes",
    ];

    /// <summary>What is asked all the time, and addresses that hold a secret.</summary>
    private static bool IsUntold(PathString path) =>
        path.StartsWithSegments("/health") || SecretPaths.Any(secret => path.StartsWithSegments(secret));

    public static void MapPortalHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks(
                "/health/ready",
                new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") }
            )
            .AllowAnonymous();
        // For whoever is to be woken up: a portal whose jobs stand still serves its pages as if nothing were.
        app.MapHealthChecks(
                "/health",
                new HealthCheckOptions
                {
                    ResultStatusCodes = { [HealthStatus.Degraded] = StatusCodes.Status503ServiceUnavailable },
                    ResponseWriter = WriteAsync,
                }
            )
            .AllowAnonymous();
    }

    /// <summary>The word for all; then, to who runs the portal, what each says that isn't well.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var told = report
            .Entries.Where(entry => entry.Value is { Description: not null, Exception: null })
            .Where(_ => RunsThePortal(context))
            .Select(entry => $"\n{entry.Key}: {entry.Value.Description}");
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync($"{report.Status}{string.Concat(told)}");
    }

    /// <summary>An administrator, or who asks from this machine itself: not through the proxy, which says for whom it asks.</summary>
    private static bool RunsThePortal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        || IsAdministrator(context.User);

    private static bool IsAdministrator(ClaimsPrincipal user) =>
        user.Viewer().Is(PortalRole.Administrator) && SecondFactorGate.IsProven(user);

    /// <summary>Hangfire's own pages, for administrators. The policy keeps out the inline style that they bring; they read without.</summary>
    public static void MapPortalJobs(this WebApplication app)
    {
        if (!app.Configuration.GetValue("Jobs:Run", defaultValue: true))
            return;
        app.MapHangfireDashboard(
                "/admin/hangfire",
                new DashboardOptions { Authorization = [new Administrators()], AppPath = "/admin/jobs" }
            )
            .RequireAuthorization(Policies.Administrator);
    }

    /// <summary>Ready once the database answers, by its own clock.</summary>
    private sealed class DatabaseCheck(PortalDbContext db) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        )
        {
            try
            {
                await db.NowAsync(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException or InvalidOperationException)
            {
                return HealthCheckResult.Unhealthy(failure.GetType().Name);
            }
        }
    }

    private sealed class Administrators : IDashboardAuthorizationFilter
    {
        public bool Authorize(DashboardContext context) => IsAdministrator(context.GetHttpContext().User);
    }
}
