using Microsoft.Extensions.Configuration;

namespace Portal.Infrastructure.Organisations;

/// <summary>How the public directory is asked.</summary>
/// <param name="Address">Ends with a slash; the only place that is ever asked.</param>
/// <param name="Patience">How long an answer may take, the wait for one's turn included.</param>
/// <param name="PerSecond">How many questions a second this process may ask.</param>
public sealed record DirectorySettings(Uri Address, TimeSpan Patience, int PerSecond)
{
    private const string Section = "Organisations";

    /// <exception cref="InvalidOperationException">The address is missing, no address, or not under TLS outside of this machine.</exception>
    public static DirectorySettings Read(IConfiguration configuration)
    {
        var text = configuration[$"{Section}:Address"];
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var address)
            || !(address.Scheme == Uri.UriSchemeHttps || address is { IsLoopback: true, Scheme: "http" })
        )
            throw new InvalidOperationException($"{Section}:Address is '{text}': an https address is expected.");
        return new DirectorySettings(
            new Uri(address.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/"),
            TimeSpan.FromMilliseconds(configuration.GetValue($"{Section}:PatienceMilliseconds", 2_000)),
            configuration.GetValue($"{Section}:PerSecond", 5)
        );
    }

    /// <summary>Whether the sample is asked instead: in a demonstration, unless told otherwise.</summary>
    public static bool IsSample(IConfiguration configuration) =>
        configuration.GetValue($"{Section}:Sample", configuration.GetValue<bool>("Portal:Demo"));
}
