using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Portal.Infrastructure.Api;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Api;

/// <summary>
/// A write that a client may send again under the same <c>Idempotency-Key</c>, as often as it likes within a day: it is
/// done once, and answered as it was answered then (draft-ietf-httpapi-idempotency-key-header).
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class IdempotentAttribute : Attribute, IAsyncResourceFilter
{
    public const string Header = "Idempotency-Key";
    private const string Replayed = "Idempotency-Replayed";

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var http = context.HttpContext;
        var texts = http.RequestServices.GetRequiredService<Texts>();
        if (KeyOf(http.Request) is not { } key)
        {
            context.Result = ApiProblem.Of(
                texts,
                StatusCodes.Status400BadRequest,
                "key-missing",
                KeptAnswer.LongestKey
            );
            return;
        }
        var answers = http.RequestServices.GetRequiredService<KeptAnswers>();
        var request = await Sha256Async(http.Request, http.RequestAborted);
        var claim = new KeptAnswer.Claim(http.User.Person(), key, Guid.CreateVersion7());
        if (await answers.ClaimAsync(claim, request, http.RequestAborted) is { } earlier)
            context.Result = Again(http, texts, earlier, request);
        else
            await AnswerAsync(http, next, answers, claim);
    }

    /// <summary>The client's name for the write; null where it has none that can be kept.</summary>
    private static string? KeyOf(HttpRequest request)
    {
        var key = request.Headers[Header].ToString().Trim('"');
        return key.Length is 0 or > KeptAnswer.LongestKey || key.Any(c => c is < '!' or > '~') ? null : key;
    }

    private static IActionResult Again(HttpContext http, Texts texts, KeptAnswer earlier, string request)
    {
        if (earlier.RequestSha256 != request)
            return ApiProblem.Of(texts, StatusCodes.Status422UnprocessableEntity, "key-reused");
        if (earlier.Status is null)
        {
            http.Response.Headers.RetryAfter = KeptAnswers.Patience.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return ApiProblem.Of(texts, StatusCodes.Status409Conflict, "key-busy");
        }
        http.Response.Headers[Replayed] = "true";
        return new KeptResult(earlier);
    }

    /// <summary>
    /// Does it, and keeps the answer before it is sent. What was refused changed nothing and may come again; what failed may
    /// have been done all the same, and may come again after a while, when the act itself finds that it was.
    /// </summary>
    private static async Task AnswerAsync(
        HttpContext http,
        ResourceExecutionDelegate next,
        KeptAnswers answers,
        KeptAnswer.Claim claim
    )
    {
        var failed = false;
        var written = await HeldBody.RunAsync(http, async () => failed = (await next()).Exception is not null);
        var response = http.Response;
        if (!failed && response.StatusCode < StatusCodes.Status300MultipleChoices)
            await answers.KeepAsync(
                claim,
                new AnswerKept(
                    response.StatusCode,
                    Encoding.UTF8.GetString(written.ToArray()),
                    response.ContentType,
                    response.Headers.Location,
                    response.Headers.ETag
                )
            );
        else if (!failed && response.StatusCode < StatusCodes.Status500InternalServerError)
            await answers.ForgetAsync(claim);
        await written.CopyToAsync(response.Body, http.RequestAborted);
    }

    private static async Task<string> Sha256Async(HttpRequest request, CancellationToken cancellation)
    {
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"));
        var piece = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(piece, cancellation)) > 0; )
            hash.AppendData(piece.AsSpan(0, read));
        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
