using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.Testing;

namespace Portal.Bench;

/// <summary>The least that the framework does: one endpoint that gives the same bytes to everybody.</summary>
internal sealed class Bare : IAsyncDisposable
{
    private readonly WebApplication _app;
    private byte[] _body = [];

    private Bare(int port)
    {
        Port = port;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet(
            "/{**path}",
            (HttpContext context) =>
            {
                context.Response.ContentType = "text/html; charset=utf-8";
                context.Response.ContentLength = _body.Length;
                return context.Response.Body.WriteAsync(_body).AsTask();
            }
        );
    }

    public int Port { get; }

    public int Size => _body.Length;

    public static async Task<Bare> StartAsync()
    {
        var bare = new Bare(PostgresServer.FreePort());
        await bare._app.StartAsync();
        return bare;
    }

    public void Serve(byte[] body) => _body = body;

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
