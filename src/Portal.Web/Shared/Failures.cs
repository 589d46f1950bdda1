using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.Runtime;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Shared;

/// <summary>
/// What people see when something failed on our side. The page is written without the layout, the database or the
/// session: whatever is away, it still comes.
/// </summary>
public static class Failures
{
    /// <summary>The number by which Linux says that a disk is full.</summary>
    private const int DiskFull = 28;

    private const int RetryAfterSeconds = 30;

    public static async Task AnswerAsync(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()!.Error;
        var texts = context.RequestServices.GetRequiredService<Texts>();
        var status = StatusOf(failure);
        var key =
            status is 413 or 503 or 507 ? status
            : status < 500 ? 400
            : 500;
        var (title, advice) = (texts[$"shared.problem-{key}"], texts[$"shared.problem-{key}-advice"]);
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(
                System.Globalization.CultureInfo.InvariantCulture
            );
        if (WantsProblem.Is(context.Request))
        {
            var problem = new ProblemDetails
            {
                Status = status,
                Title = title,
                Detail = advice,
            };
            await context.Response.WriteAsJsonAsync(problem, options: null, "application/problem+json");
            return;
        }
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(Page(texts, title, advice, Activity.Current?.TraceId.ToString()));
    }

    /// <summary>503 where something that the portal stands on is away, 507 where there is no room, else 500.</summary>
    public static int StatusOf(Exception failure) =>
        failure switch
        {
            _ when Causes(failure).Any(IsNoRoom) => StatusCodes.Status507InsufficientStorage,
            _ when Causes(failure).Any(IsAway) => StatusCodes.Status503ServiceUnavailable,
            BadHttpRequestException bad => bad.StatusCode,
            _ when Causes(failure).Any(IsUnreadable) => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status500InternalServerError,
        };

    private static string Page(Texts texts, string title, string advice, string? request) =>
        $"""
            <!doctype html>
            <html lang="{texts.Language}">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{Encoded(title)} – {Encoded(texts["shared.name"])}</title>
              <link rel="stylesheet" href="/lib/bootstrap.min.css">
              <link rel="stylesheet" href="/css/portal.css">
            </head>
            <body>
              <main class="container">
                <p class="brand"><span class="brand-mark" aria-hidden="true"></span><span>{Encoded(
                texts["shared.name"]
            )}</span></p>
                <h1>{Encoded(title)}</h1>
                <p class="lead">{Encoded(advice)}</p>
                <p><a class="btn btn-primary" href="/">{Encoded(texts["shared.home"])}</a></p>
                <p class="hint">{Encoded(texts["shared.request-id", request ?? "–"])}</p>
              </main>
            </body>
            </html>
            """;

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            yield return cause;
    }

    /// <summary>A form that is none, or characters that no text holds: half of a pair, or NUL.</summary>
    private static bool IsUnreadable(Exception cause) =>
        cause
            is InvalidDataException
                or EncoderFallbackException
                or PostgresException
                {
                    SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter
                };

    private static bool IsNoRoom(Exception cause) =>
        cause is PostgresException { SqlState: PostgresErrorCodes.DiskFull }
        || (cause is IOException io && (io.HResult & 0xffff) == DiskFull);

    private static bool IsAway(Exception cause) =>
        cause
            is NpgsqlException { IsTransient: true }
                or SocketException
                or HttpRequestException
                or PrinterException
                or AmazonServiceException
                or AmazonClientException;
}
