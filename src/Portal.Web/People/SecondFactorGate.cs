using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Controllers;
using Portal.Domain.People;
using Portal.Web.Shared;

namespace Portal.Web.People;

/// <summary>Marks what a person may do before proving a second factor: enrol one, or leave.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class WithoutSecondFactorAttribute : Attribute;

/// <summary>
/// Who sees other people's work proves a second factor first: a session without one leads to its enrolment, from
/// every page.
/// </summary>
internal static class SecondFactorGate
{
    /// <summary>The claim that says how a session was begun (RFC 8176).</summary>
    public const string Method = "amr";

    public const string Password = "pwd";
    public const string SecondFactor = "mfa";
    public const string Passkey = "hwk";
    public const string Demonstration = "demo";

    public static bool IsProven(ClaimsPrincipal user) =>
        user.FindAll(Method).Any(method => method.Value is SecondFactor or Passkey or Demonstration);

    public static void UseSecondFactorGate(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                var needed =
                    context.User.Viewer().Roles.Overlaps(Viewer.RolesWithSecondFactor) && !IsProven(context.User);
                var endpoint = context.GetEndpoint();
                if (!needed || endpoint is null || IsOpen(endpoint))
                    return next();
                context.Response.Redirect("/account/second-factor");
                return Task.CompletedTask;
            }
        );

    private static bool IsOpen(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<WithoutSecondFactorAttribute>() is not null
        // Health and static files; public pages lead to the second factor as well.
        || endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is null
            && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
}
