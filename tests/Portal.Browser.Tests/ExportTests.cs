using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Infrastructure.Exports;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>An officer asks for an export and waits for it.</summary>
[TestFixture]
internal sealed class ExportTests : OnBrowser
{
    [TestCase(true)]
    [TestCase(false, TestName = "Without_scripts_a_link_reads_the_page_anew")]
    public async Task It_is_there_once_it_is_ready(bool scripts)
    {
        await using var db = Database.Open();
        var wave = await db.Waves.SingleAsync(one =>
            db.Calls.Any(call => call.Id == one.CallId && call.Slug == "evaluation-dmn")
        );
        var page = await OpenAsync("Olivier", scripts: scripts);
        await page.GotoAsync($"/staff/waves/{wave.Id.Value}/exports");
        var ask = scripts ? "Préparer le CSV" : "Préparer le ZIP";
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = ask }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("En attente");
        await using (var scope = Host.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<RunExports>().RunAsync(CancellationToken.None);
        if (!scripts)
            await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Actualiser" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveCountAsync(0);
        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Télécharger" }).First.ClickAsync()
        );
        Assert.That(download.SuggestedFilename, Does.StartWith("evaluation-dmn-1-dossiers."));
    }
}
