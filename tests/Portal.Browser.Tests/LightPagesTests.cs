using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Microsoft.Playwright;

namespace Portal.Browser.Tests;

/// <summary>The public's pages on a first visit, when nothing is kept yet: light, and soon there on a slow line.</summary>
[TestFixture]
internal sealed class LightPagesTests : OnBrowser
{
    /// <summary>In bytes over the line, with all that a page brings but pictures.</summary>
    private const int Heaviest = 200_000;

    private static readonly string[] Pages =
    [
        "/",
        "/calls",
        "/calls/tiers-lieux",
        "/winners",
        "/programme",
        "/catalogue",
        "/challenges/bien-vieillir",
        "/consultations/bien-vieillir",
        "/consultations/bien-vieillir/contributions",
        "/orientation?a.building=device&a.carrier=company&a.stage=trial&a.need=money&a.region=bretagne",
        "/contacts?region=bretagne",
        "/search?q=entrepots",
        "/cohorts/prevention-2023",
        "/awards/talents/1",
        "/reports/usage-secondaire",
        "/events/journee-2024",
    ];

    /// <summary>Static files are published compressed, which a portal that is built and not published leaves out: counted so.</summary>
    [TestCaseSource(nameof(Pages))]
    public async Task It_is_light(string path)
    {
        var answers = new List<IResponse>();
        await VisitAsync(
            path,
            (page, _) =>
            {
                page.Response += (_, answer) => answers.Add(answer);
                return Task.CompletedTask;
            }
        );
        var bytes = 0;
        foreach (var answer in answers.Where(one => one.Request.ResourceType != "image"))
        {
            var body = await answer.BodyAsync();
            bytes += answer.Request.ResourceType is "stylesheet" or "script" ? CompressedSizeOf(body) : body.Length;
        }
        await TestContext.Progress.WriteLineAsync($"{bytes / 1000} kB {path}");
        Assert.That(bytes, Is.Positive.And.LessThan(Heaviest));
    }

    private static int CompressedSizeOf(byte[] body)
    {
        using var to = new MemoryStream();
        using (var gzip = new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(body);
        return (int)to.Length;
    }

    /// <summary>Measured, not asserted: how busy the machine is counts as well. 400 kbit/s, 400 ms there and back.</summary>
    [Test, Explicit("It measures.")]
    public async Task It_is_soon_there_on_a_slow_phone_line()
    {
        foreach (var path in Pages)
        {
            var since = Stopwatch.StartNew();
            var page = await VisitAsync(
                path,
                async (_, wire) =>
                {
                    await wire.SendAsync("Network.enable");
                    await wire.SendAsync(
                        "Network.emulateNetworkConditions",
                        new Dictionary<string, object>(StringComparer.Ordinal)
                        {
                            ["offline"] = false,
                            ["latency"] = 400,
                            ["downloadThroughput"] = 50_000,
                            ["uploadThroughput"] = 50_000,
                        }
                    );
                }
            );
            var painted = await page.EvaluateAsync<double>(
                "performance.getEntriesByName('first-contentful-paint')[0].startTime"
            );
            await TestContext.Progress.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{painted / 1000:0.0} s to read, {since.Elapsed.TotalSeconds:0.0} s to be whole: {path}"
                )
            );
        }
    }

    private async Task<IPage> VisitAsync(string path, Func<IPage, ICDPSession, Task> watch)
    {
        var context = await (await Browser.GetAsync()).NewContextAsync(
            new BrowserNewContextOptions { BaseURL = Address, Locale = "fr-FR" }
        );
        var page = await context.NewPageAsync();
        await watch(page, await context.NewCDPSessionAsync(page));
        await page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        return page;
    }
}
