using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Infrastructure.Webhooks;

/// <summary>A message as it goes out once, with its headers (Standard Webhooks 1.0).</summary>
public sealed record SignedMessage(string Id, string Timestamp, string Signature, string Body)
{
    /// <param name="id">The same for every try.</param>
    /// <param name="body">The same for every try.</param>
    /// <param name="secrets">Each gives a signature of its own.</param>
    /// <param name="at">When it is sent, by a clock that receivers share: they refuse what is five minutes off.</param>
    public static SignedMessage Of(string id, string body, IEnumerable<byte[]> secrets, DateTimeOffset at)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var content = Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}");
        var signatures = secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, content))}");
        return new SignedMessage(id, timestamp, string.Join(' ', signatures), body);
    }

    private const string Prefix = "whsec_";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Whether what came in was signed with a secret, and just now.</summary>
    /// <param name="secret">As its owner was told it, <c>whsec_…</c>.</param>
    /// <param name="header">A header by its name; empty where it is missing.</param>
    /// <param name="body">As it came.</param>
    /// <param name="now">By the clock that senders share.</param>
    public static bool IsSigned(string secret, Func<string, string> header, byte[] body, DateTimeOffset now)
    {
        var (id, stamp) = (header("webhook-id"), header("webhook-timestamp"));
        if (
            !long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            || (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance
        )
            return false;
        var bytes = secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret;
        var expected = Of(
            id,
            Encoding.UTF8.GetString(body),
            [Convert.FromBase64String(bytes)],
            DateTimeOffset.FromUnixTimeSeconds(seconds)
        );
        return header("webhook-signature")
            .Split(' ')
            .Any(given =>
                CryptographicOperations.FixedTimeEquals(
                    Encoding.UTF8.GetBytes(given),
                    Encoding.UTF8.GetBytes(expected.Signature)
                )
            );
    }

    internal HttpRequestMessage To(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(Body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("webhook-id", Id);
        request.Headers.Add("webhook-timestamp", Timestamp);
        request.Headers.Add("webhook-signature", Signature);
        return request;
    }
}
