using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Portal.Infrastructure.Identity;

/// <summary>
/// Ends all that a person allowed a client. What it holds works no more from its next request on, and what it asks for
/// meanwhile is given under what has ended.
/// </summary>
public sealed class EndClient(
    IOpenIddictAuthorizationManager authorizations,
    IOpenIddictTokenManager tokens,
    IOpenIddictApplicationManager clients,
    PortalDbContext db
)
{
    /// <returns>Whether the person had allowed it anything.</returns>
    public async Task<bool> RunAsync(Guid client, PersonId person, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var (subject, id) = (person.Value.ToString(), client.ToString());
        if (await authorizations.RevokeAsync(subject, id, Statuses.Valid, type: null, cancellation) == 0)
            return false;
        await tokens.RevokeAsync(subject, id, Statuses.Valid, type: null, cancellation);
        var its = (await clients.FindByIdAsync(id, cancellation))!;
        var name = (await clients.GetClientIdAsync(its, cancellation))!;
        db.History.Add(HistoryEntry.Of(new ClientEnded(person, name, person, await db.NowAsync(cancellation))));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
