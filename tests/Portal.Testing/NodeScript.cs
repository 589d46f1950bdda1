using System.Diagnostics;
using System.Text.Json;

namespace Portal.Testing;

/// <summary>Has a package of npm that others wrote do something with what a test gives it.</summary>
public static class NodeScript
{
    /// <param name="script">Reads what it is given, as JSON, from its standard input.</param>
    public static async Task<(int Code, string Said, string Errors)> RunAsync(string script, object given)
    {
        var start = new ProcessStartInfo("node", ["-e", script])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var (said, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(given));
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await said, await errors);
    }
}
