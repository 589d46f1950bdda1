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
/// <c>{"type": "mail.bounced", "data": {"message_id": "…", "status": "5.1.1", "said": "…"}}</c>.
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

    public IReadOnlyList<Bounce>? Read(PostedReport report, DateTimeOffset now)
    {
        if (!IsSigned(report, now))
            return null;
        try
        {
            return JsonSerializer.Deserialize<Report>(report.Body, Json) switch
            {
                { Type: "mail.bounced", Data: { MessageId: { Length: > 0 } id } data } =>
                [
                    new Bounce(
                        id.Trim('<', '>'),
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

    private bool IsSigned(PostedReport report, DateTimeOffset now)
    {
        var (id, stamp) = (report.Header("webhook-id"), report.Header("webhook-timestamp"));
        if (
            Secret is not { } secret
            || !long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            || (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance
        )
            return false;
        var expected = SignedMessage.Of(
            id,
            Encoding.UTF8.GetString(report.Body),
            [
                Convert.FromBase64String(
                    secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret
                ),
            ],
            DateTimeOffset.FromUnixTimeSeconds(seconds)
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

    private sealed record ReportData(string? MessageId, string? Status, string? Said);
}
