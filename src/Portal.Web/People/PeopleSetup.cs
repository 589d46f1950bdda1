using Microsoft.AspNetCore.Identity;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Retention;
using Portal.Web.Shared;

namespace Portal.Web.People;

internal static class PeopleSetup
{
    /// <summary>Accounts, sign-in and what each role may open.</summary>
    public static void AddPortalPeople(this WebApplicationBuilder builder)
    {
        builder.Services.AddPortalIdentity(builder.Configuration);
        builder.Services.AddScoped<Roles>();
        builder.Services.AddScoped<AccountMails>();
        builder.Services.AddScoped<OpenAccount>();
        builder.Services.AddScoped<AllowedClients>();
        builder.Services.AddScoped<EndClient>();
        builder.Services.AddScoped<AuthenticatorCodes>();
        builder.Services.AddScoped<OwnRecords>();
        builder.Services.AddScoped<TakeData>();
        builder.Services.AddScoped<WhatIsKept>();
        builder.AddUpstreamSignIn();
        builder.Services.AddAuthorizationBuilder().AddPortalPolicies();
        // A role that was taken ends with the next minute, not with the session; so does a session that was ended.
        builder.Services.Configure<SecurityStampValidatorOptions>(options =>
        {
            options.ValidationInterval = TimeSpan.FromMinutes(1);
            options.OnRefreshingPrincipal = KeepMethod;
        });
    }

    public static void UsePortalPeople(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseSecondFactorGate();
    }

    /// <summary>The session's id, and how it was begun, outlive the renewal of its other claims.</summary>
    private static Task KeepMethod(SecurityStampRefreshingPrincipalContext context)
    {
        var identity = (System.Security.Claims.ClaimsIdentity)context.NewPrincipal!.Identity!;
        foreach (
            var kept in context.CurrentPrincipal!.FindAll(claim => claim.Type is SecondFactorGate.Method or Sessions.Id)
        )
            if (!identity.HasClaim(kept.Type, kept.Value))
                identity.AddClaim(kept.Clone());
        return Task.CompletedTask;
    }
}
