using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Infrastructure.History;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Identity;

/// <summary>Gives and takes roles, each with its line in the history.</summary>
public sealed class Roles(PortalDbContext db)
{
    /// <summary>Makes the roles that the domain names; those that are there stay.</summary>
    public static async Task EnsureAsync(PortalDbContext db, CancellationToken cancellation = default)
    {
        var known = await db.Roles.Select(role => role.Name).ToListAsync(cancellation);
        foreach (var name in Enum.GetNames<PortalRole>().Except(known))
            db.Roles.Add(
                new IdentityRole<Guid>(name!) { Id = Guid.CreateVersion7(), NormalizedName = name!.ToUpperInvariant() }
            );
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>
    /// Gives a role with the next save. Giving it twice changes nothing. Who comes to judge or to decide no longer helps
    /// carriers to write.
    /// </summary>
    public async Task GiveAsync(PersonId person, PortalRole role, PersonId? by, DateTimeOffset now)
    {
        var (roleId, given) = await FindAsync(person, role);
        if (given is not null)
            return;
        db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = person.Value, RoleId = roleId });
        db.History.Add(HistoryEntry.Of(new RoleGiven(person, role, by, now)));
        if (Viewer.RolesWithSecondFactor.Contains(role))
            await ReleaseAsync(person, by, now);
        await EndSessionsAsync(person);
    }

    private async Task ReleaseAsync(PersonId person, PersonId? by, DateTimeOffset now)
    {
        var bodies = await db
            .ContactBodies.Include(body => body.People)
            .Where(body => body.People.Any(one => one.Person == person))
            .ToListAsync();
        bodies.ForEach(body => body.Release(person, by, now));
    }

    /// <summary>Takes a role with the next save; sessions of the person are checked anew.</summary>
    public async Task TakeAsync(PersonId person, PortalRole role, PersonId? by, DateTimeOffset now)
    {
        var (_, given) = await FindAsync(person, role);
        if (given is null)
            return;
        db.UserRoles.Remove(given);
        db.History.Add(HistoryEntry.Of(new RoleTaken(person, role, by, now)));
        await EndSessionsAsync(person);
    }

    private async Task<(Guid RoleId, IdentityUserRole<Guid>? Given)> FindAsync(PersonId person, PortalRole role)
    {
        var name = role.ToString();
        var roleId = await db.Roles.Where(one => one.Name == name).Select(one => one.Id).SingleAsync();
        return (roleId, await db.UserRoles.FindAsync(person.Value, roleId));
    }

    /// <summary>A new stamp: running sessions are checked against it and renewed or ended.</summary>
    private async Task EndSessionsAsync(PersonId person)
    {
        var account = await db.Users.SingleAsync(one => one.Id == person.Value);
        account.SecurityStamp = Guid.NewGuid().ToString("N");
    }
}
