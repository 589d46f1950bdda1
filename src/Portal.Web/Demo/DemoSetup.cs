using Portal.Infrastructure.Demo;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Seeds;

namespace Portal.Web.Demo;

internal static class DemoSetup
{
    public static void AddPortalDemo(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new DemoMode(builder.Configuration, builder.Environment));
        builder.Services.AddScoped<DemoDossiers>();
        builder.Services.AddScoped<DemoPopulation>();
    }

    /// <summary>A demonstration migrates, starts its clock and fills itself; anywhere else this does nothing.</summary>
    public static async Task PrepareDemoAsync(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<DemoMode>().IsOn)
            return;
        var configuration = app.Configuration;
        var owner = Commands.Owner(configuration);
        await Migrator.MigrateAsync(owner);
        await using (var db = PortalDatabase.Open(owner))
        {
            await DemoTime.StartAsync(db);
            await Seeder.ApplyAsync(db, Commands.Seeds(configuration));
        }
        await using var scope = app.Services.CreateAsyncScope();
        var people = await scope.ServiceProvider.GetRequiredService<DemoPopulation>().EnsureAsync();
        if (configuration["Demo:PeopleFile"] is { Length: > 0 } file)
            await File.WriteAllLinesAsync(file, people);
    }
}
