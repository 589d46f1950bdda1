using Portal.Infrastructure.Juries;

namespace Portal.Web.Juries;

internal static class JuriesSetup
{
    /// <summary>Juries: their seats, their sittings, the room, the minutes.</summary>
    public static void AddPortalJuries(this IServiceCollection services)
    {
        services.AddScoped<JuryDesk>();
        services.AddScoped<DeclareConflicts>();
        services.AddScoped<SittingDesk>();
        services.AddScoped<DrawUpMinutes>();
        services.AddScoped<ChooseSlot>();
        services.AddScoped<AuditionReading>();
        services.AddScoped<JuryReading>();
        services.AddScoped<SittingReading>();
        services.AddScoped<RoomReading>();
        services.AddScoped<MinutesReading>();
        services.AddScoped<PackReading>();
        services.AddSingleton<PackDocument>();
        services.AddSingleton<MinutesDocument>();
        services.AddSingleton<RoomChannel>();
        services.AddSingleton<RoomBell>();
        services.AddHostedService<RoomListener>();
    }
}
