using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>A fixture with the portal behind a real address, on a copy of the demonstration.</summary>
public abstract class OnBrowser
{
    private TestDatabase _database = null!;

    protected TestDatabase Database => _database;

    protected PortalHost Host { get; private set; } = null!;

    protected string Address { get; private set; } = "";

    /// <summary>Settings of the host beside the usual ones.</summary>
    protected virtual (string Key, string Value)[] Settings => [];

    [OneTimeSetUp]
    public async Task StartPortal()
    {
        _database = await TestDatabase.CreateDemonstrationAsync();
        var port = PostgresServer.FreePort();
        Address = $"http://localhost:{port}";
        Host = new PortalHost(_database, demonstration: true, [("Portal:Address", Address), .. Settings]);
        Host.UseKestrel(port);
        Host.StartServer();
    }

    /// <summary>A window that stays open goes on asking, of a portal that is no more at last.</summary>
    [TearDown]
    public async Task CloseWindows()
    {
        foreach (var window in (await Browser.GetAsync()).Contexts.ToList())
            await window.CloseAsync();
    }

    [OneTimeTearDown]
    public async Task StopPortal()
    {
        await Host.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>A new browser window, signed in as a person of the demonstration unless none is named.</summary>
    protected async Task<IPage> OpenAsync(
        string? person = null,
        int width = 1280,
        ColorScheme scheme = ColorScheme.Light,
        bool scripts = true,
        string locale = "fr-FR",
        string? address = null
    )
    {
        var browser = await Browser.GetAsync();
        var context = await browser.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = address ?? Address,
                ViewportSize = new ViewportSize { Width = width, Height = 900 },
                ColorScheme = scheme,
                JavaScriptEnabled = scripts,
                Locale = locale,
            }
        );
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        if (person is not null)
        {
            await page.Locator(".demo-as summary").ClickAsync();
            await page.Locator(".demo-as").GetByText(person + " Démo").First.ClickAsync();
            await Expect(page.Locator("header.site")).ToContainTextAsync(person + " Démo");
        }
        return page;
    }
}
