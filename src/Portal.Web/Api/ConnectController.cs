using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Portal.Domain.People;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Web.People;
using Portal.Web.Shared;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Portal.Web.Api;

/// <summary>The endpoints of the OpenID Connect server that need a person or a decision of ours.</summary>
public sealed class ConnectController(
    UserManager<Account> users,
    IOpenIddictApplicationManager applications,
    PortalDbContext db
) : Controller
{
    /// <summary>In tokens that only the portal can read: it changes with the account's password and factors.</summary>
    internal const string Stamp = "security-stamp";

    /// <summary>Whether the session that agreed had proven a second factor; in the same tokens.</summary>
    internal const string Proven = "second-factor";

    /// <summary>Asks the person whether the client may act for them: every time, since nothing is remembered.</summary>
    [HttpGet("/connect/authorize"), Authorize]
    public async Task<IActionResult> Consent()
    {
        var request = OpenIdRequest();
        // Consent is asked each time, so it can't be had without a page.
        if (request.HasPromptValue(PromptValues.None))
            return Refused(Errors.ConsentRequired);
        var client =
            await applications.FindByClientIdAsync(request.ClientId!)
            ?? throw new InvalidOperationException("The client is gone.");
        HttpContext.LetFormsLeadTo(new Uri(request.RedirectUri!));
        return View(
            new ConsentPage(
                await applications.GetDisplayNameAsync(client) ?? request.ClientId!,
                request.GetScopes(),
                [.. Request.Query.SelectMany(pair => pair.Value.Select(value => (pair.Key, value ?? "")))]
            )
        );
    }

    [HttpPost("/connect/authorize"), Authorize]
    public async Task<IActionResult> Authorize(string? answer)
    {
        var request = OpenIdRequest();
        if (answer != "yes")
            return Refused(Errors.AccessDenied);
        var account =
            await users.GetUserAsync(User) ?? throw new InvalidOperationException("The session's account is gone.");
        var (person, scopes, now) = (account.Person, request.GetScopes(), await db.NowAsync());
        db.History.Add(HistoryEntry.Of(new ClientAllowed(person, request.ClientId!, scopes, person, now)));
        await db.SaveChangesAsync();
        return SignIn(
            new ClaimsPrincipal(IdentityOf(account, scopes, SecondFactorGate.IsProven(User))),
            OpenIddictServerAspNetCoreDefaults.AuthenticationScheme
        );
    }

    [HttpPost("/connect/token"), AllowAnonymous, IgnoreAntiforgeryToken, EnableRateLimiting(WebHygiene.SignInLimit)]
    public async Task<IActionResult> Token()
    {
        var request = OpenIdRequest();
        if (request.IsClientCredentialsGrantType())
            return SignIn(
                new ClaimsPrincipal(IdentityOf(request.ClientId!, request.GetScopes())),
                OpenIddictServerAspNetCoreDefaults.AuthenticationScheme
            );
        var granted = (
            await HttpContext.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)
        ).Principal!;
        // Renewed only for an account that is still there, not locked, and whose secrets are those of the consent.
        var account = await users.FindByIdAsync(granted.GetClaim(Claims.Subject)!);
        if (
            account is null
            || await users.IsLockedOutAsync(account)
            || granted.GetClaim(Stamp) != account.SecurityStamp
        )
            return Refused(Errors.InvalidGrant);
        return SignIn(
            new ClaimsPrincipal(IdentityOf(account, granted.GetScopes(), granted.HasClaim(Proven, YesClaim))),
            OpenIddictServerAspNetCoreDefaults.AuthenticationScheme
        );
    }

    [
        HttpGet("/connect/userinfo"),
        Authorize(AuthenticationSchemes = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)
    ]
    public async Task<IActionResult> UserInfo()
    {
        // A client that acts for itself is no person.
        if (
            !Guid.TryParse(User.GetClaim(Claims.Subject), out var id)
            || await users.FindByIdAsync(id.ToString()) is not { } account
        )
            return Challenge(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        var told = new Dictionary<string, object>(StringComparer.Ordinal) { [Claims.Subject] = account.Id.ToString() };
        if (User.HasScope(Scopes.Profile))
            told[Claims.Name] = account.Name;
        if (User.HasScope(Scopes.Email))
            (told[Claims.Email], told[Claims.EmailVerified]) = (account.Email!, account.EmailConfirmed);
        return Ok(told);
    }

    private ForbidResult Refused(string error) =>
        Forbid(
            new AuthenticationProperties(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
                }
            ),
            OpenIddictServerAspNetCoreDefaults.AuthenticationScheme
        );

    private OpenIddictRequest OpenIdRequest() =>
        HttpContext.GetOpenIddictServerRequest()
        ?? throw new InvalidOperationException("This is no OpenID Connect request.");

    internal const string YesClaim = "yes";

    private static ClaimsIdentity IdentityOf(Account account, IEnumerable<string> scopes, bool isProven)
    {
        var identity = Blank(account.Id.ToString(), scopes);
        identity
            .SetClaim(Claims.Name, account.Name)
            .SetClaim(Claims.Email, account.Email)
            .SetClaim(Stamp, account.SecurityStamp)
            .SetClaim(Proven, isProven ? YesClaim : null);
        identity.SetDestinations(claim =>
            claim.Type switch
            {
                Claims.Name when identity.HasScope(Scopes.Profile) => [Destinations.IdentityToken],
                Claims.Email when identity.HasScope(Scopes.Email) => [Destinations.IdentityToken],
                Claims.Subject => [Destinations.AccessToken, Destinations.IdentityToken],
                Stamp or Proven => [Destinations.AccessToken],
                _ => [],
            }
        );
        return identity;
    }

    private static ClaimsIdentity IdentityOf(string client, IEnumerable<string> scopes)
    {
        var identity = Blank(client, scopes);
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        return identity;
    }

    private static ClaimsIdentity Blank(string subject, IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity("portal", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, subject);
        identity.SetScopes(scopes);
        return identity;
    }
}

/// <param name="Parameters">The client's request, handed through the form.</param>
public sealed record ConsentPage(
    string Client,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<(string Name, string Value)> Parameters
);
