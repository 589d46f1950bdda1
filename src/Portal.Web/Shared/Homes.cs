using Portal.Domain.People;

namespace Portal.Web.Shared;

/// <summary>Where a person's own work begins.</summary>
internal static class Homes
{
    public static string Of(IEnumerable<string> roles)
    {
        var given = roles.ToHashSet(StringComparer.Ordinal);
        return given switch
        {
            _ when given.Contains(nameof(PortalRole.Administrator)) => "/admin",
            _ when given.Overlaps(Policies.StaffRoles) => "/staff",
            _ when given.Contains(nameof(PortalRole.Expert)) => "/reviews",
            _ => "/dossiers",
        };
    }
}
