using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Reviews;

namespace Portal.Web.Staff;

internal static class StaffSetup
{
    /// <summary>Officers and publishers: checking, assigning, deciding, publishing.</summary>
    public static void AddPortalStaff(this IServiceCollection services)
    {
        services.AddScoped<AssignReview>();
        services.AddScoped<WinnerLists>();
        services.AddScoped<WinnerListReading>();
        services.AddScoped<ReviewDesk>();
        services.AddScoped<StaffDossierPages>();
    }
}
