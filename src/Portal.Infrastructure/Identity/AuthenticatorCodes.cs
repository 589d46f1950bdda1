using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
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

    /// <summary>
    /// Room for the five codes of six digits that are right at one moment (two half minutes before and after are
    /// taken), with a space between them.
    /// </summary>
    private const int LengthOfUsedCodes = 34;

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
        if (!await IsRightAsync(account, code))
        {
            db.ChangeTracker.Clear();
            return false;
        }
        (await users.SetTwoFactorEnabledAsync(account, enabled: true)).OrThrow();
        await SpendAsync(account, code);
        return true;
    }

    public Task<bool> IsRightAsync(Account account, string code) =>
        users.VerifyTwoFactorTokenAsync(account, users.Options.Tokens.AuthenticatorTokenProvider, code);

    /// <summary>Uses a code up, in one statement: of two who come at once with the same, one has it.</summary>
    /// <returns>Whether it was still unused: who read it over a shoulder comes too late with it.</returns>
    public async Task<bool> SpendAsync(Account account, string code) =>
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into account_tokens as used (user_id, login_provider, name, value)
            values ({account.Id}, {Issuer}, {UsedCodes}, {code})
            on conflict (user_id, login_provider, name) do update
            set value = right(used.value || ' ' || {code}, {LengthOfUsedCodes})
            where {code} <> all (string_to_array(used.value, ' '))
            """
        ) == 1;

    private ITimeLimitedDataProtector Sealer(Account account) =>
        protection.CreateProtector("second-factor", account.Id.ToString()).ToTimeLimitedDataProtector();
}
