using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Portal.Testing;

/// <summary>A real SMTP server whose mails can be read: maildev, as in the demonstration.</summary>
public sealed class MailCatcher : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _pages;

    private MailCatcher(Process process, int smtp, int pages) =>
        (_process, Smtp, _pages) = (
            process,
            smtp,
            new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{pages}") }
        );

    /// <summary>The port of SMTP on 127.0.0.1.</summary>
    public int Smtp { get; }

    public static async Task<MailCatcher> StartAsync()
    {
        var (smtp, pages) = (PostgresServer.FreePort(), PostgresServer.FreePort());
        var start = new ProcessStartInfo(
            "node",
            [
                Path.Combine(Repository.Root, "node_modules/.bin/maildev"),
                "--ip",
                "127.0.0.1",
                "--smtp",
                $"{smtp}",
                "--web",
                $"{pages}",
                "--silent",
            ]
        )
        {
            UseShellExecute = false,
        };
        var catcher = new MailCatcher(Process.Start(start)!, smtp, pages);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                await catcher._pages.GetAsync("/email");
                if (!catcher._process.HasExited)
                    return catcher;
                break;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100);
            }
        }
        await catcher.DisposeAsync();
        throw new InvalidOperationException($"maildev did not start on the ports {smtp} and {pages}.");
    }

    public async Task<IReadOnlyList<JsonElement>> MailsAsync() =>
        await _pages.GetFromJsonAsync<List<JsonElement>>("/email") ?? [];

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _pages.Dispose();
    }
}
