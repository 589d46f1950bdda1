using Portal.Infrastructure.Consultations;

namespace Portal.Web.Consultations;

internal static class ConsultationsSetup
{
    public static void AddPortalConsultations(this IServiceCollection services)
    {
        services.AddScoped<Contribute>();
        services.AddScoped<EncloseFile>();
        services.AddScoped<GroupContributions>();
        services.AddScoped<ConsultationDesk>();
        services.AddScoped<AnswerConsultation>();
        services.AddScoped<ConsultationReading>();
        services.AddScoped<SynthesisReading>();
        services.AddScoped<StaffConsultationReading>();
    }
}
