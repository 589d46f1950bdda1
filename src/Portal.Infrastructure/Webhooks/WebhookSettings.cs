using Microsoft.Extensions.Configuration;

namespace Portal.Infrastructure.Webhooks;

/// <summary>How webhooks send.</summary>
/// <param name="ReachesInside">Plain http, any port and any address: to try a receiver on one's own machine.</param>
/// <param name="Patience">How long a receiver may take, from looking up its name to its answer.</param>
public sealed record WebhookSettings(bool ReachesInside, TimeSpan Patience)
{
    private const string Section = "Webhooks";

    /// <exception cref="InvalidOperationException">What only development may do is set elsewhere.</exception>
    public static WebhookSettings Read(IConfiguration configuration, bool isDevelopment)
    {
        var inside = configuration.GetValue<bool>($"{Section}:ReachInside");
        if (inside && !isDevelopment)
            throw new InvalidOperationException($"{Section}:ReachInside is for development alone: unset it.");
        var seconds = configuration.GetValue($"{Section}:PatienceSeconds", 15);
        return new WebhookSettings(inside, TimeSpan.FromSeconds(seconds));
    }
}
