using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.People;

/// <summary>Coming in and going out: password, second factor, passkey, recovery code.</summary>
[AllowAnonymous, WithoutSecondFactor]
public sealed class SignInController(
    SignInManager<Account> signIn,
    UserManager<Account> users,
    Texts texts,
    IConfiguration configuration
) : Controller
{
    [HttpGet("/account/sign-in")]
    public IActionResult SignIn(string? back) => View(new SignInPage(new SignInForm { Back = back }, HasUpstream()));

    [HttpPost("/account/sign-in"), EnableRateLimiting(WebHygiene.SignInLimit)]
    public async Task<IActionResult> SignIn(SignInForm form)
    {
        var account = await users.FindByEmailAsync(form.Email?.Trim() ?? "");
        var result = account is null
            ? Refuse(form.Password)
            : await signIn.PasswordSignInAsync(
                account,
                form.Password ?? "",
                isPersistent: false,
                lockoutOnFailure: true
            );
        if (result.Succeeded)
            return Leave(form.Back);
        if (result.RequiresTwoFactor)
            return RedirectToAction(nameof(Code), new { back = form.Back });
        ModelState.AddModelError("Email", texts["people.sign-in-refused"]);
        return View(new SignInPage(form, HasUpstream()));
    }

    [HttpGet("/account/code")]
    public async Task<IActionResult> Code(string? back) =>
        await signIn.GetTwoFactorAuthenticationUserAsync() is null
            ? RedirectToAction(nameof(SignIn), new { back })
            : View(new CodeForm { Back = back });

    [HttpPost("/account/code"), EnableRateLimiting(WebHygiene.SignInLimit)]
    public async Task<IActionResult> Code(CodeForm form)
    {
        var code = string.Concat((form.Code ?? "").Where(char.IsLetterOrDigit));
        var result =
            code.Length == 6
                ? await signIn.TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false)
                : await signIn.TwoFactorRecoveryCodeSignInAsync((form.Code ?? "").Trim());
        if (result.Succeeded)
            return Leave(form.Back);
        ModelState.AddModelError("Code", texts["people.code-wrong"]);
        return View(form);
    }

    [HttpPost("/account/sign-out")]
    public async Task<IActionResult> SignOutOfPortal()
    {
        await signIn.SignOutAsync();
        return Redirect("/");
    }

    /// <summary>What a browser needs to sign in with a passkey, as JSON.</summary>
    [HttpPost("/account/passkey/options"), EnableRateLimiting(WebHygiene.SignInLimit)]
    public async Task<IActionResult> PasskeyOptions() =>
        Content(await signIn.MakePasskeyRequestOptionsAsync(user: null), "application/json");

    [HttpPost("/account/passkey/sign-in"), EnableRateLimiting(WebHygiene.SignInLimit)]
    public async Task<IActionResult> Passkey(string? credential, string? back)
    {
        if (
            await ProofAsync(credential) is not { Succeeded: true } proof
            || !await signIn.CanSignInAsync(proof.User)
            || await users.IsLockedOutAsync(proof.User)
        )
        {
            ModelState.AddModelError("Email", texts["people.passkey-refused"]);
            return View(nameof(SignIn), new SignInPage(new SignInForm { Back = back }, HasUpstream()));
        }
        await users.AddOrUpdatePasskeyAsync(proof.User, proof.Passkey);
        await signIn.SignInWithClaimsAsync(
            proof.User,
            isPersistent: false,
            [new Claim(SecondFactorGate.Method, SecondFactorGate.Passkey)]
        );
        return Leave(back);
    }

    /// <summary>Null where the browser was never asked, or sent nothing.</summary>
    private async Task<PasskeyAssertionResult<Account>?> ProofAsync(string? credential)
    {
        try
        {
            return string.IsNullOrEmpty(credential) ? null : await signIn.PerformPasskeyAssertionAsync(credential);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>An unknown address takes as long as a wrong password: the answer's time tells nothing.</summary>
    private Microsoft.AspNetCore.Identity.SignInResult Refuse(string? password)
    {
        users.PasswordHasher.HashPassword(new Account(), password ?? "");
        return Microsoft.AspNetCore.Identity.SignInResult.Failed;
    }

    private RedirectResult Leave(string? back) => Redirect(Url.IsLocalUrl(back) ? back : "/dossiers");

    private bool HasUpstream() => Upstream.IsConfigured(configuration);
}

public sealed record SignInPage(SignInForm Form, bool HasUpstream);
