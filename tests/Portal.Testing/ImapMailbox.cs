using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Portal.Testing;

/// <summary>A mailbox on an IMAP server that others wrote, with mails in it.</summary>
public sealed class ImapMailbox : IAsyncDisposable
{
    public const string User = "retours";
    public const string Password = "mot-de-passe";

    private const string Script = """
        const lines = require("readline").createInterface({ input: process.stdin });
        lines.once("line", line => {
            const given = JSON.parse(line);
            const server = require("hoodiecrow-imap")({
                plugins: ["ID", "UNSELECT"],
                users: { [given.user]: { password: given.password } },
                storage: { INBOX: { messages: given.mails.map(raw => ({ raw })) } },
            });
            server.listen(0, () => console.log(server.server.address().port));
            lines.on("line", () => console.log(JSON.stringify(server.folderCache.INBOX.messages.map(one => one.flags))));
        });
        """;

    private readonly Process _process;

    private ImapMailbox(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<ImapMailbox> OpenAsync(params string[] mails)
    {
        var process = Process.Start(
            new ProcessStartInfo("node", ["-e", Script])
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var given = new
        {
            user = User,
            password = Password,
            mails,
        };
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(given));
        await process.StandardInput.FlushAsync();
        var port = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("No mailbox.");
        return new ImapMailbox(process, int.Parse(port, CultureInfo.InvariantCulture));
    }

    /// <returns>The flags of each mail.</returns>
    public async Task<string[][]> FlagsAsync()
    {
        await _process.StandardInput.WriteLineAsync("flags");
        await _process.StandardInput.FlushAsync();
        return JsonSerializer.Deserialize<string[][]>((await _process.StandardOutput.ReadLineAsync())!)!;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
