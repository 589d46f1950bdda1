using Portal.Infrastructure.Decisions;
using Portal.Infrastructure.Decisions.Appeals;
using Portal.Infrastructure.Decisions.Portfolios;
using Portal.Infrastructure.Reviews;
using Portal.Web.Decisions.Appeals;
using Portal.Web.Decisions.Portfolios;
using Portal.Web.Decisions.Rankings;

namespace Portal.Web.Staff;

internal static class StaffSetup
{
    /// <summary>Officers and publishers: checking, assigning, deciding, publishing.</summary>
    public static void AddPortalStaff(this IServiceCollection services)
    {
        services.AddScoped<AssignReview>();
        services.AddScoped<WinnerLists>();
        services.AddScoped<TakeDecision>();
        services.AddScoped<WinnerListReading>();
        services.AddScoped<DeclineAid>();
        services.AddScoped<AppealDesk>();
        services.AddScoped<AppealReading>();
        services.AddScoped<RankingRuns>();
        services.AddScoped<RankingReading>();
        services.AddScoped<SensitivityReading>();
        services.AddScoped<RankingWorkbook>();
        services.AddScoped<Portfolios>();
        services.AddScoped<PortfolioReading>();
        services.AddScoped<TakeOvers>();
        services.AddScoped<ReviewDesk>();
        services.AddScoped<RemindExperts>();
        services.AddScoped<ProgressReading>();
        services.AddScoped<StaffDossierPages>();
    }
}
