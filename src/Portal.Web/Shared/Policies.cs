using Microsoft.AspNetCore.Authorization;
using Portal.Domain.People;

namespace Portal.Web.Shared;

/// <summary>Policies for roles, and for nothing else: which object a person sees is decided in the query.</summary>
public static class Policies
{
    public const string Expert = "expert";
    public const string Officer = "officer";
    public const string Publisher = "publisher";
    public const string Staff = "staff";
    public const string Administrator = "administrator";
    public const string History = "history";

    /// <summary>Who may say who looks after a call.</summary>
    public const string Entrusting = "entrusting";

    /// <summary>Who works on dossiers of others.</summary>
    public static readonly string[] StaffRoles =
    [
        nameof(PortalRole.Officer),
        nameof(PortalRole.Publisher),
        nameof(PortalRole.Auditor),
    ];

    public static void AddPortalPolicies(this AuthorizationBuilder authorization) =>
        authorization
            .AddPolicy(Expert, policy => policy.RequireRole(nameof(PortalRole.Expert)))
            .AddPolicy(Officer, policy => policy.RequireRole(nameof(PortalRole.Officer)))
            .AddPolicy(Publisher, policy => policy.RequireRole(nameof(PortalRole.Publisher)))
            .AddPolicy(Staff, policy => policy.RequireRole(StaffRoles))
            .AddPolicy(
                Entrusting,
                policy => policy.RequireRole(nameof(PortalRole.Officer), nameof(PortalRole.Administrator))
            )
            .AddPolicy(Administrator, policy => policy.RequireRole(nameof(PortalRole.Administrator)))
            .AddPolicy(
                History,
                policy => policy.RequireRole(nameof(PortalRole.Auditor), nameof(PortalRole.Administrator))
            );
}
