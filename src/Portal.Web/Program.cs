using Portal.Infrastructure.Persistence;
using Portal.Web;
using Portal.Web.Demo;
using Portal.Web.Shared;

var builder = WebApplication.CreateBuilder(args);
if (await Commands.RunAsync(args, builder.Configuration) is { } exitCode)
    return exitCode;

builder.Services.AddPortalDatabase(builder.Configuration);
builder.Services.AddSingleton<DemoMode>();
builder.AddPortalPages();
builder.AddPortalHygiene();

var app = builder.Build();
app.UsePortalHygiene();
app.UsePortalPages();
app.MapStaticAssets();
app.MapControllers();
await app.RunAsync();
return 0;
