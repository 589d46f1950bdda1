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
    public async Task Signing_out_leaves_nothing_on_the_device_and_asks_before_it_loses_a_text()
    {
        var page = await OpenDraftAsync("Le projet");
        await page.RouteAsync(
            "**/sections/**",
            route => route.Request.Method == "POST" ? route.AbortAsync() : route.ContinueAsync()
        );
        await page.GetByLabel("Acronyme").FillAsync("PERDU");
        await Expect(page.Locator(".save-state")).ToHaveAttributeAsync("data-state", "offline");
        var answers = new Queue<bool>([false, true]);
        var asked = 0;
        page.Dialog += async (_, dialog) =>
        {
            asked++;
            await (answers.Dequeue() ? dialog.AcceptAsync() : dialog.DismissAsync());
        };
        var leave = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Se déconnecter" });
        await leave.ClickAsync();
        await Expect(page.GetByLabel("Acronyme")).ToHaveValueAsync("PERDU");
        Assert.That(await KeptAsync(page), Is.EqualTo(1), "who stays keeps it");
        await leave.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Se connecter" }).First)
            .ToBeVisibleAsync();
        Assert.That((asked, await KeptAsync(page)), Is.EqualTo((2, 0)));
    }

    private static Task<int> KeptAsync(IPage page) =>
        page.EvaluateAsync<int>("() => Object.keys(localStorage).filter((key) => key.startsWith('desk:')).length");

    [Test]
    public async Task What_was_typed_before_the_scripts_came_is_saved_as_well()
    {
        var page = await OpenDraftAsync("Le projet");
        var typed = new TaskCompletionSource();
        await page.RouteAsync(
            "**/js/desk.js*",
            async route =>
            {
                await typed.Task;
                await route.ContinueAsync();
            }
        );
        await page.ReloadAsync(new PageReloadOptions { WaitUntil = WaitUntilState.Commit });
        await page.GetByLabel("Acronyme").FillAsync("TÔT");
        typed.SetResult();
        await Expect(page.Locator(".save-state")).ToHaveAttributeAsync("data-state", "saved");
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Acronyme")).ToHaveValueAsync("TÔT");
    }

    [Test]
    public async Task A_button_pressed_while_a_save_is_under_way_waits_for_it()
    {
        var page = await OpenDraftAsync("L’étude");
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
    public async Task A_button_pressed_while_others_save_goes_on_once_the_save_is_tried_again()
    {
        var page = await OpenDraftAsync("Le projet");
        await Expect(page.Locator("form[data-ready]")).ToBeVisibleAsync();
        await page.RouteAsync(
            "**/sections/**",
            route =>
                route.FulfillAsync(
                    new RouteFulfillOptions { Status = 409, Body = """{"codes":["shared.overtaken"],"detail":"…"}""" }
                ),
            new PageRouteOptions { Times = 1 }
        );
        await page.GetByLabel("Acronyme").FillAsync("ENCORE");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Enregistrer", Exact = true })
            .ClickAsync();
        await Expect(page.GetByText("La rubrique est enregistrée")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Acronyme")).ToHaveValueAsync("ENCORE");
    }

    [Test]
    public async Task Two_who_write_one_answer_at_once_see_both_texts_and_choose()
    {
        var first = await OpenDraftAsync("Le projet");
        var second = await first.Context.NewPageAsync();
        // As if the connection that tells of others were away.
        await second.RouteAsync("**/hubs/**", route => route.AbortAsync());
        await second.GotoAsync(first.Url);
        await Expect(second.Locator("form[data-ready]")).ToBeVisibleAsync();
        await first.GetByLabel("Acronyme").FillAsync("DEUX");
        await Expect(first.Locator(".save-state")).ToHaveAttributeAsync("data-state", "saved");

        await second.GetByLabel("Acronyme").FillAsync("UN");
        await Expect(second.Locator(".clash")).ToContainTextAsync("DEUX");
        await Expect(second.GetByLabel("Acronyme")).ToHaveValueAsync("UN");
        await second.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Garder mon texte" }).ClickAsync();
        await Expect(second.Locator(".clash")).ToHaveCountAsync(0);
        await Expect(first.GetByLabel("Acronyme")).ToHaveValueAsync("UN");
        await first.ReloadAsync();
        await Expect(first.GetByLabel("Acronyme")).ToHaveValueAsync("UN");
        await first
            .GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Versions précédentes Acronyme" })
            .ClickAsync();
        await Expect(first.Locator("main")).ToContainTextAsync("DEUX");
    }

    [Test]
    public async Task What_somebody_else_saves_appears_by_itself_and_says_who_is_here()
    {
        var camille = await OpenDraftAsync("Le projet");
        var paul = await OpenAsync("Paul");
        await paul.GotoAsync(camille.Url);
        await Expect(paul.Locator("[data-here-line]")).ToContainTextAsync("Camille");
        await paul.GetByLabel("Acronyme").FillAsync("DE PAUL");
        await camille.GetByLabel("Résumé public").FillAsync("Écrit par Camille au même moment.");
        await Expect(camille.GetByLabel("Acronyme")).ToHaveValueAsync("DE PAUL");
        await Expect(paul.GetByLabel("Résumé public")).ToHaveValueAsync("Écrit par Camille au même moment.");
    }

    [Test]
    public async Task Who_was_signed_out_meanwhile_signs_in_elsewhere_and_loses_nothing()
    {
        var page = await OpenDraftAsync("Le projet");
        var cookies = await page.Context.CookiesAsync();
        await page.Context.ClearCookiesAsync();
        await page.GetByLabel("Acronyme").FillAsync("GARDÉ");
        await Expect(page.Locator("#signed-out")).ToBeVisibleAsync();
        await page.Context.AddCookiesAsync(
            cookies.Select(cookie => new Cookie
            {
                Name = cookie.Name,
                Value = cookie.Value,
                Domain = cookie.Domain,
                Path = cookie.Path,
            })
        );
        await Expect(page.Locator(".save-state")).ToHaveAttributeAsync("data-state", "saved");
        await Expect(page.Locator("#signed-out")).ToBeHiddenAsync();
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Acronyme")).ToHaveValueAsync("GARDÉ");
    }

    [Test]
    public async Task What_was_typed_when_the_page_died_comes_back()
    {
        var page = await OpenDraftAsync("Le projet");
        await page.RouteAsync("**/sections/**", route => route.AbortAsync());
        await page.GetByLabel("Acronyme").FillAsync("REVENU");
        await Expect(page.Locator(".save-state")).ToHaveAttributeAsync("data-state", "offline");
        var address = page.Url;
        var inspector = await page.Context.NewCDPSessionAsync(page);
        _ = inspector.SendAsync("Page.crash");
        var again = await page.Context.NewPageAsync();
        await again.GotoAsync(address);
        await Expect(again.GetByLabel("Acronyme")).ToHaveValueAsync("REVENU");
        await Expect(again.Locator(".save-state")).ToHaveAttributeAsync("data-state", "saved");
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

    /// <summary>A section of the draft that Camille and Paul write together.</summary>
    private async Task<IPage> OpenDraftAsync(string section)
    {
        var page = await OpenAsync("Paul");
        await page.GotoAsync("/dossiers");
        await page.Locator(".rows > li").First.GetByRole(AriaRole.Link).First.ClickAsync();
        var address = page.Url;
        var camille = await OpenAsync("Camille");
        await camille.GotoAsync(address);
        await camille.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = section }).ClickAsync();
        await Expect(camille.Locator("form[data-ready]")).ToBeVisibleAsync();
        return camille;
    }
}
