using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain.People;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.People;

/// <summary>Sign-in by an upstream provider such as ProConnect: configuration alone switches it on.</summary>
internal static class Upstream
{
    public const string Scheme = "ProConnect";

    /// <summary>What ProConnect calls the parts of a name; other providers are asked for <c>profile</c> by the setting.</summary>
    private const string Scopes = "openid email given_name usual_name";

    /// <summary>ProConnect's word for the family name.</summary>
    public const string UsualName = "usual_name";

    public const string EmailVerified = "email_verified";

    public static bool IsConfigured(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration["SignIn:ProConnect:Authority"]);

    public static void AddUpstreamSignIn(this WebApplicationBuilder builder)
    {
        if (!IsConfigured(builder.Configuration))
            return;
        builder
            .Services.AddAuthentication()
            .AddOpenIdConnect(
                Scheme,
                options =>
                {
                    builder.Configuration.GetSection("SignIn:ProConnect").Bind(options);
                    options.SignInScheme = IdentityConstants.ExternalScheme;
                    (options.ResponseType, options.ResponseMode) = ("code", "query");
                    options.CallbackPath = "/account/upstream/callback";
                    options.Scope.Clear();
                    foreach (var scope in (builder.Configuration["SignIn:ProConnect:Scopes"] ?? Scopes).Split(' '))
                        options.Scope.Add(scope);
                    options.GetClaimsFromUserInfoEndpoint = true;
                    foreach (var claim in new[] { UsualName, EmailVerified })
                        options.ClaimActions.MapUniqueJsonKey(claim, claim);
                    options.MapInboundClaims = false;
                    // The answer comes by a redirect, which lax cookies go along with.
                    foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
                        (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
                }
            );
    }
}

/// <summary>
/// An upstream identity opens the account that is linked to it. It never takes over an account by its address
/// alone: the owner links it while signed in.
/// </summary>
[AllowAnonymous, WithoutSecondFactor]
public sealed class UpstreamController(
    SignInManager<Account> signIn,
    UserManager<Account> users,
    PortalDbContext db,
    PortalClock clock,
    IConfiguration configuration,
    Texts texts
) : Controller
{
    [HttpPost("/account/upstream")]
    public IActionResult Go(string? back)
    {
        if (!Upstream.IsConfigured(configuration))
            return NotFound();
        var properties = signIn.ConfigureExternalAuthenticationProperties(
            Upstream.Scheme,
            Url.Action(nameof(Return), new { back })
        );
        return Challenge(properties, Upstream.Scheme);
    }

    [HttpGet("/account/upstream/return")]
    public async Task<IActionResult> Return(string? back, [FromServices] OpenAccount open)
    {
        if (!Upstream.IsConfigured(configuration) || await signIn.GetExternalLoginInfoAsync() is not { } login)
            return Redirect("/account/sign-in");
        var known = await users.FindByLoginAsync(login.LoginProvider, login.ProviderKey);
        if (known is null && await users.GetUserAsync(User) is { } me)
            await LinkAsync(known = me, login);
        if (known is null)
        {
            known = NewAccount(login.Principal);
            if (known.Email!.Length == 0 || await users.FindByEmailAsync(known.Email) is not null)
                return View("UpstreamTaken");
            if (!await open.ByUpstreamAsync(known, login, Url.IsLocalUrl(back) ? back : null))
                return View("UpstreamTaken");
        }
        if (!known.EmailConfirmed)
            return View("SignedUp", known.Email);
        return await EnterAsync(known, login, back);
    }

    /// <summary>The provider's own second factor counts if it says so; else the account's own is asked for.</summary>
    private async Task<IActionResult> EnterAsync(Account account, ExternalLoginInfo login, string? back)
    {
        if (login.Principal.HasClaim(SecondFactorGate.Method, SecondFactorGate.SecondFactor))
            await signIn.SignInWithClaimsAsync(
                account,
                isPersistent: false,
                [new Claim(SecondFactorGate.Method, SecondFactorGate.SecondFactor)]
            );
        else
        {
            var result = await signIn.ExternalLoginSignInAsync(
                login.LoginProvider,
                login.ProviderKey,
                isPersistent: false,
                bypassTwoFactor: false
            );
            if (result.RequiresTwoFactor)
                return RedirectToAction(nameof(SignInController.Code), "SignIn", new { back });
            if (!result.Succeeded)
                return Redirect("/account/sign-in");
        }
        return Redirect(Url.IsLocalUrl(back) ? back : Homes.Of(await users.GetRolesAsync(account)));
    }

    private async Task LinkAsync(Account account, ExternalLoginInfo login)
    {
        db.History.Add(HistoryEntry.Of(new UpstreamLinked(account.Person, account.Person, clock.GetUtcNow())));
        (await users.AddLoginAsync(account, login)).OrThrow();
    }

    private Account NewAccount(ClaimsPrincipal person)
    {
        var email = person.FindFirstValue("email") ?? "";
        return new Account
        {
            Email = email,
            UserName = email,
            EmailConfirmed =
                bool.TryParse(person.FindFirstValue(Upstream.EmailVerified), out var isVerified) && isVerified,
            Name = NameOf(person) ?? email,
            Language = texts.Language,
        };
    }

    private static string? NameOf(ClaimsPrincipal person) =>
        (person.FindFirstValue("given_name"), person.FindFirstValue(Upstream.UsualName)) is ({ } given, { } usual)
            ? $"{given} {usual}"
            : person.FindFirstValue("name");
}
