using Portal.Infrastructure.FollowUp.Interim;
using Portal.Infrastructure.FollowUp.Reports;
using Portal.Web.FollowUp.Interim;
using Portal.Web.FollowUp.Results;

namespace Portal.Web.FollowUp.Reports;

internal static class ReportsSetup
{
    /// <summary>What projects report, and what becomes of it.</summary>
    public static void AddPortalReports(this IServiceCollection services)
    {
        services.AddScoped<WriteReport>();
        services.AddScoped<ReportDesk>();
        services.AddScoped<ReportFilesDesk>();
        services.AddScoped<JudgeReport>();
        services.AddScoped<ReportReading>();
        services.AddScoped<ReportListReading>();
        services.AddScoped<ReportToWriteReading>();
        services.AddScoped<InterimDesk>();
        services.AddScoped<OpinionDesk>();
        services.AddScoped<InterimReading>();
        services.AddScoped<OpinionReading>();
        services.AddScoped<ResultsReading>();
    }
}
