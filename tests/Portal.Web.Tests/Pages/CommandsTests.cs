using System.Diagnostics;

namespace Portal.Web.Tests.Pages;

/// <summary>What the binary is asked on the command line, as an operator asks it.</summary>
public sealed class CommandsTests
{
    [TestCase("seed", "--previw")]
    [TestCase("seed", "--preview", "all")]
    public async Task A_word_after_seed_that_it_does_not_know_is_refused_before_anything_is_written(
        params string[] words
    )
    {
        var (code, said) = await RunAsync(words);
        Assert.That(code, Is.EqualTo(2));
        Assert.That(said, Does.Contain(words[^1]).And.Contain("seed --preview"));
    }

    private static async Task<(int Code, string Said)> RunAsync(string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. words])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said);
    }
}
