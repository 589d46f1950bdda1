using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>What people do, in a real browser.</summary>
[TestFixture]
internal sealed class JourneyTests : OnBrowser
{
    [Test]
    public async Task Without_scripts_a_carrier_writes_checks_files_and_gets_a_receipt()
    {
        var page = await OpenAsync("Camille", scripts: false);
        await page.GotoAsync("/dossiers");
        await page.Locator(".rows > li", new PageLocatorOptions { HasText = "plaies chroniques – Saint-Modèle" })
            .First.GetByRole(AriaRole.Link)
            .First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Le projet" }).ClickAsync();
        await page.GetByLabel("Résumé public").FillAsync("Un résumé écrit sans le moindre script.");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Enregistrer", Exact = true })
            .ClickAsync();
        await Expect(page.GetByLabel("Résumé public")).ToHaveValueAsync("Un résumé écrit sans le moindre script.");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Vérifier et déposer" })
            .First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Déposer le dossier" }).ClickAsync();
        await Expect(page.Locator(".big-number"))
            .ToHaveTextAsync(
                new System.Text.RegularExpressions.Regex(
                    "^DMN-2024-[0-9]{6}$",
                    System.Text.RegularExpressions.RegexOptions.None,
                    TimeSpan.FromSeconds(1)
                )
            );
    }

    [Test]
    public async Task What_one_types_is_saved_by_itself_and_survives_a_lost_network()
    {
        var page = await OpenAsync("Paul");
        await page.GotoAsync("/dossiers");
        await page.Locator(".rows > li").First.GetByRole(AriaRole.Link).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "L’étude" }).ClickAsync();
        var field = page.GetByLabel("Caractère innovant");
        await field.FillAsync("Premier essai.");
        await Expect(page.Locator(".save-state")).ToHaveAttributeAsync("data-state", "saved");

        await page.Context.SetOfflineAsync(true);
        await field.FillAsync("Écrit dans le train.");
        await Expect(page.Locator(".save-state")).ToHaveAttributeAsync("data-state", "offline");
        await page.Context.SetOfflineAsync(false);
        await Expect(page.Locator(".save-state")).ToHaveAttributeAsync("data-state", "saved");
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Caractère innovant")).ToHaveValueAsync("Écrit dans le train.");
    }

    [Test]
    public async Task A_button_pressed_while_a_save_is_under_way_waits_for_it()
    {
        var page = await OpenAsync("Camille");
        await page.GotoAsync("/dossiers");
        await page.Locator(".rows > li").First.GetByRole(AriaRole.Link).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "L’étude" }).ClickAsync();
        await page.RouteAsync(
            "**/sections/study",
            async route =>
            {
                if (route.Request.Headers["accept"] != "application/json")
                {
                    await route.ContinueAsync();
                    return;
                }
                // Saved at once, but the page learns of it late.
                var answer = await route.FetchAsync();
                await Task.Delay(TimeSpan.FromSeconds(2));
                await route.FulfillAsync(new RouteFulfillOptions { Response = answer });
            }
        );
        await page.GetByLabel("Caractère innovant").FillAsync("Écrit vite.");
        await Expect(page.Locator(".save-state")).ToHaveAttributeAsync("data-state", "saving");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Enregistrer", Exact = true })
            .ClickAsync();
        await Expect(page.GetByText("La rubrique est enregistrée")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Caractère innovant")).ToHaveValueAsync("Écrit vite.");
    }

    [Test]
    public async Task A_chosen_file_is_attached_at_once_and_one_that_is_too_large_is_not_sent()
    {
        var page = await OpenAsync("Camille");
        await page.GotoAsync("/dossiers");
        await page.Locator(".rows > li").First.GetByRole(AriaRole.Link).First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Budget et pièces" }).ClickAsync();
        FilePayload Pdf(int size) =>
            new()
            {
                Name = "lettres.pdf",
                MimeType = "application/pdf",
                Buffer = [.. "%PDF-1.7\n"u8, .. new byte[size]],
            };
        var letters = page.Locator("#file-letters");
        await letters.SetInputFilesAsync(Pdf(21 * 1024 * 1024));
        await Expect(page.Locator("#file-letters:invalid")).ToHaveCountAsync(1);
        await letters.SetInputFilesAsync(Pdf(1000));
        await Expect(page.GetByText("Le fichier est joint.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "lettres.pdf" }))
            .ToBeVisibleAsync();
    }

    [Test]
    public async Task Two_windows_on_one_section_lose_nothing()
    {
        var first = await OpenAsync("Camille");
        await first.GotoAsync("/dossiers");
        await first
            .Locator(".rows > li", new PageLocatorOptions { HasText = "Brouillon" })
            .Last.GetByRole(AriaRole.Link)
            .First.ClickAsync();
        await first.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Le projet" }).ClickAsync();
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync(first.Url);
        await second.GetByLabel("Acronyme").FillAsync("DEUX");
        await Expect(second.Locator(".save-state")).ToHaveAttributeAsync("data-state", "saved");

        await first.GetByLabel("Acronyme").FillAsync("UN");
        await Expect(first.Locator(".save-state")).ToHaveAttributeAsync("data-state", "conflict");
        await first
            .GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Enregistrer", Exact = true })
            .ClickAsync();
        await Expect(first.GetByLabel("Acronyme")).ToHaveValueAsync("UN");
        await Expect(first.Locator("details dd", new PageLocatorOptions { HasText = "DEUX" })).ToBeVisibleAsync();
    }

    [Test]
    public async Task An_expert_marks_by_keyboard_beside_the_dossier()
    {
        var page = await OpenAsync("Emma");
        await page.GotoAsync("/reviews");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Continuer" }).First.ClickAsync();
        await page.Locator("input[type=radio][value='4']").First.FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Expect(page.Locator(".save-state")).ToHaveAttributeAsync("data-state", "saved");
        await page.ReloadAsync();
        await Expect(page.Locator("input[type=radio][value='4']").First).ToBeCheckedAsync();
    }

    [Test]
    public async Task On_a_phone_a_row_of_a_table_is_a_card_that_names_its_columns()
    {
        var page = await OpenAsync(width: 375);
        await page.GotoAsync("/calls/tiers-lieux/waves/1/winners");
        await Expect(page.GetByRole(AriaRole.Cell).First).ToHaveAttributeAsync("data-label", "Projet");
        await Expect(page.GetByRole(AriaRole.Row)).ToHaveCountAsync(11);
    }

    [Test]
    public async Task A_passkey_made_in_the_browser_signs_in()
    {
        var page = await OpenAsync("Paul");
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new Dictionary<string, object>
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2",
                    ["transport"] = "internal",
                    ["hasResidentKey"] = true,
                    ["hasUserVerification"] = true,
                    ["isUserVerified"] = true,
                },
            }
        );
        await page.GotoAsync("/account/second-factor");
        await page.Locator("form[data-passkey=create] button").ClickAsync();
        await Expect(page.Locator("main li code")).ToHaveCountAsync(10);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Se déconnecter" }).ClickAsync();
        await page.GotoAsync("/account/sign-in");
        await page.Locator("form[data-passkey=get] button").ClickAsync();
        await Expect(page).ToHaveURLAsync(Address + "/dossiers");
        await Expect(page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Paul Démo" })).ToBeVisibleAsync();
    }

    [Test]
    public async Task The_demos_clock_brings_a_list_out_of_its_embargo()
    {
        var page = await OpenAsync(locale: "en-GB");
        var winners = await page.GotoAsync("/calls/tiers-lieux/waves/2/winners");
        Assert.That(winners!.Status, Is.EqualTo(404));
        await page.Locator(".demo-clock summary").ClickAsync();
        await page.Locator(".demo-clock")
            .GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Next publication" })
            .ClickAsync();
        await page.GotoAsync("/calls/tiers-lieux/waves/2/winners");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(15);
    }

    [Test]
    public async Task Nothing_that_a_person_types_runs_in_anybodys_browser()
    {
        const string script = "<script>document.title='gotcha'</script><img src=x onerror=\"document.title='gotcha'\">";
        var page = await OpenAsync("Camille");
        await page.GotoAsync("/calls/evaluation-dmn");
        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Commencer un dossier" }).ClickAsync();
        await page.GetByLabel("Titre du projet").FillAsync(script);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Commencer", Exact = true })
            .ClickAsync();
        foreach (var path in new[] { page.Url, "/dossiers" })
        {
            await page.GotoAsync(path);
            Assert.That(await page.TitleAsync(), Is.Not.EqualTo("gotcha"));
            await Expect(page.GetByText("<script>").First).ToBeVisibleAsync();
        }
    }
}
