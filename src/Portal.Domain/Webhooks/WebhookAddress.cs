using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Portal.Domain.Webhooks;

/// <summary>Where a webhook's messages go: a web address without a name or password in it.</summary>
public sealed record WebhookAddress
{
    public const int MaxLength = 500;

    private static readonly int[] Ports = [443, 8443];

    /// <summary>Names that no server of the internet has (RFC 6761, 6762, 8375).</summary>
    private static readonly string[] InsideNames =
    [
        "localhost",
        "local",
        "localdomain",
        "internal",
        "intranet",
        "lan",
        "home.arpa",
    ];

    private WebhookAddress(Uri uri) => Uri = uri;

    public Uri Uri { get; }

    public string Value => Uri.AbsoluteUri;

    public static bool TryParse(string? text, [NotNullWhen(true)] out WebhookAddress? address)
    {
        var valid =
            Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            && uri is { UserInfo: "", Fragment: "", Host.Length: > 0 }
            && uri.AbsoluteUri.Length <= MaxLength
            && !uri.AbsoluteUri.Contains('\0', StringComparison.Ordinal);
        address = valid ? new WebhookAddress(uri!) : null;
        return valid;
    }

    /// <exception cref="FormatException">The text is no such address.</exception>
    public static WebhookAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is no webhook's address.");

    /// <summary>Why nothing may be sent there; null where something may. What its name resolves to is looked at when one connects.</summary>
    /// <param name="reachesInside">In development and tests: plain http, any port, this machine.</param>
    public Refusal? Obstacle(bool reachesInside) =>
        this switch
        {
            _ when reachesInside => null,
            _ when Uri.Scheme != Uri.UriSchemeHttps => WebhookRefusals.NotSecure,
            _ when !Ports.Contains(Uri.Port) => WebhookRefusals.Port,
            _ when IsInside => WebhookRefusals.Inside,
            _ => null,
        };

    private bool IsInside
    {
        get
        {
            var host = Uri.IdnHost.TrimEnd('.');
            if (IPAddress.TryParse(host, out var literal))
                return !OutsideAddress.Is(literal);
            return !host.Contains('.', StringComparison.Ordinal)
                || InsideNames.Any(name => host.EndsWith($".{name}", StringComparison.OrdinalIgnoreCase));
        }
    }

    public override string ToString() => Value;
}
