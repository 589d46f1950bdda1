using Microsoft.Extensions.Configuration;

namespace Portal.Infrastructure.FollowUp.Signing;

/// <summary>How the provider of electronic signatures is reached.</summary>
/// <param name="Name">As people know it.</param>
/// <param name="Address">Ends with a slash; the only place that is ever asked.</param>
/// <param name="Pages">Where signers sign: the origin of every address that they are sent to.</param>
/// <param name="Token">What the portal proves itself with.</param>
/// <param name="Secret">What the provider signs its messages with, <c>whsec_…</c>.</param>
/// <param name="Patience">How long one answer may take.</param>
public sealed record SignatureSettings(
    string Name,
    Uri Address,
    Uri Pages,
    string Token,
    string Secret,
    TimeSpan Patience
)
{
    private const string Section = "Signatures";

    /// <returns>Null where there is no provider: signed copies are brought by hand.</returns>
    /// <exception cref="InvalidOperationException">Something is missing, or an address isn't under TLS outside of this machine.</exception>
    public static SignatureSettings? Read(IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration[$"{Section}:Address"]))
            return null;
        var address = AddressOf(configuration, "Address", null);
        return new SignatureSettings(
            Needed(configuration, "Name"),
            new Uri(address.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/"),
            AddressOf(configuration, "Pages", address),
            Needed(configuration, "Token"),
            Needed(configuration, "Secret"),
            TimeSpan.FromSeconds(configuration.GetValue($"{Section}:PatienceSeconds", 20))
        );
    }

    /// <summary>Whether signers may be sent there.</summary>
    public bool IsPage(Uri address) =>
        address.IsAbsoluteUri
        && address.GetLeftPart(UriPartial.Authority) == Pages.GetLeftPart(UriPartial.Authority)
        && address.UserInfo.Length == 0;

    private static string Needed(IConfiguration configuration, string key) =>
        configuration[$"{Section}:{key}"] is { Length: > 0 } text
            ? text
            : throw new InvalidOperationException($"{Section}:{key} is missing.");

    private static Uri AddressOf(IConfiguration configuration, string key, Uri? otherwise) =>
        configuration[$"{Section}:{key}"] is not { Length: > 0 } text && otherwise is not null ? otherwise
        : Uri.TryCreate(configuration[$"{Section}:{key}"], UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address is { IsLoopback: true, Scheme: "http" })
            ? address
        : throw new InvalidOperationException($"{Section}:{key}: an https address is expected.");
}
