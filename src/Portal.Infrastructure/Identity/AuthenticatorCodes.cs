using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Identity;

/// <summary>The codes that an application on a telephone makes (RFC 6238): a key is enrolled by its first code, and each code works once.</summary>
public sealed class AuthenticatorCodes(
    UserManager<Account> users,
    IUserStore<Account> store,
    IDataProtectionProvider protection,
    PortalDbContext db
)
{
    /// <summary>Where the used codes of an account are kept.</summary>
    private const string Issuer = "portal";
    private const string UsedCodes = "used-codes";

    /// <summary>Codes of two half minutes before and after the present one are taken.</summary>
    private const int CodesAtOnce = 5;

    private static readonly TimeSpan TimeToEnrol = TimeSpan.FromMinutes(30);

    /// <summary>A new key, which counts for nothing before its first code was typed.</summary>
    public string NewKey() => users.GenerateNewAuthenticatorKey();

    /// <summary>The key as a form can carry it: readable here alone, for this account, for half an hour.</summary>
    public string Seal(Account account, string key) => Sealer(account).Protect(key, TimeToEnrol);

    /// <returns>Null where the seal is broken, another account's, or too old.</returns>
    public string? Unseal(Account account, string? sealedKey)
    {
        try
        {
            return string.IsNullOrEmpty(sealedKey) ? null : Sealer(account).Unprotect(sealedKey);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Replaces the account's key by this one, if the code is of it. Saved with what the context holds.</summary>
    public async Task<bool> EnrolAsync(Account account, string key, string code)
    {
        var keys = (IUserAuthenticatorKeyStore<Account>)store;
        await keys.SetAuthenticatorKeyAsync(account, key, CancellationToken.None);
        if (!await users.VerifyTwoFactorTokenAsync(account, users.Options.Tokens.AuthenticatorTokenProvider, code))
        {
            db.ChangeTracker.Clear();
            return false;
        }
        (await users.SetTwoFactorEnabledAsync(account, enabled: true)).OrThrow();
        await NoteUsedAsync(account, code);
        return true;
    }

    /// <summary>Who read a code over a shoulder comes too late with it.</summary>
    public async Task<bool> WasUsedAsync(Account account, string code) => (await UsedAsync(account)).Contains(code);

    public async Task NoteUsedAsync(Account account, string code) =>
        (
            await users.SetAuthenticationTokenAsync(
                account,
                Issuer,
                UsedCodes,
                string.Join(' ', (await UsedAsync(account)).Append(code).TakeLast(CodesAtOnce))
            )
        ).OrThrow();

    private async Task<string[]> UsedAsync(Account account) =>
        (await users.GetAuthenticationTokenAsync(account, Issuer, UsedCodes))?.Split(' ') ?? [];

    private ITimeLimitedDataProtector Sealer(Account account) =>
        protection.CreateProtector("second-factor", account.Id.ToString()).ToTimeLimitedDataProtector();
}
