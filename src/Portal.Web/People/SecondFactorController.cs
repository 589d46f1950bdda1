using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain.People;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;
using QRCoder;

namespace Portal.Web.People;

/// <summary>Enrolling a second factor: an application that makes codes, or a passkey.</summary>
[Authorize, WithoutSecondFactor]
public sealed class SecondFactorController(
    UserManager<Account> users,
    SignInManager<Account> signIn,
    AuthenticatorCodes codes,
    PortalDbContext db,
    PortalClock clock,
    Texts texts
) : Controller
{
    private const int RecoveryCodes = 10;

    /// <summary>Who has a factor proves it before touching it: with a stolen password nobody enrols another one.</summary>
    public override async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        if ((await Me()).TwoFactorEnabled && !SecondFactorGate.IsProven(User))
        {
            await signIn.SignOutAsync();
            context.Result = Redirect("/account/sign-in?back=/account/second-factor");
            return;
        }
        await next();
    }

    [HttpGet("/account/second-factor")]
    public async Task<IActionResult> Enrol() => View(PageOf(await Me()));

    [HttpPost("/account/second-factor"), EnableRateLimiting(WebHygiene.SignInLimit)]
    public async Task<IActionResult> Enrol(EnrolForm form)
    {
        var account = await Me();
        if (codes.Unseal(account, form.Key) is not { } key)
        {
            ModelState.AddModelError("Code", texts["people.enrol-too-late"]);
            return View(PageOf(account));
        }
        var code = string.Concat((form.Code ?? "").Where(char.IsAsciiDigit));
        Note(new SecondFactorEnrolled(account.Person, account.Person, clock.GetUtcNow()));
        if (!await codes.EnrolAsync(account, key, code))
        {
            ModelState.AddModelError("Code", texts["people.code-wrong"]);
            return View(PageOf(account, key));
        }
        await BeginAnewAsync(account, SecondFactorGate.SecondFactor);
        return await RecoveryCodesAsync(account);
    }

    /// <summary>What a browser needs to make a passkey, as JSON.</summary>
    [HttpPost("/account/passkeys/options")]
    public async Task<IActionResult> PasskeyOptions()
    {
        var account = await Me();
        var entity = new PasskeyUserEntity
        {
            Id = account.Id.ToString(),
            Name = account.Email!,
            DisplayName = account.Name,
        };
        return Content(await signIn.MakePasskeyCreationOptionsAsync(entity), "application/json");
    }

    [HttpPost("/account/passkeys")]
    public async Task<IActionResult> AddPasskey(string? credential)
    {
        var account = await Me();
        if (await AttestationAsync(credential) is not { Succeeded: true } attestation)
        {
            ModelState.AddModelError("Code", texts["people.passkey-refused"]);
            return View(nameof(Enrol), PageOf(account));
        }
        var isFirst = !account.TwoFactorEnabled;
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            Note(new SecondFactorEnrolled(account.Person, account.Person, clock.GetUtcNow()));
            (await users.AddOrUpdatePasskeyAsync(account, attestation.Passkey)).OrThrow();
            (await users.SetTwoFactorEnabledAsync(account, enabled: true)).OrThrow();
            await transaction.CommitAsync();
        }
        await BeginAnewAsync(account, SecondFactorGate.Passkey);
        if (isFirst)
            return await RecoveryCodesAsync(account);
        TempData["Said"] = "people.passkey-added";
        return Redirect("/account");
    }

    /// <summary>With the last factor the demand for one ends, until the person's role makes it again.</summary>
    [HttpPost("/account/passkeys/remove")]
    public async Task<IActionResult> RemovePasskey(string? id)
    {
        var account = await Me();
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            Note(new SecondFactorRemoved(account.Person, account.Person, clock.GetUtcNow()));
            (await users.RemovePasskeyAsync(account, Decoded(id))).OrThrow();
            var hasOther =
                await users.GetAuthenticatorKeyAsync(account) is not null
                || (await users.GetPasskeysAsync(account)).Count > 0;
            (await users.SetTwoFactorEnabledAsync(account, hasOther)).OrThrow();
            await transaction.CommitAsync();
        }
        await signIn.RefreshSignInAsync(account);
        TempData["Said"] = "people.passkey-removed";
        return Redirect("/account");
    }

    /// <summary>Null where the browser was never asked, or sent nothing.</summary>
    private async Task<PasskeyAttestationResult?> AttestationAsync(string? credential)
    {
        try
        {
            return string.IsNullOrEmpty(credential) ? null : await signIn.PerformPasskeyAttestationAsync(credential);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private void Note(PersonEvent happened) => db.History.Add(HistoryEntry.Of(happened));

    /// <summary>The session begins anew, now with its second factor proven.</summary>
    private Task BeginAnewAsync(Account account, string method) =>
        signIn.SignInWithClaimsAsync(account, isPersistent: false, [new Claim(SecondFactorGate.Method, method)]);

    private async Task<IActionResult> RecoveryCodesAsync(Account account) =>
        View("RecoveryCodes", (await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes))!.ToList());

    private EnrolPage PageOf(Account account, string? shown = null)
    {
        var key = shown ?? codes.NewKey();
        var issuer = Uri.EscapeDataString(texts["shared.name"]);
        var uri =
            $"otpauth://totp/{issuer}:{Uri.EscapeDataString(account.Email!)}?secret={key}&issuer={issuer}&digits=6";
        return new EnrolPage(
            Grouped(key),
            codes.Seal(account, key),
            Picture(uri),
            User.Viewer().Roles.Overlaps(Viewer.RolesWithSecondFactor) && !SecondFactorGate.IsProven(User)
        );
    }

    /// <summary>What is no credential's id removes none.</summary>
    private static byte[] Decoded(string? id)
    {
        try
        {
            return WebEncoders.Base64UrlDecode(id ?? "");
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private static string Picture(string content)
    {
        using var data = QRCodeGenerator.GenerateQrCode(content, QRCodeGenerator.ECCLevel.M);
        return "data:image/png;base64," + Convert.ToBase64String(new PngByteQRCode(data).GetGraphic(6));
    }

    private static string Grouped(string key) =>
        string.Join(' ', key.ToLowerInvariant().Chunk(4).Select(group => new string(group)));

    private async Task<Account> Me() =>
        await users.GetUserAsync(User) ?? throw new InvalidOperationException("The session's account is gone.");
}

/// <param name="Key">The secret to type by hand, in groups of four.</param>
/// <param name="Sealed">The same as the form brings it back.</param>
/// <param name="Picture">The same as a picture, a data address.</param>
/// <param name="Demanded">Whether the person's role asks for it before anything else.</param>
public sealed record EnrolPage(string Key, string Sealed, string Picture, bool Demanded);
