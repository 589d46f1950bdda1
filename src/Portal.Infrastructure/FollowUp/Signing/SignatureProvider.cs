using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Domain;
using Portal.Domain.FollowUp;

namespace Portal.Infrastructure.FollowUp.Signing;

/// <param name="Key">The same for every try, so that a try that was lost asks for nothing twice.</param>
/// <param name="Document">What is to be signed.</param>
/// <param name="Name">Of the signer.</param>
/// <param name="Callback">Where the provider tells that something changed.</param>
/// <param name="Return">Where the signer goes on.</param>
public sealed record SignatureOrder(
    string Key,
    string Title,
    byte[] Document,
    string Sha256,
    string Name,
    string Email,
    Uri Callback,
    Uri Return
);

/// <param name="Reference">Of the request, by the provider.</param>
/// <param name="Address">Where its signer signs.</param>
public sealed record SignatureTicket(string Reference, string Address);

/// <param name="State"><c>pending</c>, <c>signed</c>, or a word for what won't be.</param>
/// <param name="Sha256">Of the document that was given to be signed.</param>
/// <param name="SignedSha256">Of the signed copy.</param>
public sealed record SignatureStatus(string State, string? Sha256, string? SignedSha256);

/// <summary>
/// A provider of electronic signatures over HTTP. One configured address is asked, under TLS, directly: no redirect leads
/// elsewhere, and signers are sent nowhere but to its own pages.
/// </summary>
public sealed partial class SignatureProvider(HttpClient http, SignatureSettings settings)
{
    /// <summary>Of a signed copy, in bytes.</summary>
    public const int MaxAnswer = 32 * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public string Name => settings.Name;

    /// <exception cref="RefusedException">The provider doesn't answer as it should.</exception>
    public Task<SignatureTicket> AskAsync(SignatureOrder order, CancellationToken cancellation) =>
        AnsweredAsync(
            async stop =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Address, "requests"))
                {
                    Content = JsonContent.Create(Asked.Of(order), options: Json),
                };
                request.Headers.Add("Idempotency-Key", order.Key);
                var ticket = await SendAsync<Ticket>(request, HttpStatusCode.Created, stop);
                return
                    Reference().IsMatch(ticket.Id ?? "")
                    && Uri.TryCreate(ticket.Address, UriKind.Absolute, out var page)
                    && settings.IsPage(page)
                    ? new SignatureTicket(ticket.Id!, page.AbsoluteUri)
                    : throw Unavailable();
            },
            cancellation
        );

    /// <exception cref="RefusedException">The provider doesn't answer as it should.</exception>
    public Task<SignatureStatus> LookAsync(string reference, CancellationToken cancellation) =>
        AnsweredAsync(
            async stop =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(reference));
                var found = await SendAsync<Status>(request, HttpStatusCode.OK, stop);
                return new SignatureStatus(found.State ?? "", found.Document?.Sha256, found.Signed?.Sha256);
            },
            cancellation
        );

    /// <exception cref="RefusedException">The provider doesn't answer as it should.</exception>
    public Task<byte[]> FetchAsync(string reference, CancellationToken cancellation) =>
        AnsweredAsync(
            async stop =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(reference, "/document"));
                using var answer = await SendAsync(request, stop);
                return answer.StatusCode == HttpStatusCode.OK
                    ? await answer.Content.ReadAsByteArrayAsync(stop)
                    : throw Unavailable();
            },
            cancellation
        );

    private Uri AddressOf(string reference, string part = "") =>
        Reference().IsMatch(reference) ? new Uri(settings.Address, $"requests/{reference}{part}") : throw Unavailable();

    private async Task<T> SendAsync<T>(HttpRequestMessage request, HttpStatusCode expected, CancellationToken stop)
    {
        using var answer = await SendAsync(request, stop);
        if (answer.StatusCode != expected)
            throw Unavailable();
        return await answer.Content.ReadFromJsonAsync<T>(Json, stop) ?? throw Unavailable();
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Token);
        return http.SendAsync(request, HttpCompletionOption.ResponseContentRead, stop);
    }

    private async Task<T> AnsweredAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(settings.Patience);
        try
        {
            return await ask(patience.Token);
        }
        catch (Exception failure)
            when (failure is HttpRequestException or JsonException or NotSupportedException
                || failure is OperationCanceledException && !cancellation.IsCancellationRequested
            )
        {
            throw Unavailable();
        }
    }

    private static RefusedException Unavailable() => new(FollowUpRefusals.SignatureUnavailable);

    [GeneratedRegex("^[A-Za-z0-9_-]{1,100}$", RegexOptions.None, 1_000)]
    private static partial Regex Reference();

    private sealed record Asked(
        string Title,
        AskedDocument Document,
        IReadOnlyList<Signer> Signers,
        Uri Callback,
        Uri Return
    )
    {
        public static Asked Of(SignatureOrder order) =>
            new(
                order.Title,
                new AskedDocument(order.Sha256, Convert.ToBase64String(order.Document)),
                [new Signer(order.Name, order.Email)],
                order.Callback,
                order.Return
            );
    }

    private sealed record AskedDocument(string Sha256, string Content);

    private sealed record Signer(string Name, string Email);

    private sealed record Ticket(string? Id, string? Address);

    private sealed record Status(string? State, Hashed? Document, Hashed? Signed);

    private sealed record Hashed(string? Sha256);
}
