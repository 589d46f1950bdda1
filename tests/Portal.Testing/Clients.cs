using OpenIddict.EntityFrameworkCore.Models;
using Portal.Domain;
using Portal.Infrastructure.Persistence;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Portal.Testing;

/// <summary>Clients of the API that somebody allowed to act for them.</summary>
public static class Clients
{
    /// <returns>The client's id.</returns>
    public static async Task<Guid> AllowAsync(PortalDbContext db, PersonId person, string name = "Partenaire")
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var client = new OpenIddictEntityFrameworkCoreApplication<Guid>
        {
            ClientId = $"client-{Guid.NewGuid():N}",
            DisplayName = name,
            ClientType = ClientTypes.Public,
            ConsentType = ConsentTypes.Explicit,
        };
        var grant = new OpenIddictEntityFrameworkCoreAuthorization<Guid>
        {
            Application = client,
            Subject = person.Value.ToString(),
            Status = Statuses.Valid,
            Type = AuthorizationTypes.AdHoc,
            Scopes = """["openid","offline_access","dossiers","dossiers.write"]""",
            CreationDate = now,
        };
        db.AddRange(
            client,
            grant,
            new OpenIddictEntityFrameworkCoreToken<Guid>
            {
                Application = client,
                Authorization = grant,
                Subject = grant.Subject,
                Status = Statuses.Valid,
                Type = TokenTypeIdentifiers.RefreshToken,
                CreationDate = now,
                ExpirationDate = now.AddDays(14),
            }
        );
        await db.SaveChangesAsync();
        return client.Id;
    }
}
