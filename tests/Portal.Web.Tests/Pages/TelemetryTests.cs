using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;
using Portal.Infrastructure.Identity;

namespace Portal.Web.Tests.Pages;

/// <summary>Traces leave for where the operator wants them, without secrets.</summary>
[TestFixture]
internal sealed class TelemetryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Test]
    public async Task Traces_arrive_by_OTLP_and_hold_no_secret_of_a_link()
    {
        var received = new ConcurrentBag<string>();
        var port = PostgresServer.FreePort();
        await using var sink = WebApplication.CreateSlimBuilder().Build();
        sink.Urls.Add($"http://127.0.0.1:{port}");
        sink.MapPost(
            "/{**path}",
            async (HttpRequest request) =>
            {
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body);
                received.Add(Encoding.Latin1.GetString(body.ToArray()));
            }
        );
        await sink.StartAsync();

        await using var database = await TestDatabase.CreateDemonstrationAsync();
        await using var host = new PortalHost(
            database,
            demonstration: true,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{port}"),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
        );
        using var visitor = host.NewVisitor();
        var secret = LinkSecret.New();
        await visitor.GetAsync($"/invitations/{secret}");
        await visitor.GetAsync($"/team/{secret}");
        await visitor.GetAsync($"/calendars/{secret}.ics");
        await visitor.GetAsync($"/mails/stop/{secret}");
        await visitor.GetAsync($"/subscriptions/{secret}");
        await visitor.GetAsync($"/contributions/{secret}");
        await visitor.GetAsync($"/votes/{secret}");
        await visitor.GetAsync($"/account/confirm?token={secret}");
        await visitor.GetAsync("/calls/evaluation-dmn");

        // A request's trace ends after its answer has arrived.
        var told = "";
        var waited = Stopwatch.StartNew();
        while (!(IsTold("account/confirm") && IsTold("calls/{slug}")) && waited.Elapsed < Patience)
        {
            host.Services.GetRequiredService<TracerProvider>().ForceFlush();
            await Task.Delay(50);
            told = string.Concat(received);
        }
        Assert.That(told, Does.Contain("account/confirm").And.Contain("calls/{slug}"));
        Assert.That(told, Does.Contain("token=Redacted"), "the address is told, but for its secret");
        Assert.That(told, Does.Not.Contain(secret));

        bool IsTold(string route) => told.Contains(route, StringComparison.Ordinal);
    }
}
