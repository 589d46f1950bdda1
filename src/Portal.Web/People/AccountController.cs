using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Notifications.Bounces;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.People;

/// <summary>Opening an account, proving its address, a new password, and one's own profile.</summary>
[WithoutSecondFactor]
public sealed class AccountController(
    UserManager<Account> users,
    SignInManager<Account> signIn,
    PortalDbContext db,
    AccountMails mails,
    NoteBounces bounces,
    PortalClock clock,
    Texts texts
) : Controller
{
    [HttpGet("/account/sign-up"), AllowAnonymous]
    public IActionResult SignUp(string? back) => View(new SignUpForm { Back = back });

    [HttpPost("/account/sign-up"), AllowAnonymous, EnableRateLimiting(WebHygiene.SignInLimit), TakesEvenTime]
    public async Task<IActionResult> SignUp(
        SignUpForm form,
        [FromServices] IValidator<SignUpForm> validator,
        [FromServices] OpenAccount open
    )
    {
        if (!ModelState.Take(await validator.ValidateAsync(form)))
            return View(form);
        var account = new Account
        {
            Name = form.Name!.Trim(),
            Organisation = form.Organisation?.Trim() ?? "",
            Email = form.Email!.Trim(),
            UserName = form.Email!.Trim(),
            Language = texts.Language,
        };
        if (await RefusedPassword(account, form.Password!))
            return View(form);
        // Whether the address has an account shows in its mailbox only, never here.
        if (await users.FindByEmailAsync(account.Email) is { } there)
        {
            await mails.AlreadyRegisteredAsync(there);
            await db.SaveChangesAsync();
        }
        else
        {
            await open.ByPasswordAsync(account, form.Password!, Url.IsLocalUrl(form.Back) ? form.Back : null);
        }
        return View("SignedUp", account.Email);
    }

    /// <summary>The link of the mail shows a button: programs that follow links confirm nothing.</summary>
    [HttpGet("/account/confirm"), AllowAnonymous]
    public IActionResult Confirm(Guid id, string? token, string? back) => View(new ConfirmPage(id, token ?? "", back));

    [HttpPost("/account/confirm"), AllowAnonymous, EnableRateLimiting(WebHygiene.SignInLimit)]
    public async Task<IActionResult> Confirm(ConfirmPage page)
    {
        if (await users.FindByIdAsync(page.Id.ToString()) is not { } account)
            return View("LinkExpired");
        db.History.Add(HistoryEntry.Of(new AddressConfirmed(account.Person, account.Person, clock.GetUtcNow())));
        await bounces.ConfirmAsync(EmailAddress.Parse(account.Email!), HttpContext.RequestAborted);
        if (!(await users.ConfirmEmailAsync(account, page.Token)).Succeeded)
            return View("LinkExpired");
        TempData["Said"] = "people.confirmed";
        return RedirectToAction("SignIn", "SignIn", new { page.Back });
    }

    [HttpGet("/account/forgotten"), AllowAnonymous]
    public IActionResult Forgotten() => View(new ForgottenForm());

    [HttpPost("/account/forgotten"), AllowAnonymous, EnableRateLimiting(WebHygiene.SignInLimit), TakesEvenTime]
    public async Task<IActionResult> Forgotten(ForgottenForm form)
    {
        if (await users.FindByEmailAsync(form.Email?.Trim() ?? "") is { } account)
        {
            await mails.ResetPasswordAsync(account, await users.GeneratePasswordResetTokenAsync(account));
            await db.SaveChangesAsync();
        }
        return View("ForgottenSent");
    }

    [HttpGet("/account/reset"), AllowAnonymous]
    public IActionResult Reset(Guid id, string? token) => View(new ResetForm { Id = id, Token = token });

    [HttpPost("/account/reset"), AllowAnonymous, EnableRateLimiting(WebHygiene.SignInLimit)]
    public async Task<IActionResult> Reset(ResetForm form)
    {
        var account = await users.FindByIdAsync(form.Id.ToString());
        // Only who holds the link learns anything of the account, such as how long its password must be.
        if (
            account is null
            || !await users.VerifyUserTokenAsync(
                account,
                users.Options.Tokens.PasswordResetTokenProvider,
                UserManager<Account>.ResetPasswordTokenPurpose,
                form.Token ?? ""
            )
        )
            return View("LinkExpired");
        if (await RefusedPassword(account, form.Password ?? ""))
            return View(form);
        // The link came by mail, so it proves the address as well.
        account.EmailConfirmed = true;
        await bounces.ConfirmAsync(EmailAddress.Parse(account.Email!), HttpContext.RequestAborted);
        db.History.Add(HistoryEntry.Of(new PasswordReset(account.Person, account.Person, clock.GetUtcNow())));
        if (!(await users.ResetPasswordAsync(account, form.Token ?? "", form.Password ?? "")).Succeeded)
            return View("LinkExpired");
        // Whoever tried other passwords meanwhile keeps nobody out who proves the address.
        await users.SetLockoutEndDateAsync(account, lockoutEnd: null);
        TempData["Said"] = "people.reset-done";
        return Redirect("/account/sign-in");
    }

    [HttpGet("/account"), Authorize]
    public async Task<IActionResult> Index()
    {
        var account = await Me();
        return View(
            await PageOf(
                account,
                new ProfileForm
                {
                    Name = account.Name,
                    Organisation = account.Organisation,
                    Language = account.Language,
                }
            )
        );
    }

    [HttpPost("/account"), Authorize]
    public async Task<IActionResult> Index(ProfileForm form, [FromServices] IValidator<ProfileForm> validator)
    {
        var account = await Me();
        if (!ModelState.Take(await validator.ValidateAsync(form)))
            return View(await PageOf(account, form));
        (account.Name, account.Organisation) = (form.Name!.Trim(), form.Organisation?.Trim() ?? "");
        account.Language = form.Language!;
        await users.UpdateAsync(account);
        await signIn.RefreshSignInAsync(account);
        TempData["Said"] = "people.profile-saved";
        return RedirectToAction(nameof(Index));
    }

    private async Task<AccountPage> PageOf(Account account, ProfileForm form) =>
        new(
            form,
            account.Email!,
            await users.GetAuthenticatorKeyAsync(account) is not null,
            [.. (await users.GetPasskeysAsync(account)).Select(PasskeyRow.Of)]
        );

    private async Task<Account> Me() =>
        await users.GetUserAsync(User) ?? throw new InvalidOperationException("The session's account is gone.");

    /// <summary>Tells what is wrong with a password, at its field.</summary>
    private async Task<bool> RefusedPassword(Account account, string password)
    {
        foreach (var validator in users.PasswordValidators)
        foreach (var error in (await validator.ValidateAsync(users, account, password)).Errors)
            ModelState.AddModelError(
                "Password",
                texts[$"people.{error.Code}", PasswordRules.MinLength, PasswordRules.MinLengthOfAdministrators]
            );
        return !ModelState.IsValid;
    }
}

public sealed record ConfirmPage(Guid Id, string Token, string? Back);

public sealed record AccountPage(
    ProfileForm Form,
    string Email,
    bool HasAuthenticator,
    IReadOnlyList<PasskeyRow> Passkeys
);

/// <param name="Id">The credential's id, base64url.</param>
public sealed record PasskeyRow(string Id, string Name, DateTimeOffset CreatedAt)
{
    public static PasskeyRow Of(UserPasskeyInfo passkey) =>
        new(Base64(passkey.CredentialId), passkey.Name ?? "", passkey.CreatedAt);

    private static string Base64(byte[] id) => Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlEncode(id);
}
