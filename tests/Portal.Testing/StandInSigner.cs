using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

namespace Portal.Testing;

/// <summary>A stand-in for a provider of electronic signatures on this machine: people sign there when a test wants, however wrong.</summary>
public sealed class StandInSigner : IDisposable
{
    public const string Token = "stand-in-token";

    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, Request> _requests = new(StringComparer.Ordinal);

    public StandInSigner()
    {
        Address = new Uri($"http://127.0.0.1:{PostgresServer.FreePort()}/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>Where it sends signers.</summary>
    public string Pages { get; set; } = "";

    /// <summary>What was asked, in its order; what was asked twice once.</summary>
    public IReadOnlyList<Request> Requests => [.. _requests.Values.OrderBy(one => one.Id, StringComparer.Ordinal)];

    public void Dispose() => _listener.Close();

    /// <summary>A request for a signature.</summary>
    public sealed class Request(string id, string signer, byte[] document)
    {
        public string Id { get; } = id;

        public string Signer { get; } = signer;

        public byte[] Document { get; } = document;

        public string State { get; set; } = "pending";

        /// <summary>The document that it says was signed.</summary>
        public string Sha256 { get; set; } = Hash(document);

        /// <summary>As PDF signatures are: added to what was there.</summary>
        public byte[] Signed => [.. Document, .. "\n% signed\n%%EOF"u8];
    }

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

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
            var (asked, answer) = (context.Request, context.Response);
            if (asked.Headers["Authorization"] != $"Bearer {Token}")
                answer.StatusCode = 401;
            else if (asked.HttpMethod == "POST")
                await TakeAsync(asked, answer);
            else
                await ShowAsync(asked.Url!.Segments, answer);
            answer.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or IOException)
        {
            // Who asked did not wait.
        }
    }

    private async Task TakeAsync(HttpListenerRequest asked, HttpListenerResponse answer)
    {
        using var body = await JsonDocument.ParseAsync(asked.InputStream);
        var document = body.RootElement.GetProperty("document").GetProperty("content").GetBytesFromBase64();
        var signer = body.RootElement.GetProperty("signers")[0].GetProperty("email").GetString()!;
        var made = _requests.GetOrAdd(
            asked.Headers["Idempotency-Key"]!,
            _ => new Request($"request-{_requests.Count + 1}", signer, document)
        );
        answer.StatusCode = 201;
        var pages = Pages.Length > 0 ? Pages : Address.ToString();
        await WriteAsync(answer, new { id = made.Id, address = $"{pages}sign/{made.Id}" });
    }

    private async Task ShowAsync(string[] path, HttpListenerResponse answer)
    {
        var found = _requests.Values.SingleOrDefault(one => one.Id == path[2].TrimEnd('/'));
        if (found is null)
            answer.StatusCode = 404;
        else if (path.Length > 3)
            await answer.OutputStream.WriteAsync(found.Signed);
        else
            await WriteAsync(
                answer,
                new
                {
                    state = found.State,
                    document = new { sha256 = found.Sha256 },
                    signed = new { sha256 = Hash(found.Signed) },
                }
            );
    }

    private static async Task WriteAsync<T>(HttpListenerResponse answer, T told)
    {
        answer.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(answer.OutputStream, told);
    }
}
