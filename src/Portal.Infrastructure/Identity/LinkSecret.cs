using System.Security.Cryptography;
using System.Text;

namespace Portal.Infrastructure.Identity;

/// <summary>The secret of a link that goes out by mail: 256 random bits. The database holds its hash.</summary>
public static class LinkSecret
{
    /// <summary>Characters of a secret as it stands in an address.</summary>
    public const int Length = 64;

    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Length / 2));

    public static string HashOf(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
