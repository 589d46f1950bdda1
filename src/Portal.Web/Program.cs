using Portal.Web;

var builder = WebApplication.CreateBuilder(args);
if (await Commands.RunAsync(args, builder.Configuration) is { } exitCode)
    return exitCode;

var app = builder.Build();
app.Run();
return 0;
