using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Portal.Domain;
using Portal.Domain.Notifications;
using Portal.Infrastructure.Webhooks;

namespace Portal.Infrastructure.Notifications.Bounces;

/// <summary>
/// A provider's webhook, signed as the portal signs its own (Standard Webhooks 1.0):
/// <c>{"type": "mail.bounced", "data": {"message_id": "…", "recipient": "…", "status": "5.1.1", "said": "…"}}</c>.
/// </summary>
public sealed class ProviderReports(IConfiguration configuration) : IBounceReports
{
    private const string Prefix = "whsec_";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public string Source => "provider";

    public bool IsSetUp => Secret is { Length: > 0 };

    /// <summary>It is what is signed, so that it is kept before anybody is known to have signed it.</summary>
    public int Longest => 64 * 1024;

    public bool IsExpected(Func<string, string> header, DateTimeOffset now) =>
        TimeOf(header) is { } at
        && (now - at).Duration() <= Tolerance
        && header("webhook-id").Length > 0
        && header("webhook-signature").Length > 0;

    public IReadOnlyList<Bounce>? Read(PostedReport report, DateTimeOffset now)
    {
        if (!IsSigned(report))
            return null;
        try
        {
            return JsonSerializer.Deserialize<Report>(report.Body, Json) switch
            {
                { Type: "mail.bounced", Data: { MessageId: { Length: > 0 } id } data } =>
                [
                    new Bounce(
                        id.Trim('<', '>'),
                        data.Recipient,
                        Bounce.KindOf(data.Status ?? ""),
                        (data.Status ?? "").Shortened(20),
                        (data.Said ?? "").Shortened(Bounce.LongestSaid)
                    ),
                ],
                null => null,
                // What else a provider tells is no bounce.
                _ => [],
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string? Secret => configuration["Mails:ProviderSecret"];

    private static DateTimeOffset? TimeOf(Func<string, string> header) =>
        long.TryParse(header("webhook-timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private bool IsSigned(PostedReport report)
    {
        if (Secret is not { } secret || TimeOf(report.Header) is not { } at)
            return false;
        var expected = SignedMessage.Of(
            report.Header("webhook-id"),
            Encoding.UTF8.GetString(report.Body),
            [
                Convert.FromBase64String(
                    secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret
                ),
            ],
            at
        );
        return report
            .Header("webhook-signature")
            .Split(' ')
            .Any(given =>
                CryptographicOperations.FixedTimeEquals(
                    Encoding.UTF8.GetBytes(given),
                    Encoding.UTF8.GetBytes(expected.Signature)
                )
            );
    }

    private sealed record Report(string? Type, ReportData? Data);

    private sealed record ReportData(string? MessageId, string? Recipient, string? Status, string? Said);
}
