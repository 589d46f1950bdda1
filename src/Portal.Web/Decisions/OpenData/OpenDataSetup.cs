using Portal.Infrastructure.Decisions;
using Portal.Web.Decisions.Figures;
using Portal.Web.Decisions.Past;

namespace Portal.Web.Decisions.OpenData;

internal static class OpenDataSetup
{
    public static void AddPortalOpenData(this IServiceCollection services)
    {
        services.AddSingleton<Publications>();
        services.AddHostedService<PublicationsReader>();
        services.AddScoped<Editions>();
        services.AddScoped<WinnersCsv>();
        services.AddScoped<SubventionsCsv>();
        services.AddScoped<PublicWinners>();
        services.AddScoped<WinnerFigures>();
        services.AddScoped<PastWinnersImport>();
        services.AddScoped<ProgrammeFigures>();
        services.AddScoped<ProjectStructure>();
        services.AddSingleton<SharePictures>();
    }
}
