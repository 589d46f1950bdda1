using Microsoft.Extensions.Configuration;

namespace Portal.Infrastructure;

/// <summary>
/// The public address of the portal, from configuration: links in mails are never built from what a request claims
/// its host to be.
/// </summary>
public sealed class PortalAddress(IConfiguration configuration)
{
    private readonly Uri _root = new(configuration["Portal:Address"] ?? "http://localhost:5080");

    public string Host => _root.Host;

    /// <summary>The full address of a path that starts with a slash.</summary>
    public string Of(string path) => new Uri(_root, path).ToString();
}
