using System.Security.Claims;
using Portal.Domain;
using Portal.Domain.People;

namespace Portal.Web.Shared;

public static class Viewers
{
    /// <summary>Who is looking, as the queries of the portal want to know it.</summary>
    public static Viewer Viewer(this ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? new Viewer(new PersonId(id), Roles(user))
            : Portal.Domain.People.Viewer.Visitor;

    /// <summary>The acting person, on pages that need an account.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the page lacks its authorisation.</exception>
    public static PersonId Person(this ClaimsPrincipal user) =>
        user.Viewer().Id ?? throw new InvalidOperationException("Nobody is signed in.");

    private static HashSet<PortalRole> Roles(ClaimsPrincipal user) =>
        [
            .. user.FindAll(ClaimTypes.Role)
                .Select(claim => Enum.TryParse<PortalRole>(claim.Value, out var role) ? role : (PortalRole?)null)
                .OfType<PortalRole>(),
        ];
}
