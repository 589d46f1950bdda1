using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;
using Portal.Domain;
using Portal.Infrastructure.Persistence;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Portal.Infrastructure.Identity;

/// <summary>A client that a person allowed to act for them.</summary>
/// <param name="Scopes">All that it was allowed, whenever that was.</param>
/// <param name="Since">When it was first allowed, of what still holds.</param>
/// <param name="LastTokenAt">When it last took a token, which is the last that is known of it.</param>
public sealed record AllowedClient(
    Guid Id,
    string Name,
    IReadOnlyList<string> Scopes,
    DateTimeOffset Since,
    DateTimeOffset? LastTokenAt
);

/// <summary>Reads which clients can act for a person: those that hold something which still works.</summary>
public sealed class AllowedClients(PortalDbContext db, TimeProvider time)
{
    public async Task<IReadOnlyList<AllowedClient>> OfAsync(PersonId person, CancellationToken cancellation)
    {
        // Tokens end in real time, whatever a demonstration's clock says.
        var (subject, now) = (person.Value.ToString(), time.GetUtcNow().UtcDateTime);
        var grants = await db.Set<OpenIddictEntityFrameworkCoreAuthorization<Guid>>()
            .Where(one => one.Subject == subject && one.Status == Statuses.Valid)
            .Where(one => one.Tokens.Any(token => token.Status == Statuses.Valid && token.ExpirationDate > now))
            .Select(one => new Grant(
                one.Application!.Id,
                one.Application.DisplayName ?? one.Application.ClientId!,
                one.Scopes,
                one.CreationDate!.Value,
                one.Tokens.Where(token => token.Type != TokenTypeIdentifiers.Private.AuthorizationCode)
                    .Max(token => token.CreationDate)
            ))
            .ToListAsync(cancellation);
        return
        [
            .. grants
                .GroupBy(one => one.Client)
                .Select(Together)
                .OrderBy(one => one.Name, StringComparer.CurrentCulture)
                .ThenBy(one => one.Since),
        ];
    }

    private static AllowedClient Together(IGrouping<Guid, Grant> of) =>
        new(
            of.Key,
            of.First().Name,
            [.. of.SelectMany(one => JsonSerializer.Deserialize<string[]>(one.Scopes ?? "[]")!).Distinct()],
            Utc(of.Min(one => one.Since)),
            of.Max(one => one.LastTokenAt) is { } last ? Utc(last) : null
        );

    private static DateTimeOffset Utc(DateTime at) => new(at, TimeSpan.Zero);

    private sealed record Grant(Guid Client, string Name, string? Scopes, DateTime Since, DateTime? LastTokenAt);
}
