using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Domain.People;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Retention;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.People;

/// <summary>
/// The right to be forgotten: what goes, what stays and why, what has to be settled first. Asked for with what one signs
/// in with; done a week later, unless one signs in meanwhile.
/// </summary>
[Authorize]
public sealed class EraseAccountController(
    UserManager<Account> users,
    SignInManager<Account> signIn,
    PortalDbContext db,
    ErasureStops stops,
    WhatIsKept kept,
    Texts texts
) : Controller
{
    [HttpGet("/account/erase")]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View("/People/Erase.cshtml", await PageOf(await Me(), cancellation));

    [HttpPost("/account/erase"), EnableRateLimiting(WebHygiene.SignInLimit)]
    public async Task<IActionResult> Ask(
        EraseForm form,
        [FromServices] AccountMails mails,
        [FromServices] Sessions sessions,
        CancellationToken cancellation
    )
    {
        var account = await Me();
        // With a stolen password alone nobody erases an account that has a second factor.
        if (account.TwoFactorEnabled && !SecondFactorGate.IsProven(User))
        {
            await signIn.SignOutAsync();
            return Redirect("/account/sign-in?back=/account/erase");
        }
        AccountErasure.EnsureFree(await stops.OfAsync(account.Person, cancellation));
        if (await ErrorOf(account, form) is { } error)
        {
            ModelState.AddModelError(nameof(EraseForm.Proof), texts[error]);
            return View("/People/Erase.cshtml", await PageOf(account, cancellation));
        }
        var now = await db.NowAsync(cancellation);
        var due = AccountErasure.DueAt(now);
        account.ErasureAskedAt = now;
        db.History.Add(HistoryEntry.Of(new ErasureAsked(account.Person, due, account.Person, now)));
        await mails.ErasureAskedAsync(account, due);
        // Sessions elsewhere end as well: signing in anew is what undoes it.
        (await users.UpdateSecurityStampAsync(account)).OrThrow();
        await sessions.EndAsync(User);
        await signIn.SignOutAsync();
        TempData["Said"] = "erase.asked";
        return Redirect("/");
    }

    /// <summary>The password; where the account has none, its address, so that no slip of the hand asks for it.</summary>
    private async Task<string?> ErrorOf(Account account, EraseForm form)
    {
        if (account.PasswordHash is null)
            return string.Equals(form.Proof?.Trim(), account.Email, StringComparison.OrdinalIgnoreCase)
                ? null
                : "erase.address-wrong";
        var checkedNow = await signIn.CheckPasswordSignInAsync(account, form.Proof ?? "", lockoutOnFailure: true);
        return checkedNow.Succeeded ? null : "erase.password-wrong";
    }

    private async Task<ErasePage> PageOf(Account account, CancellationToken cancellation) =>
        new(
            await stops.OfAsync(account.Person, cancellation),
            await kept.OfAsync(account.Person, cancellation),
            account.PasswordHash is not null,
            account.Email!,
            AccountErasure.DueAt(await db.NowAsync(cancellation))
        );

    private async Task<Account> Me() =>
        await users.GetUserAsync(User) ?? throw new InvalidOperationException("The session's account is gone.");
}

public sealed class EraseForm
{
    /// <summary>The password, or the address of an account that has none.</summary>
    public string? Proof { get; set; }
}

/// <param name="Stops">What has to be settled first; none where it can be asked for.</param>
/// <param name="Due">When it would be done.</param>
public sealed record ErasePage(
    IReadOnlyList<ErasureStop> Stops,
    KeptOfPerson Kept,
    bool HasPassword,
    string Email,
    DateTimeOffset Due
);
