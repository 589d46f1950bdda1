using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Portal.Testing;

/// <summary>A request as a receiver of webhooks got it.</summary>
public sealed record ReceivedMessage(string Id, string Timestamp, string Signature, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Type => Json.GetProperty("type").GetString()!;

    /// <summary>Has the library of the Standard Webhooks specification verify it.</summary>
    public async Task<bool> IsSignedByAsync(string secret)
    {
        const string script = """
            const { Webhook } = require("standardwebhooks");
            const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
            try { new Webhook(given.secret).verify(given.body, given.headers); }
            catch (refused) { console.error(refused.message); process.exitCode = 3; }
            """;
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["webhook-id"] = Id,
            ["webhook-timestamp"] = Timestamp,
            ["webhook-signature"] = Signature,
        };
        var given = new
        {
            secret,
            body = Body,
            headers,
        };
        var (code, _, said) = await NodeScript.RunAsync(script, given);
        return code switch
        {
            0 => true,
            3 => false,
            _ => throw new InvalidOperationException($"The library could not be asked: {said}"),
        };
    }
}

/// <summary>A receiver of webhooks on this machine: it answers as a test wants, and keeps what it got.</summary>
public sealed class WebhookReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<ReceivedMessage> _received = new();

    public WebhookReceiver()
    {
        Address = $"http://127.0.0.1:{PostgresServer.FreePort()}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = ServeAsync();
    }

    public string Address { get; }

    public IReadOnlyList<ReceivedMessage> Received => [.. _received];

    public int Status { get; set; } = 204;

    public string Answer { get; set; } = "";

    /// <summary>Headers of its answers.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.Ordinal);

    /// <summary>What it does before it answers.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = AnswerAsync(await _listener.GetContextAsync());
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var asked = context.Request;
            using var reader = new StreamReader(asked.InputStream, Encoding.UTF8);
            _received.Enqueue(
                new ReceivedMessage(
                    asked.Headers["webhook-id"] ?? "",
                    asked.Headers["webhook-timestamp"] ?? "",
                    asked.Headers["webhook-signature"] ?? "",
                    await reader.ReadToEndAsync()
                )
            );
            await Before();
            context.Response.StatusCode = Status;
            foreach (var (name, value) in Headers)
                context.Response.Headers[name] = value;
            if (Answer.Length > 0)
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(Answer));
            context.Response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or IOException)
        {
            // Who sent did not wait.
        }
    }
}
