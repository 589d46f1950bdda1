using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications.Bounces;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;
using SignInResult = Microsoft.AspNetCore.Identity.SignInResult;

namespace Portal.Web.People;

/// <summary>Coming in and going out: password, second factor, passkey, recovery code.</summary>
[AllowAnonymous, WithoutSecondFactor]
public sealed class SignInController(
    SignInManager<Account> signIn,
    UserManager<Account> users,
    AuthenticatorCodes codes,
    PortalDbContext db,
    Texts texts,
    IConfiguration configuration
) : Controller
{
    [HttpGet("/account/sign-in")]
    public IActionResult SignIn(string? back) => View(new SignInPage(new SignInForm { Back = back }, HasUpstream()));

    [HttpPost("/account/sign-in"), EnableRateLimiting(WebHygiene.SignInLimit), TakesEvenTime]
    public async Task<IActionResult> SignIn(SignInForm form)
    {
        var account = await users.FindByEmailAsync(form.Email?.Trim() ?? "");
        var result = account is null
            ? SignInResult.Failed
            : await signIn.PasswordSignInAsync(
                account,
                form.Password ?? "",
                isPersistent: false,
                lockoutOnFailure: true
            );
        if (result.Succeeded)
            return await LeaveAsync(account!, form.Back);
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
        var account = await signIn.GetTwoFactorAuthenticationUserAsync();
        var code = string.Concat((form.Code ?? "").Where(char.IsLetterOrDigit));
        var result = code.Length == 6 ? await WithCodeAsync(account, code) : await WithRecoveryCodeAsync(form.Code);
        if (result.Succeeded)
            return await LeaveAsync(account!, form.Back);
        ModelState.AddModelError("Code", texts["people.code-wrong"]);
        return View(form);
    }

    [HttpPost("/account/sign-out")]
    public async Task<IActionResult> SignOutOfPortal([FromServices] Sessions sessions)
    {
        await sessions.EndAsync(User);
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
        // A lockout is for guessed passwords: nobody keeps out who has a passkey by guessing.
        if (await ProofAsync(credential) is not { Succeeded: true } proof || !await signIn.CanSignInAsync(proof.User))
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
        return await LeaveAsync(proof.User, back);
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

    private async Task<SignInResult> WithCodeAsync(Account? account, string code)
    {
        if (account is null || (await codes.IsRightAsync(account, code) && !await codes.SpendAsync(account, code)))
            return SignInResult.Failed;
        return await signIn.TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false);
    }

    private Task<SignInResult> WithRecoveryCodeAsync(string? code) =>
        signIn.TwoFactorRecoveryCodeSignInAsync((code ?? "").Trim());

    private async Task<IActionResult> LeaveAsync(Account account, string? back)
    {
        if (await db.IsRefusedAsync(account.Email, HttpContext.RequestAborted))
            TempData["Warned"] = "mails.address-refused";
        return Redirect(Url.IsLocalUrl(back) ? back : Homes.Of(await users.GetRolesAsync(account)));
    }

    private bool HasUpstream() => Upstream.IsConfigured(configuration);
}

public sealed record SignInPage(SignInForm Form, bool HasUpstream);
