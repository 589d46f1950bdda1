using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;

namespace Portal.Browser.Tests;

/// <summary>The public's pages on a first visit, when nothing is kept yet: light, and soon there on a slow line.</summary>
[TestFixture]
internal sealed class LightPagesTests : OnBrowser
{
    /// <summary>In bytes over the line, with all that a page brings but pictures.</summary>
    private const double Heaviest = 200_000;

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

    [TestCaseSource(nameof(Pages))]
    public async Task It_is_light(string path)
    {
        var bytes = 0.0;
        await VisitAsync(
            path,
            async wire =>
            {
                var pictures = new HashSet<string>(StringComparer.Ordinal);
                wire.Event("Network.responseReceived").OnEvent += (_, told) =>
                {
                    if (told!.Value.GetProperty("type").GetString() == "Image")
                        pictures.Add(told.Value.GetProperty("requestId").GetString()!);
                };
                wire.Event("Network.loadingFinished").OnEvent += (_, told) =>
                {
                    if (!pictures.Contains(told!.Value.GetProperty("requestId").GetString()!))
                        bytes += told.Value.GetProperty("encodedDataLength").GetDouble();
                };
                await wire.SendAsync("Network.enable");
            }
        );
        await TestContext.Progress.WriteLineAsync($"{bytes / 1000:0} kB {path}");
        Assert.That(bytes, Is.Positive.And.LessThan(Heaviest));
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
                async wire =>
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

    private async Task<IPage> VisitAsync(string path, Func<ICDPSession, Task> watch)
    {
        var context = await (await Browser.GetAsync()).NewContextAsync(
            new BrowserNewContextOptions { BaseURL = Address, Locale = "fr-FR" }
        );
        var page = await context.NewPageAsync();
        await watch(await context.NewCDPSessionAsync(page));
        await page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        return page;
    }
}
