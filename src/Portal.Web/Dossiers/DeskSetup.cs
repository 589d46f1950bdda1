using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Dossiers;
using Portal.Web.Dossiers.Calendar;

namespace Portal.Web.Dossiers;

internal static class DeskSetup
{
    /// <summary>The carrier's desk: writing, filing, receipts.</summary>
    public static void AddPortalDesk(this IServiceCollection services)
    {
        services.AddSingleton<FormCache>();
        services.AddScoped<DossierCalendar>();
        services.AddSingleton<ReceiptDocument>();
        services.AddSingleton<DossierDocument>();
        services.AddScoped<WholeDossiers>();
        services.AddScoped<DossierDownloads>();
        services.AddScoped<StartDossier>();
        services.AddScoped<CarryOver>();
        services.AddScoped<RemoveDraft>();
        services.AddScoped<CarriedAnswers>();
        services.AddScoped<ChangesPages>();
        services.AddScoped<ComparedStates>();
        services.AddScoped<JudgeStep>();
        services.AddScoped<ProlongStep>();
        services.AddScoped<PreviewProlonging>();
        services.AddScoped<FilingPages>();
        services.AddScoped<Partners>();
        services.AddScoped<Team>();
        services.AddScoped<InviteMember>();
        services.AddScoped<TeamActs>();
        services.AddScoped<TeamPages>();
        services.AddScoped<SaveSection>();
        services.AddScoped<ChooseVersion>();
        services.AddScoped<SectionPages>();
        services.AddSingleton<DeskChannel>();
        services.AddSingleton<DeskPresence>();
        services.AddHostedService<DeskListener>();
        services.AddSignalR();
        services.AddScoped<FilingDesk>();
        services.AddScoped<FileDossier>();
        services.AddScoped<MoveToForm>();
        services.AddScoped<Redraft>();
        services.AddScoped<SignDossier>();
    }
}
