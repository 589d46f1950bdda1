using Portal.Infrastructure.Calls;

namespace Portal.Web.Calls.Forms;

internal static class DesignerSetup
{
    /// <summary>The designer of forms and rules.</summary>
    public static void AddPortalDesigner(this IServiceCollection services)
    {
        services.AddScoped<FormDrafts>();
        services.AddScoped<TryRules>();
        services.AddScoped<SpreadsheetForm>();
        services.AddScoped<DesignerReader>();
        services.AddSingleton<Settings>();
        services.AddSingleton<SectionSettings>();
        services.AddSingleton<FieldSettings>();
        services.AddSingleton<RuleSettingFields>();
        services.AddSingleton<DesignerParts>();
    }
}
