using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Portal.Testing;

/// <summary>Where a server is with a mail.</summary>
public enum SmtpStep
{
    /// <summary>Somebody has connected; nothing was said.</summary>
    Greeting,

    /// <summary>The sender was named: the mail is claimed, and the server doesn't have it.</summary>
    Envelope,

    /// <summary>The server has the whole mail and has not said so.</summary>
    Kept,
}

/// <summary>
/// An SMTP server that keeps the ids of what it takes. It stops where a test wants, breaks off where a test wants, and can
/// be away and come back on its port.
/// </summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> _taken = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<TcpClient, bool> _clients = new();
    private TcpListener? _listener;

    public SmtpSink()
    {
        Open();
        Port = ((IPEndPoint)_listener!.LocalEndpoint).Port;
    }

    public int Port { get; private set; }

    /// <summary>Waits as long as it likes; false breaks the connection.</summary>
    public Func<SmtpStep, Task<bool>>? At { get; set; }

    /// <summary>How many times each mail was taken, by its id.</summary>
    public IReadOnlyDictionary<string, int> Taken => _taken;

    public void Open()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _ = AcceptAsync(_listener);
    }

    /// <summary>Is away: whoever is connected is cut off, and nobody else gets in.</summary>
    public void Close()
    {
        _listener?.Dispose();
        _listener = null;
        foreach (var client in _clients.Keys)
            client.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException) { }
    }

    private async Task ServeAsync(TcpClient client)
    {
        _clients[client] = true;
        try
        {
            using (client)
            {
                client.NoDelay = true;
                using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
                await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n" };
                if (await GoesOnAsync(SmtpStep.Greeting))
                    await TalkAsync(reader, writer);
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or SocketException) { }
        finally
        {
            _clients.TryRemove(client, out _);
        }
    }

    private async Task TalkAsync(StreamReader reader, StreamWriter writer)
    {
        await SayAsync(writer, "220 sink");
        while (await reader.ReadLineAsync() is { } line)
        {
            var word = line.Length < 4 ? line : line[..4].ToUpperInvariant();
            if (word == "MAIL" && !await GoesOnAsync(SmtpStep.Envelope))
                return;
            if (word == "DATA")
            {
                await SayAsync(writer, "354 go on");
                Keep(await ReadAsync(reader));
                if (!await GoesOnAsync(SmtpStep.Kept))
                    return;
            }
            await SayAsync(writer, word == "QUIT" ? "221 bye" : "250 ok");
            if (word == "QUIT")
                return;
        }
    }

    private async Task<bool> GoesOnAsync(SmtpStep step) => At is not { } at || await at(step);

    /// <returns>The id of the message.</returns>
    private static async Task<string> ReadAsync(StreamReader reader)
    {
        var id = "";
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line == ".")
                return id;
            if (line.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase))
                id = line["Message-Id:".Length..].Trim();
        }
        throw new IOException("It broke before its end.");
    }

    private void Keep(string id) => _taken.AddOrUpdate(id, 1, (_, times) => times + 1);

    private static async Task SayAsync(StreamWriter writer, string words)
    {
        await writer.WriteLineAsync(words);
        await writer.FlushAsync();
    }
}
