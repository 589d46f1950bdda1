using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using Portal.Infrastructure.Api;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Identity;

/// <summary>
/// Deletes OpenID Connect tokens, grants and sessions that ended more than two weeks ago, and the answers of the API that
/// nobody can ask for again.
/// </summary>
public sealed class PruneTokens(
    IOpenIddictTokenManager tokens,
    IOpenIddictAuthorizationManager authorizations,
    KeptAnswers answers,
    PortalDbContext db,
    PortalClock clock
)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    /// <returns>How many tokens and ended sessions are no more.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var before = clock.GetUtcNow() - Kept;
        var pruned = await tokens.PruneAsync(before, cancellation);
        pruned += await authorizations.PruneAsync(before, cancellation);
        pruned += await db.EndedSessions.Where(one => one.EndedAt < before).ExecuteDeleteAsync(cancellation);
        await answers.PruneAsync(clock.GetUtcNow(), cancellation);
        return (int)pruned;
    }
}
