using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>Sign-in by an upstream provider: here another portal, which is one.</summary>
[TestFixture]
internal sealed class UpstreamTests : OnBrowser
{
    private readonly int _port = PostgresServer.FreePort();

    private string Portal => $"http://127.0.0.1:{_port}";

    protected override (string Key, string Value)[] Settings =>
        [
            ("OpenId:Clients:0:ClientId", "portal"),
            ("OpenId:Clients:0:Secret", "a-long-secret-of-a-portal"),
            ("OpenId:Clients:0:RedirectUris:0", $"{Portal}/account/upstream/callback"),
        ];

    [Test]
    public async Task A_new_person_gets_an_account_and_finds_it_again_while_a_taken_address_opens_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var portal = new PortalHost(
            database,
            demonstration: false,
            ("Portal:Address", Portal),
            ("SignIn:ProConnect:Authority", Address),
            ("SignIn:ProConnect:RequireHttpsMetadata", "false"),
            ("SignIn:ProConnect:ClientId", "portal"),
            ("SignIn:ProConnect:ClientSecret", "a-long-secret-of-a-portal"),
            ("SignIn:ProConnect:Scopes", "openid email profile")
        );
        portal.UseKestrel(_port);
        portal.StartServer();

        await SignInAsync("Camille");
        var page = await SignInAsync("Camille");
        await Expect(page.Locator("header.site")).ToContainTextAsync("Camille Démo");
        await using var db = database.Open();
        var camille = await db.Users.SingleAsync();
        Assert.That((camille.Email, camille.Name), Is.EqualTo(("camille@demo.example", "Camille Démo")));

        await db.Users.ExecuteUpdateAsync(change =>
            change
                .SetProperty(account => account.Email, "paul@demo.example")
                .SetProperty(account => account.NormalizedEmail, "PAUL@DEMO.EXAMPLE")
        );
        page = await SignInAsync("Paul");
        await Expect(page.Locator("header.site")).Not.ToContainTextAsync("Démo");
        Assert.That(await db.Users.CountAsync(), Is.EqualTo(1));
    }

    /// <summary>In a new window: somebody who is signed in at the provider takes its button on the portal's page.</summary>
    private async Task<IPage> SignInAsync(string person)
    {
        var page = await OpenAsync(person);
        await page.GotoAsync($"{Portal}/account/sign-in");
        await page.Locator("form[action='/account/upstream'] button").ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Autoriser" }).ClickAsync();
        await page.WaitForURLAsync($"{Portal}/**");
        return page;
    }
}
