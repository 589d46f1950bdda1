using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>The room of a jury's sitting, in the windows of three people at once.</summary>
[TestFixture]
internal sealed class RoomTests : OnBrowser
{
    [Test]
    public async Task What_the_chair_does_is_on_all_screens_at_once_and_who_is_in_conflict_sees_that_they_leave()
    {
        var (odile, emma, elise) = (await InRoomAsync("Odile"), await InRoomAsync("Emma"), await InRoomAsync("Élise"));
        await odile.GetByRole(AriaRole.Button, new() { Name = "Ouvrir la séance" }).ClickAsync();
        foreach (var member in new[] { odile, emma, elise })
            await member.GetByRole(AriaRole.Button, new() { Name = "J’entre dans la salle" }).ClickAsync();
        await Expect(odile.Locator("#room")).ToContainTextAsync("Élise Démo (Membre)");

        await odile.GetByRole(AriaRole.Button, new() { Name = "Appeler le point 1" }).ClickAsync();
        await Expect(elise.Locator("#current")).ToContainTextAsync("vous quittez la salle");
        await Expect(emma.Locator("#current")).ToContainTextAsync("1. EDS");
        await Expect(emma.Locator("[aria-live=polite]").Last).ToContainTextAsync("EDS");

        await odile.GetByText("Écrire pour le procès-verbal").ClickAsync();
        await odile.GetByLabel("Ce qui a été dit").FillAsync("Le jury a entendu");
        await emma.GetByRole(AriaRole.Button, new() { Name = "Je quitte la salle" }).ClickAsync();
        await Expect(odile.Locator("#room")).Not.ToContainTextAsync("Emma Démo (Membre)");
        await Expect(odile.GetByLabel("Ce qui a été dit")).ToHaveValueAsync("Le jury a entendu");
        await emma.GetByRole(AriaRole.Button, new() { Name = "J’entre dans la salle" }).ClickAsync();

        await odile.GetByRole(AriaRole.Button, new() { Name = "Appeler le point 2" }).ClickAsync();
        await odile.GetByText("Ouvrir un vote").First.ClickAsync();
        await odile.GetByLabel("Une note sur l’échelle").CheckAsync();
        await odile.GetByRole(AriaRole.Button, new() { Name = "Ouvrir le vote" }).ClickAsync();
        await emma.GetByRole(AriaRole.Button, new() { Name = "Note 5" }).ClickAsync();
        await Expect(elise.Locator("#room")).ToContainTextAsync("1 sur 2");
        Assert.That(await AccessibilityTests.FaultsNowAsync(elise, "a vote under way"), Is.Empty);
        await elise.GetByRole(AriaRole.Button, new() { Name = "Note 3" }).ClickAsync();
        await Expect(emma.Locator("#room")).ToContainTextAsync("Note moyenne : 4,00");
        await Expect(odile.Locator("#room")).ToContainTextAsync("Classement du jury");
        await odile.GetByRole(AriaRole.Link, new() { Name = "Clore la séance" }).ClickAsync();
        await odile.GetByRole(AriaRole.Button, new() { Name = "Clore la séance" }).ClickAsync();
        await odile.GetByRole(AriaRole.Link, new() { Name = "Procès-verbal" }).ClickAsync();
        await odile.GetByRole(AriaRole.Button, new() { Name = "Établir le procès-verbal" }).ClickAsync();
        await odile.GetByRole(AriaRole.Button, new() { Name = "Signer le procès-verbal" }).ClickAsync();
        await Expect(odile.Locator("main")).ToContainTextAsync("Procès-verbal signé.");
        Assert.That(await AccessibilityTests.FaultsNowAsync(odile, "minutes"), Is.Empty);
    }

    private async Task<IPage> InRoomAsync(string person)
    {
        await using var db = Database.Open();
        var sitting = (await db.Sittings.SingleAsync()).Id.Value;
        var page = await OpenAsync(person);
        await page.GotoAsync($"/juries/sittings/{sitting}/room");
        return page;
    }
}
