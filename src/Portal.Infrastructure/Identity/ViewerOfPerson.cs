using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Identity;

/// <summary>For whom a job or a client works: a person with the roles that they have now, not with those they had when they asked.</summary>
public static class ViewerOfPerson
{
    public static async Task<Viewer> ViewerOfAsync(
        this PortalDbContext db,
        PersonId person,
        CancellationToken cancellation
    )
    {
        var roles = await (
            from given in db.UserRoles
            where given.UserId == person.Value
            join role in db.Roles on given.RoleId equals role.Id
            select role.Name!
        ).ToListAsync(cancellation);
        return new Viewer(person, roles.Select(Enum.Parse<PortalRole>).ToHashSet());
    }
}
