using System.Security.Claims;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Api;

/// <summary>
/// Lets in who holds a token with a scope. From there on the request is its person's, with those of their roles that the
/// scope is about, as they have them now: a role that was taken back is gone with the next request.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsScopeAttribute(string scope) : Attribute, IAsyncAuthorizationFilter
{
    public string Scope => scope;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        // Who brings no token was turned away before; 401 is on its way.
        if (context.Result is not null || http.User.Identity?.IsAuthenticated != true)
            return;
        context.Result = await RefusedAsync(http);
    }

    private async Task<ApiProblem?> RefusedAsync(HttpContext http)
    {
        var texts = http.RequestServices.GetRequiredService<Texts>();
        if (!http.User.HasScope(scope))
        {
            http.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"";
            return ApiProblem.Of(texts, StatusCodes.Status403Forbidden, "scope-missing", scope);
        }
        if (scope == ApiScopes.Figures)
            return null;
        if (!Guid.TryParse(http.User.GetClaim(OpenIddictConstants.Claims.Subject), out var person))
            return ApiProblem.Of(texts, StatusCodes.Status403Forbidden, "person-missing");
        var db = http.RequestServices.GetRequiredService<PortalDbContext>();
        if (!await IsStillGoodAsync(db, person, http))
            return ApiProblem.Of(texts, StatusCodes.Status401Unauthorized, "token-ended");
        var viewer = await db.ViewerOfAsync(new PersonId(person), http.RequestAborted);
        var needed = ApiScopes.RolesOf(scope);
        if (needed.Count > 0 && !needed.Any(viewer.Is))
            return ApiProblem.Of(texts, StatusCodes.Status403Forbidden, "role-missing");
        // Who sees other people's work proved a second factor when they agreed, as their session does.
        if (
            needed.Any(Viewer.RolesWithSecondFactor.Contains)
            && !http.User.HasClaim(ConnectController.Proven, ConnectController.YesClaim)
        )
            return ApiProblem.Of(texts, StatusCodes.Status403Forbidden, "second-factor-missing");
        http.User = ActingFor(person, needed.Where(viewer.Is));
        return null;
    }

    /// <summary>A token ends with the password and the factors that it was given under, and while its person is locked out.</summary>
    private static Task<bool> IsStillGoodAsync(PortalDbContext db, Guid person, HttpContext http)
    {
        var stamp = http.User.GetClaim(ConnectController.Stamp);
        var now = http.RequestServices.GetRequiredService<PortalClock>().GetUtcNow();
        return db.Users.AnyAsync(
            one =>
                one.Id == person
                && one.SecurityStamp == stamp
                && (!one.LockoutEnabled || one.LockoutEnd == null || one.LockoutEnd <= now),
            http.RequestAborted
        );
    }

    private static ClaimsPrincipal ActingFor(Guid person, IEnumerable<PortalRole> roles) =>
        new(
            new ClaimsIdentity(
                [
                    new Claim(ClaimTypes.NameIdentifier, person.ToString()),
                    .. roles.Select(role => new Claim(ClaimTypes.Role, role.ToString())),
                ],
                "token"
            )
        );
}
