using OpenIddict.Abstractions;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Identity;

/// <summary>Deletes OpenID Connect tokens and grants that ended more than two weeks ago.</summary>
public sealed class PruneTokens(
    IOpenIddictTokenManager tokens,
    IOpenIddictAuthorizationManager authorizations,
    PortalClock clock
)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var before = clock.GetUtcNow() - Kept;
        await tokens.PruneAsync(before, cancellation);
        await authorizations.PruneAsync(before, cancellation);
    }
}
