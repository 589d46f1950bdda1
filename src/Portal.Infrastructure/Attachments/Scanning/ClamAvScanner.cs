using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Portal.Infrastructure.Attachments.Scanning;

/// <summary>
/// ClamAV's daemon over TCP: the file goes to it as a stream (INSTREAM), so that it needs neither the disk nor the
/// store.
/// </summary>
/// <param name="host">Where clamd listens.</param>
/// <param name="port">Its port.</param>
/// <param name="patience">How long one file may take.</param>
internal sealed class ClamAvScanner(string host, int port, TimeSpan patience) : IVirusScanner
{
    private const int Chunk = 65_536;
    private const int MaxAnswer = 4_096;

    /// <summary>What clamd calls a file that it did not read to its end: neither clean nor infected.</summary>
    private const string Exceeded = "Heuristics.Limits.Exceeded";

    public bool IsExpected => true;

    public async Task<Verdict> ScanAsync(Stream content, CancellationToken cancellation)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        within.CancelAfter(patience);
        try
        {
            var version = (await AskAsync("zVERSION\0", content: null, within.Token)).Split('/', 2);
            var answer = await AskAsync("zINSTREAM\0", content, within.Token);
            return new Verdict(version[0].Trim(), version.Length > 1 ? version[1].Trim() : "", ThreatIn(answer));
        }
        catch (Exception away)
            when (away is SocketException or IOException
                || away is OperationCanceledException && !cancellation.IsCancellationRequested
            )
        {
            throw new ScannerAwayException($"ClamAV does not answer at {host}:{port}.", away);
        }
    }

    /// <summary>Reads <c>stream: OK</c>, <c>stream: Name FOUND</c> or <c>… ERROR</c>.</summary>
    private static string? ThreatIn(string answer)
    {
        if (answer is "stream: OK")
            return null;
        const string start = "stream: ";
        const string found = " FOUND";
        if (
            !answer.StartsWith(start, StringComparison.Ordinal)
            || !answer.EndsWith(found, StringComparison.Ordinal)
            || answer.Contains(Exceeded, StringComparison.Ordinal)
        )
            throw new UnscannableException(answer);
        return answer[start.Length..^found.Length];
    }

    private async Task<string> AskAsync(string command, Stream? content, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host, port, cancellation);
        await using var network = client.GetStream();
        await network.WriteAsync(Encoding.ASCII.GetBytes(command), cancellation);
        if (content is not null)
            await SendAsync(network, content, cancellation);
        return await AnswerAsync(network, cancellation);
    }

    /// <summary>Chunks, each after its length, and an empty one. Who has heard enough answers before the end.</summary>
    private static async Task SendAsync(NetworkStream network, Stream content, CancellationToken cancellation)
    {
        var buffer = new byte[4 + Chunk];
        try
        {
            int read;
            do
            {
                read = await content.ReadAsync(buffer.AsMemory(4), cancellation);
                BinaryPrimitives.WriteInt32BigEndian(buffer, read);
                await network.WriteAsync(buffer.AsMemory(0, 4 + read), cancellation);
            } while (read > 0);
        }
        catch (IOException closed) when (closed.InnerException is SocketException)
        {
            // Too much for its limits: what it says stands in the answer.
        }
    }

    private static async Task<string> AnswerAsync(NetworkStream network, CancellationToken cancellation)
    {
        var buffer = new byte[MaxAnswer];
        var filled = await network.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return filled > 0
            ? Encoding.UTF8.GetString(buffer, 0, filled).TrimEnd('\0', '\n', ' ')
            : throw new IOException("ClamAV closed without a word.");
    }
}
