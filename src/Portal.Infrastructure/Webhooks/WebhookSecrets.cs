using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Portal.Infrastructure.Webhooks;

/// <summary>
/// What signs messages: 256 random bits, told to the owner once as <c>whsec_…</c>. The portal has to sign with them, so
/// that a hash won't do: the database holds them sealed with its data protection keys.
/// </summary>
public sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private const string Prefix = "whsec_";
    private const int Bytes = 32;

    public static string New() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    public string Seal(string secret) => Sealer.Protect(secret);

    /// <returns>Null where the keys that sealed it are gone.</returns>
    public byte[]? Open(string sealedSecret)
    {
        try
        {
            return Convert.FromBase64String(Sealer.Unprotect(sealedSecret)[Prefix.Length..]);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Sealer => protection.CreateProtector("webhooks");
}
