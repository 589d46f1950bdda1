using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Portal.Domain;

namespace Portal.Infrastructure.Organisations;

/// <summary>
/// The State's public directory of companies, by its HTTP API « Recherche d’entreprises ». Nothing but the fourteen
/// digits of a SIRET goes out, to one address, and no redirect is followed.
/// </summary>
public sealed partial class PublicCompanyDirectory(
    HttpClient http,
    DirectorySettings settings,
    DirectoryGate gate,
    ILogger<PublicCompanyDirectory> log
) : ICompanyDirectory
{
    /// <summary>Of one answer, in bytes: the real ones have some 10 KB.</summary>
    public const int MaxAnswer = 512 * 1024;

    public string Name => "recherche-entreprises";

    public async Task<DirectoryAnswer> AskAsync(Siret siret, CancellationToken cancellation)
    {
        if (gate.IsClosed)
            return new DirectoryAnswer.Away("closed");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(settings.Patience);
        try
        {
            if (!await gate.EnterAsync(patience.Token))
                return new DirectoryAnswer.Away("busy");
            return await AskNowAsync(siret, patience.Token);
        }
        catch (Exception failure)
            when (failure is HttpRequestException or JsonException or NotSupportedException
                || failure is OperationCanceledException && !cancellation.IsCancellationRequested
            )
        {
            return Failed(failure.GetType().Name);
        }
    }

    private async Task<DirectoryAnswer> AskNowAsync(Siret siret, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(
            new Uri(settings.Address, $"search?q={siret.Value}&page=1&per_page=1"),
            HttpCompletionOption.ResponseContentRead,
            cancellation
        );
        if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            return Failed("429", answer.Headers.RetryAfter?.Delta ?? DirectoryGate.ClosedFor);
        if (answer.StatusCode != HttpStatusCode.OK)
            return Failed($"{(int)answer.StatusCode}");
        var found = await answer.Content.ReadFromJsonAsync<DirectoryPage>(DirectoryPage.Json, cancellation);
        if (found?.Results is null)
            return Failed("unreadable");
        gate.Answered();
        return found.Of(siret);
    }

    private DirectoryAnswer.Away Failed(string why, TimeSpan? pause = null)
    {
        gate.Failed(pause);
        IsAway(why);
        return new DirectoryAnswer.Away(why);
    }

    [LoggerMessage(LogLevel.Warning, "The company directory gave no answer ({Why}); look-ups wait.")]
    private partial void IsAway(string why);
}
