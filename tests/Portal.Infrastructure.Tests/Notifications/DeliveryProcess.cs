using System.Diagnostics;

namespace Portal.Infrastructure.Tests.Notifications;

/// <summary>The portal's command that delivers mails, in a process that a test can kill.</summary>
internal static class DeliveryProcess
{
    private static readonly Lazy<string> WrongClock = new(CompileWrongClock);

    /// <param name="connection">Of the application.</param>
    /// <param name="port">Of the mail server.</param>
    /// <param name="isOff">By how much the clock of its machine is wrong; null where it is right.</param>
    /// <param name="reminds">Whether it derives the reminders that are due, before.</param>
    public static Process Start(string connection, int port, TimeSpan? isOff = null, bool reminds = false)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Portal.Web.dll");
        var start = new ProcessStartInfo(
            "dotnet",
            [program, "deliver-mails", .. reminds ? ["--reminders"] : Array.Empty<string>()]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = reminds,
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
        if (isOff is { } off)
        {
            start.Environment["LD_PRELOAD"] = WrongClock.Value;
            start.Environment["WRONG_CLOCK"] = $"{(long)off.TotalSeconds}";
        }
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>A process has the clock of its machine: only what is loaded before the C library gives it another.</summary>
    private static string CompileWrongClock()
    {
        var library = Path.Combine(AppContext.BaseDirectory, "wrong-clock.so");
        var source = Path.Combine(Repository.Root, "tests/Portal.Infrastructure.Tests/Notifications/wrong-clock.c");
        using var compiler = Process.Start("cc", ["-shared", "-fPIC", "-O2", "-o", library, source]);
        compiler.WaitForExit();
        Assert.That(compiler.ExitCode, Is.Zero, "cc");
        return library;
    }
}
