using System.Diagnostics;

namespace Portal.Infrastructure.Tests.Notifications;

/// <summary>The portal's command that delivers mails, in a process that a test can kill.</summary>
internal static class DeliveryProcess
{
    private const string Library = "faketime/libfaketime.so.1";

    /// <summary>Where the library is that gives a process a clock of its own; null where the system has none.</summary>
    private static readonly string? WrongClocks = new[]
    {
        "/usr/lib",
        "/usr/lib/x86_64-linux-gnu",
        "/usr/lib/aarch64-linux-gnu",
    }
        .Select(folder => Path.Combine(folder, Library))
        .FirstOrDefault(File.Exists);

    /// <param name="connection">Of the application.</param>
    /// <param name="port">Of the mail server.</param>
    /// <param name="isOff">By how much the clock of its machine is wrong, such as <c>-10m</c>; null where it is right.</param>
    /// <param name="reminds">Whether it derives the reminders that are due, before.</param>
    public static Process Start(string connection, int port, string? isOff = null, bool reminds = false)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Portal.Web.dll");
        var start = new ProcessStartInfo(
            "dotnet",
            [program, "deliver-mails", .. reminds ? ["--reminders"] : Array.Empty<string>()]
        )
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
        if (isOff is not null)
            SetWrong(start, isOff);
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        return process;
    }

    private static void SetWrong(ProcessStartInfo start, string isOff)
    {
        if (WrongClocks is null)
            Assert.Fail("This machine has no faketime: bin/setup tests installs it.");
        start.Environment["LD_PRELOAD"] = WrongClocks;
        start.Environment["FAKETIME"] = isOff;
        // How long something takes, a wrong clock measures like any other.
        start.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
    }
}
