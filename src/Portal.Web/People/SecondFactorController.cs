using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
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
    PortalDbContext db,
    PortalClock clock,
    Texts texts
) : Controller
{
    private const int RecoveryCodes = 10;

    [HttpGet("/account/second-factor")]
    public async Task<IActionResult> Enrol() => View(await PageOf(await Me()));

    [HttpPost("/account/second-factor"), EnableRateLimiting(WebHygiene.SignInLimit)]
    public async Task<IActionResult> Enrol(CodeForm form)
    {
        var account = await Me();
        var code = string.Concat((form.Code ?? "").Where(char.IsAsciiDigit));
        var provider = users.Options.Tokens.AuthenticatorTokenProvider;
        if (!await users.VerifyTwoFactorTokenAsync(account, provider, code))
        {
            ModelState.AddModelError("Code", texts["people.code-wrong"]);
            return View(await PageOf(account));
        }
        await users.SetTwoFactorEnabledAsync(account, enabled: true);
        var codes = await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes);
        await NoteAsync(account, SecondFactorGate.SecondFactor);
        return View("RecoveryCodes", codes!.ToList());
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
            return View(nameof(Enrol), await PageOf(account));
        }
        (await users.AddOrUpdatePasskeyAsync(account, attestation.Passkey)).OrThrow();
        await NoteAsync(account, SecondFactorGate.Passkey);
        TempData["Said"] = "people.passkey-added";
        return Redirect("/account");
    }

    [HttpPost("/account/passkeys/remove")]
    public async Task<IActionResult> RemovePasskey(string? id)
    {
        await users.RemovePasskeyAsync(await Me(), Decoded(id));
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

    /// <summary>Writes the enrolment down and begins the session anew, now with its second factor proven.</summary>
    private async Task NoteAsync(Account account, string method)
    {
        db.History.Add(HistoryEntry.Of(new SecondFactorEnrolled(account.Person, account.Person, clock.GetUtcNow())));
        await db.SaveChangesAsync();
        await signIn.SignInWithClaimsAsync(account, isPersistent: false, [new Claim(SecondFactorGate.Method, method)]);
    }

    private async Task<EnrolPage> PageOf(Account account)
    {
        var key = await users.GetAuthenticatorKeyAsync(account);
        if (key is null)
        {
            await users.ResetAuthenticatorKeyAsync(account);
            key = await users.GetAuthenticatorKeyAsync(account);
        }
        var issuer = Uri.EscapeDataString(texts["shared.name"]);
        var uri =
            $"otpauth://totp/{issuer}:{Uri.EscapeDataString(account.Email!)}?secret={key}&issuer={issuer}&digits=6";
        return new EnrolPage(
            Grouped(key!),
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
/// <param name="Picture">The same as a picture, a data address.</param>
/// <param name="Demanded">Whether the person's role asks for it before anything else.</param>
public sealed record EnrolPage(string Key, string Picture, bool Demanded);
