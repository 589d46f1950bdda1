using System.Net;
using System.Net.Sockets;

namespace Portal.Infrastructure.Tests.Notifications;

/// <summary>An SMTP server that takes nobody's mail: every recipient gets the same answer.</summary>
internal sealed class RefusingServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public RefusingServer(string answer)
    {
        _listener.Start();
        _ = ServeAsync(answer);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(string answer)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true, NewLine = "\r\n" };
        await writer.WriteLineAsync("220 ready");
        while (await reader.ReadLineAsync() is { } line)
            await writer.WriteLineAsync(line.StartsWith("RCPT", StringComparison.Ordinal) ? answer : "250 ok");
    }
}
