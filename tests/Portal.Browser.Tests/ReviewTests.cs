using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>An expert writes without a network, signed out, and in two windows; and finds their way by keys.</summary>
[TestFixture, NonParallelizable]
internal sealed class ReviewTests : OnBrowser
{
    private const string Overall = "toCarrier";

    [Test]
    public async Task What_is_typed_without_network_or_signed_out_is_kept_and_caught_up()
    {
        var page = await OpenReviewAsync();
        var (state, text) = (page.Locator(".save-state"), page.Locator($"[name={Overall}]"));
        await page.Context.SetOfflineAsync(true);
        await text.FillAsync("Écrit dans le tunnel.");
        await Expect(state).ToHaveAttributeAsync("data-state", "offline");
        await page.Context.SetOfflineAsync(false);
        await Expect(state).ToHaveAttributeAsync("data-state", "saved");

        var cookies = await page.Context.CookiesAsync();
        await page.Context.ClearCookiesAsync();
        await text.FillAsync("Écrit après la fin de la session.");
        await Expect(state).ToHaveAttributeAsync("data-state", "waiting");
        await page.Context.AddCookiesAsync(
            cookies.Select(one => new Cookie
            {
                Name = one.Name,
                Value = one.Value,
                Domain = one.Domain,
                Path = one.Path,
            })
        );
        await Expect(state).ToHaveAttributeAsync("data-state", "saved", new() { Timeout = 10_000 });
        await page.ReloadAsync();
        await Expect(text).ToHaveValueAsync("Écrit après la fin de la session.");
    }

    [Test]
    public async Task A_text_that_another_window_overtook_is_offered_beside_what_stands()
    {
        var page = await OpenReviewAsync();
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(page.Url);
        await other.Locator($"[name={Overall}]").FillAsync("Dans l’autre fenêtre.");
        await Expect(other.Locator(".save-state")).ToHaveAttributeAsync("data-state", "saved");
        await page.Locator($"[name={Overall}]").FillAsync("Dans la première.");
        await Expect(page.Locator(".save-state")).ToHaveAttributeAsync("data-state", "conflict");
        await page.ReloadAsync();
        await Expect(page.Locator($"[name={Overall}]")).ToHaveValueAsync("Dans l’autre fenêtre.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Comparer les deux" }).ClickAsync();
        await Expect(page.Locator($"[name={Overall}]")).ToHaveValueAsync("Dans la première.");
        await Expect(page.Locator("main")).ToContainTextAsync("Dans l’autre fenêtre.");
    }

    [Test]
    public async Task Keys_give_marks_and_find_words_unless_one_writes_or_switches_them_off()
    {
        var page = await OpenReviewAsync();
        var mark = page.Locator("section.marks").First.Locator("[type=radio][value='3']");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("3");
        await Expect(mark).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("projet");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-find] output")).ToContainTextAsync("1 sur");
        await Expect(page.Locator("mark.here")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Raccourcis du clavier" }).ClickAsync();
        await page.Locator("[data-keys-on]").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Fermer" }).ClickAsync();
        await mark.FocusAsync();
        await page.Keyboard.PressAsync("5");
        await Expect(mark).ToBeCheckedAsync();
    }

    private async Task<IPage> OpenReviewAsync()
    {
        var page = await OpenAsync("Emma");
        await page.GotoAsync("/reviews");
        await page.GetByRole(AriaRole.Link, new() { Name = "Continuer" }).First.ClickAsync();
        await page.WaitForURLAsync("**/reviews/*");
        return page;
    }
}
