using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>Another site, on an address of its own, that lets people sign in with the portal.</summary>
[TestFixture]
internal sealed class OutsideClientTests : OnBrowser
{
    private readonly int _port = PostgresServer.FreePort();

    protected override (string Key, string Value)[] Settings =>
        [
            ("OpenId:Clients:0:ClientId", "partner"),
            ("OpenId:Clients:0:Name", "Partenaire"),
            ("OpenId:Clients:0:Secret", "a-long-secret-of-a-site"),
            ("OpenId:Clients:0:RedirectUris:0", $"http://127.0.0.1:{_port}/signin-oidc"),
        ];

    [Test]
    public async Task Who_agrees_arrives_signed_in_at_the_other_site_and_who_refuses_does_not()
    {
        await using var site = OtherSite();
        await site.StartAsync();
        var page = await OpenAsync("Camille");

        await page.GotoAsync($"http://127.0.0.1:{_port}/");
        await Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Refuser" }).ClickAsync();
        await Expect(page.Locator("body")).ToHaveTextAsync("access_denied");

        await page.GotoAsync($"http://127.0.0.1:{_port}/");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Autoriser" }).ClickAsync();
        await Expect(page.Locator("body")).ToHaveTextAsync("Camille Démo, camille@demo.example");
    }

    private WebApplication OtherSite()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls($"http://127.0.0.1:{_port}");
        builder
            .Services.AddAuthentication("session")
            .AddCookie("session", cookie => cookie.ForwardChallenge = "portal")
            .AddOpenIdConnect(
                "portal",
                client =>
                {
                    client.Authority = Address;
                    client.RequireHttpsMetadata = false;
                    client.ClientId = "partner";
                    client.ClientSecret = "a-long-secret-of-a-site";
                    client.ResponseType = "code";
                    client.ResponseMode = "query";
                    client.Scope.Add("email");
                    client.GetClaimsFromUserInfoEndpoint = true;
                    client.MapInboundClaims = false;
                    client.Events.OnAccessDenied = context => AnswerAsync(context, "access_denied");
                    // Cookies of plain HTTP, between two addresses of one machine.
                    client.CorrelationCookie.SameSite = client.NonceCookie.SameSite = SameSiteMode.Lax;
                    client.CorrelationCookie.SecurePolicy = client.NonceCookie.SecurePolicy = CookieSecurePolicy.None;
                }
            );
        builder.Services.AddAuthorization();
        var site = builder.Build();
        site.UseAuthentication();
        site.UseAuthorization();
        site.MapGet("/", (ClaimsPrincipal user) => $"{user.FindFirstValue("name")}, {user.FindFirstValue("email")}")
            .RequireAuthorization();
        return site;
    }

    private static Task AnswerAsync(AccessDeniedContext context, string text)
    {
        context.HandleResponse();
        return context.Response.WriteAsync(text);
    }
}
