using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace Portal.Web.Tests;

/// <summary>Pages that are open, and listen.</summary>
internal static class Hubs
{
    /// <summary>A line to a hub that isn't opened yet, as a person of the demonstration.</summary>
    public static async Task<(HubConnection Line, Visitor Visitor)> ConnectAsync(
        PortalHost host,
        string name,
        string path
    )
    {
        var visitor = host.NewVisitor();
        var entered = await visitor.EnterAsAsync(name);
        var cookie = entered.Message.Headers.GetValues("Set-Cookie").Select(one => one.Split(';')[0]);
        var sockets = host.Server.CreateWebSocketClient();
        sockets.ConfigureRequest = request => request.Headers.Cookie = string.Join("; ", cookie);
        var line = new HubConnectionBuilder()
            .WithUrl(
                "http://localhost" + path,
                options =>
                {
                    (options.SkipNegotiation, options.Transports) = (true, HttpTransportType.WebSockets);
                    options.WebSocketFactory = async (context, cancellation) =>
                        await sockets.ConnectAsync(context.Uri, cancellation);
                }
            )
            .Build();
        return (line, visitor);
    }
}
