using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Portal.Testing;

/// <summary>A stand-in for the public company directory on this machine: it answers what a test wants, however wrong.</summary>
public sealed class StandInDirectory : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _asked = new();

    public StandInDirectory()
    {
        var port = PostgresServer.FreePort();
        Address = new Uri($"http://127.0.0.1:{port}/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>The paths and queries that were asked, in order.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    public string Body { get; set; } = """{"results": []}""";

    public TimeSpan Delay { get; set; }

    /// <summary>Headers of its answers.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers as the directory does for an establishment that it has.</summary>
    public void Knows(string siret, string name, string state = "A", string diffusion = "O") =>
        Body = $$"""
            {"results": [{"siren": "{{siret[..9]}}", "nom_complet": "{{name}}", "nature_juridique": "7364",
              "activite_principale": "86.10Z", "etat_administratif": "A", "statut_diffusion": "{{diffusion}}",
              "siege": {"siret": "{{siret[
                ..9
            ]}}99999", "adresse": "1 RUE DU SIEGE 75001 PARIS", "code_postal": "75001", "libelle_commune": "PARIS", "region": "11"},
              "matching_etablissements": [{"siret": "{{siret}}", "adresse": "12 RUE DE L'EXEMPLE 35000 RENNES", "code_postal": "35000",
                "commune": "35238", "libelle_commune": "RENNES", "region": "53", "etat_administratif": "{{state}}", "liste_enseignes": null}]}],
             "total_results": 1, "page": 1, "per_page": 1, "total_pages": 1}
            """;

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Close();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
                _ = AnswerAsync(await _listener.GetContextAsync());
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        _asked.Enqueue(context.Request.RawUrl!);
        try
        {
            await Task.Delay(Delay, _stop.Token);
            context.Response.StatusCode = (int)Status;
            foreach (var (name, value) in Headers)
                context.Response.Headers[name] = value;
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(Body), _stop.Token);
            context.Response.Close();
        }
        catch (Exception gone)
            when (gone is HttpListenerException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // Who asked did not wait.
        }
    }
}
