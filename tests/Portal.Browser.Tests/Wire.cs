using System.Net;
using System.Net.Sockets;

namespace Portal.Browser.Tests;

/// <summary>What lies between a browser and the portal: as slow as one wants, and it can be cut and mended.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private const int Piece = 65_536;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _portal;
    private readonly Task _accepting;
    private CancellationTokenSource _whole = new();
    private long _sent;
    private long _cutAt = long.MaxValue;

    public Wire(int portal)
    {
        _portal = portal;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"http://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>How long each piece takes on its way to the portal.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Cuts everything once so many more bytes have gone to the portal.</summary>
    public void CutAfter(long bytes) => Interlocked.Exchange(ref _cutAt, Interlocked.Read(ref _sent) + bytes);

    public void Mend()
    {
        Interlocked.Exchange(ref _cutAt, long.MaxValue);
        _whole = new CancellationTokenSource();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _whole.CancelAsync();
        _listener.Stop();
        await _accepting;
        _listener.Dispose();
        _end.Dispose();
        _whole.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_end.IsCancellationRequested)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient browser)
    {
        var whole = _whole.Token;
        using (browser)
        using (var portal = new TcpClient())
        {
            try
            {
                whole.ThrowIfCancellationRequested();
                await portal.ConnectAsync(IPAddress.Loopback, _portal, whole);
                await Task.WhenAny(
                    PumpAsync(browser.GetStream(), portal.GetStream(), isUp: true, whole),
                    PumpAsync(portal.GetStream(), browser.GetStream(), isUp: false, whole)
                );
            }
            catch (Exception broken) when (broken is OperationCanceledException or SocketException or IOException)
            {
                // Cut, or one end hung up.
            }
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, bool isUp, CancellationToken whole)
    {
        var buffer = new byte[Piece];
        int read;
        while ((read = await from.ReadAsync(buffer, whole)) > 0)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), whole);
            if (!isUp)
                continue;
            if (Interlocked.Add(ref _sent, read) >= Interlocked.Read(ref _cutAt))
                await _whole.CancelAsync();
            if (read == Piece)
                await Task.Delay(Delay, whole);
        }
    }
}
