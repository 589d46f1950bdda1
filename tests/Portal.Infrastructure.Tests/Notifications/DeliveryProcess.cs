using System.Diagnostics;

namespace Portal.Infrastructure.Tests.Notifications;

/// <summary>The portal's command that delivers mails, in a process that a test can kill.</summary>
internal static class DeliveryProcess
{
    public static Process Start(string connection, int port)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Portal.Web.dll");
        var start = new ProcessStartInfo("dotnet", [program, "deliver-mails"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        foreach (
            var (key, value) in new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ConnectionStrings__Portal"] = connection,
                ["Portal__Address"] = "https://portal.test",
                ["Smtp__Host"] = "127.0.0.1",
                ["Smtp__Port"] = $"{port}",
            }
        )
            start.Environment[key] = value;
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        return process;
    }
}
