using System.Net;
using System.Net.Sockets;

namespace Portal.Infrastructure.Tests.Notifications;

/// <summary>An SMTP server that greets, or not even that, and does nothing more.</summary>
internal sealed class GreetingServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private TcpClient? _client;

    public GreetingServer(string? greeting)
    {
        _listener.Start();
        _ = GreetAsync(greeting);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _listener.Dispose();
        _client?.Dispose();
    }

    private async Task GreetAsync(string? greeting)
    {
        _client = await _listener.AcceptTcpClientAsync();
        if (greeting is not null)
            await _client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{greeting}\r\n"));
    }
}
