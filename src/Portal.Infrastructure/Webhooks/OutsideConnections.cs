using System.Net;
using System.Net.Sockets;
using Portal.Domain.Webhooks;

namespace Portal.Infrastructure.Webhooks;

/// <summary>An address inside a network was to be connected to.</summary>
public sealed class InsideAddressException() : IOException("The name resolves to an address inside a network.");

/// <summary>
/// Connects to the internet alone. A name is resolved once, and exactly what was looked at is connected to: what it
/// resolves to a moment later changes nothing. No redirect is followed and no proxy asked, which would resolve anew.
/// </summary>
/// <param name="reachesInside">In development and tests.</param>
/// <param name="resolve">The addresses of a name.</param>
/// <param name="dial">Connects.</param>
public sealed class OutsideConnections(
    bool reachesInside,
    Func<string, CancellationToken, Task<IPAddress[]>> resolve,
    Func<IPEndPoint, CancellationToken, Task<Stream>> dial
)
{
    public static OutsideConnections Of(WebhookSettings settings) =>
        new(settings.ReachesInside, Dns.GetHostAddressesAsync, DialAsync);

    public SocketsHttpHandler Handler() =>
        new()
        {
            ConnectCallback = async (context, cancellation) => await ConnectAsync(context.DnsEndPoint, cancellation),
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseHeadersLength = 16,
            // What an answer says beyond its beginning isn't waited for.
            MaxResponseDrainSize = 0,
        };

    /// <exception cref="InsideAddressException">One of the name's addresses is inside: no name of an honest receiver has such a one.</exception>
    private async Task<Stream> ConnectAsync(DnsEndPoint to, CancellationToken cancellation)
    {
        var addresses = await resolve(to.Host, cancellation);
        if (!reachesInside && !addresses.All(OutsideAddress.Is))
            throw new InsideAddressException();
        Exception failure = new SocketException((int)SocketError.HostNotFound);
        foreach (var address in addresses)
        {
            try
            {
                return await dial(new IPEndPoint(address, to.Port), cancellation);
            }
            catch (SocketException refused)
            {
                failure = refused;
            }
        }
        throw failure;
    }

    private static async Task<Stream> DialAsync(IPEndPoint to, CancellationToken cancellation)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(to, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
