using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Shared;

/// <summary>Answers of every status that no page of its own explains. Forbidden reads like missing.</summary>
[AllowAnonymous]
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class ProblemController(Texts texts) : Controller
{
    private static readonly HashSet<int> Explained = [400, 404, 409, 413, 429, 500, 503, 507];

    [Route("/problem/{status:int}")]
    [IgnoreAntiforgeryToken]
    public IActionResult Show(int status)
    {
        var failure = HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;
        var told =
            failure is not null ? Failures.StatusOf(failure)
            : status == 403 ? 404
            : status;
        var key = Explained.Contains(told) ? told : 500;
        Response.StatusCode = told;
        if (WantsProblem.Is(Request))
            return Problem(
                title: texts[$"shared.problem-{key}"],
                detail: texts[$"shared.problem-{key}-advice"],
                statusCode: told
            );
        return View(
            "Problem",
            new ProblemPage(
                texts[$"shared.problem-{key}"],
                texts[$"shared.problem-{key}-advice"],
                [],
                Back: null,
                told >= 500 ? Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier : null
            )
        );
    }
}

/// <summary>What a failure means to who meets it.</summary>
internal static class Failures
{
    /// <summary>The number by which Linux says that a disk is full.</summary>
    private const int DiskFull = 28;

    /// <summary>503 where something that the portal stands on is away, 507 where there is no room, else 500.</summary>
    public static int StatusOf(Exception failure) =>
        failure switch
        {
            _ when Causes(failure).Any(IsNoRoom) => StatusCodes.Status507InsufficientStorage,
            _ when Causes(failure).Any(IsAway) => StatusCodes.Status503ServiceUnavailable,
            BadHttpRequestException bad => bad.StatusCode,
            _ => StatusCodes.Status500InternalServerError,
        };

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            yield return cause;
    }

    private static bool IsNoRoom(Exception cause) =>
        cause is PostgresException { SqlState: PostgresErrorCodes.DiskFull }
        || (cause is IOException io && (io.HResult & 0xffff) == DiskFull);

    private static bool IsAway(Exception cause) =>
        cause is NpgsqlException { IsTransient: true } or SocketException or HttpRequestException;
}

/// <summary>Whether a caller reads problem details rather than a page: the API, and scripts of our own pages.</summary>
internal static class WantsProblem
{
    public static bool Is(HttpRequest request) =>
        request.Path.StartsWithSegments("/api")
        || request.Headers.Accept.ToString().Contains("json", StringComparison.OrdinalIgnoreCase);
}
