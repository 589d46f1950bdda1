using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Portal.Domain.Webhooks;

namespace Portal.Infrastructure.Webhooks;

/// <summary>Sends a message to its receiver, once, and says what came of it.</summary>
public sealed class PostMessage(HttpClient http, WebhookSettings settings)
{
    public async Task<AttemptAnswer> RunAsync(WebhookAddress to, SignedMessage message)
    {
        if (to.Obstacle(settings.ReachesInside) is not null)
            return new AttemptAnswer(AttemptOutcome.Inside);
        var begun = Stopwatch.StartNew();
        using var patience = new CancellationTokenSource(settings.Patience);
        try
        {
            using var request = message.To(to.Uri);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var text = await BeginningAsync(answer.Content, patience.Token);
            var status = (int)answer.StatusCode;
            return new AttemptAnswer(OutcomeOf(status), begun.Elapsed, status, text, RetryAfter(answer));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            return new AttemptAnswer(OutcomeOf(failure), begun.Elapsed);
        }
    }

    private static AttemptOutcome OutcomeOf(int status) =>
        status switch
        {
            >= 200 and < 300 => AttemptOutcome.Delivered,
            >= 300 and < 400 => AttemptOutcome.Redirected,
            (int)HttpStatusCode.Gone => AttemptOutcome.Gone,
            _ => AttemptOutcome.Refused,
        };

    private static AttemptOutcome OutcomeOf(Exception? failure) =>
        failure switch
        {
            InsideAddressException => AttemptOutcome.Inside,
            OperationCanceledException => AttemptOutcome.TimedOut,
            AuthenticationException => AttemptOutcome.NotSecure,
            SocketException
            {
                SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain
            } => AttemptOutcome.NoSuchHost,
            { InnerException: { } inner } => OutcomeOf(inner),
            _ => AttemptOutcome.Unreachable,
        };

    private static TimeSpan? RetryAfter(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter switch
        {
            { Delta: { } wait } => wait,
            { Date: { } date } when answer.Headers.Date is { } now => date - now,
            _ => null,
        };

    /// <summary>No more than is kept is read; where it stops in between, the status tells enough.</summary>
    private static async Task<string> BeginningAsync(HttpContent content, CancellationToken cancellation)
    {
        var (bytes, read) = (new byte[WebhookAttempt.MostKept], 0);
        try
        {
            await using var body = await content.ReadAsStreamAsync(cancellation);
            for (var more = 1; more > 0 && read < bytes.Length; read += more)
                more = await body.ReadAsync(bytes.AsMemory(read), cancellation);
        }
        catch (Exception cutOff) when (cutOff is HttpRequestException or IOException or OperationCanceledException)
        {
            // What has come is kept.
        }
        var text = Encoding.UTF8.GetString(bytes, 0, read).ReplaceLineEndings("\n");
        return string.Concat(text.Select(one => char.IsControl(one) && one is not ('\n' or '\t') ? ' ' : one));
    }
}
