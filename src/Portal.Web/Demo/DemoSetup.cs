using Microsoft.EntityFrameworkCore;
using Portal.Infrastructure.Demo;
using Portal.Infrastructure.Organisations;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Seeds;

namespace Portal.Web.Demo;

internal static class DemoSetup
{
    public static void AddPortalDemo(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new DemoMode(builder.Configuration, builder.Environment));
        builder.Services.AddScoped<DemoDossiers>();
        builder.Services.AddScoped<DemoPopulation>();
        builder.Services.AddScoped<DemoWave>();
        builder.Services.AddScoped<DemoProjects>();
        builder.Services.AddScoped<DemoPlay>();
    }

    /// <summary>A demonstration migrates, starts its clock and fills itself; production refuses a clock that was moved.</summary>
    /// <exception cref="InvalidOperationException">Production is given the database of a demonstration.</exception>
    public static async Task PrepareDemoAsync(this WebApplication app)
    {
        if (app.Environment.IsProduction())
            await RefuseMovedClockAsync(app);
        if (app.Services.GetRequiredService<DemoMode>().IsOn)
            await FillAsync(app);
    }

    private static async Task RefuseMovedClockAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<PortalDbContext>().DemoClock.AnyAsync())
            throw new InvalidOperationException(
                "The clock of this database was moved for a demonstration: production needs a database of its own."
            );
    }

    private static async Task FillAsync(WebApplication app)
    {
        var configuration = app.Configuration;
        var owner = Commands.Owner(configuration);
        await Migrator.MigrateAsync(owner);
        await using (var db = PortalDatabase.Open(owner))
        {
            await DemoTime.StartAsync(db);
            await Seeder.ApplyAsync(db, Commands.Seeds(configuration));
        }
        await using var scope = app.Services.CreateAsyncScope();
        await app
            .Services.GetRequiredService<ProgrammeCache>()
            .RefreshAsync(scope.ServiceProvider.GetRequiredService<PortalDbContext>());
        var people = await scope.ServiceProvider.GetRequiredService<DemoPopulation>().EnsureAsync();
        // Tests and the bench do without.
        if (configuration.GetValue<bool>("Demo:Wave"))
            await scope.ServiceProvider.GetRequiredService<DemoWave>().EnsureAsync();
        if (configuration.GetValue<bool>("Demo:Projects"))
            await scope.ServiceProvider.GetRequiredService<DemoProjects>().EnsureAsync();
        var clock = scope.ServiceProvider.GetRequiredService<PortalClock>();
        await clock.RefreshAsync(scope.ServiceProvider.GetRequiredService<PortalDbContext>());
        await scope.ServiceProvider.GetRequiredService<LookUpQueued>().RunAsync(CancellationToken.None);
        if (configuration["Demo:PeopleFile"] is { Length: > 0 } file)
            await File.WriteAllLinesAsync(file, people);
    }
}
