using Microsoft.Playwright;
using Portal.Domain;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>A synopsis, the GO that it gets with remarks, and the full protocol that follows, in a real browser.</summary>
[TestFixture]
internal sealed class StepsTests : OnBrowser
{
    [Test]
    public async Task A_synopsis_is_filed_gets_GO_with_remarks_and_the_full_protocol_is_filed()
    {
        var camille = await OpenAsync("Camille");
        await camille.GotoAsync("/dossiers");
        await camille
            .Locator(".rows > li", new PageLocatorOptions { HasText = "plaies chroniques – Saint-Modèle" })
            .First.GetByRole(AriaRole.Link)
            .First.ClickAsync();
        var dossier = new Uri(camille.Url).AbsolutePath;
        await Expect(camille.Locator("#steps [aria-current=step]")).ToContainTextAsync("Synopsis");
        await FileAsync(camille, dossier);
        await Expect(camille.Locator("main")).ToContainTextAsync("Synopsis (1 / 2)");

        await Host.SetClockAsync(Deadline.InstantOf(new DateTime(2024, 4, 9, 13, 0, 0, DateTimeKind.Unspecified)));
        await Host.SweepAsync();
        var olivier = await OpenAsync("Olivier");
        await olivier.GotoAsync($"/staff{dossier}");
        await olivier.GetByLabel("Recevable", new PageGetByLabelOptions { Exact = true }).CheckAsync();
        await olivier
            .GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Donner la réponse" })
            .First.ClickAsync();
        await olivier
            .GetByLabel("GO : Protocole complet s’ouvre", new PageGetByLabelOptions { Exact = true })
            .CheckAsync();
        await olivier.GetByLabel("Remarques pour le porteur").FillAsync("Justifiez le nombre de patients.");
        await olivier.GetByLabel("En cas de GO, échéance de : Protocole complet").FillAsync("2024-06-28T12:00");
        await olivier.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Donner la réponse" }).ClickAsync();
        await Expect(olivier.Locator("#steps")).ToContainTextAsync("Justifiez le nombre de patients.");

        await camille.GotoAsync(dossier);
        await Expect(camille.Locator("#steps")).ToContainTextAsync("Justifiez le nombre de patients.");
        await Expect(camille.Locator("main")).ToContainTextAsync("28 juin 2024");
        await camille
            .GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Le protocole complet" })
            .First.ClickAsync();
        await camille.GetByLabel("Protocole : population, comparateur").FillAsync("Un essai comparatif.");
        await camille.GetByLabel("Marché et accès au remboursement").FillAsync("Un marché.");
        await camille.GetByLabel("Début prévu de l’étude").FillAsync("2024-09-02");
        await Expect(camille.Locator(".save-state")).ToHaveAttributeAsync("data-state", "saved");
        await FileAsync(camille, dossier);
        await Expect(camille.Locator("main")).ToContainTextAsync("Protocole complet (2 / 2)");
    }

    private static async Task FileAsync(IPage page, string dossier)
    {
        await page.GotoAsync($"{dossier}/check");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Déposer le dossier" }).ClickAsync();
        await Expect(page.Locator(".big-number")).ToContainTextAsync("DMN-2024-");
    }
}
