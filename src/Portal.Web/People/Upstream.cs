using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain.People;
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
    public async Task<IActionResult> Return(string? back)
    {
        if (!Upstream.IsConfigured(configuration) || await signIn.GetExternalLoginInfoAsync() is not { } login)
            return Redirect("/account/sign-in");
        var known = await users.FindByLoginAsync(login.LoginProvider, login.ProviderKey);
        if (known is null && await users.GetUserAsync(User) is { } me)
            (await users.AddLoginAsync(known = me, login)).OrThrow();
        known ??= await OpenAsync(login);
        if (known is null)
            return View("UpstreamTaken");
        await signIn.SignInWithClaimsAsync(
            known,
            isPersistent: false,
            [new Claim(SecondFactorGate.Method, MethodOf(login))]
        );
        return Redirect(Url.IsLocalUrl(back) ? back : Homes.Of(await users.GetRolesAsync(known)));
    }

    /// <summary>A new account for a new address; null where the address has an account already.</summary>
    private async Task<Account?> OpenAsync(ExternalLoginInfo login)
    {
        var email = login.Principal.FindFirstValue("email") ?? "";
        if (email.Length == 0 || await users.FindByEmailAsync(email) is not null)
            return null;
        var account = new Account
        {
            Email = email,
            UserName = email,
            EmailConfirmed = true,
            Name = NameOf(login.Principal) ?? email,
            Language = texts.Language,
            CreatedAt = clock.GetUtcNow(),
        };
        (await users.CreateAsync(account)).OrThrow();
        (await users.AddLoginAsync(account, login)).OrThrow();
        (await users.AddToRoleAsync(account, nameof(PortalRole.Carrier))).OrThrow();
        return account;
    }

    private static string? NameOf(ClaimsPrincipal person) =>
        (person.FindFirstValue("given_name"), person.FindFirstValue("usual_name")) is ({ } given, { } usual)
            ? $"{given} {usual}"
            : person.FindFirstValue("name");

    /// <summary>The provider's own second factor counts, if it says so.</summary>
    private static string MethodOf(ExternalLoginInfo login) =>
        login
            .Principal.FindAll("amr")
            .Any(method => method.Value.Contains(SecondFactorGate.SecondFactor, StringComparison.Ordinal))
            ? SecondFactorGate.SecondFactor
            : SecondFactorGate.Password;
}
