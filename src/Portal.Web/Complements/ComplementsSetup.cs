using Portal.Infrastructure.Complements;

namespace Portal.Web.Complements;

internal static class ComplementsSetup
{
    /// <summary>What staff asks for once a dossier is filed, and what carriers answer.</summary>
    public static void AddPortalComplements(this IServiceCollection services)
    {
        services.AddScoped<AskForComplements>();
        services.AddScoped<AnswerComplements>();
        services.AddScoped<PreviewLetter>();
    }
}
