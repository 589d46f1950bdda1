using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Shared;

/// <summary>Answers of every status that no page of its own explains. Forbidden reads like missing.</summary>
[AllowAnonymous]
[ApiExplorerSettings(IgnoreApi = true)]
public sealed class ProblemController(Texts texts) : Controller
{
    private static readonly HashSet<int> Explained = [400, 401, 404, 409, 413, 429, 500, 503];

    /// <summary>Only the portal itself comes here, while it answers something else: the status is that answer's.</summary>
    [Route("/problem/{status:int}")]
    [IgnoreAntiforgeryToken]
    public IActionResult Show()
    {
        if (HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not { } answer)
            return NotFound();
        var told = answer.OriginalStatusCode == 403 ? 404 : answer.OriginalStatusCode;
        var key = Explained.Contains(told) ? told : 500;
        Response.StatusCode = told;
        if (WantsProblem.Is(answer.OriginalPath, Request))
            return Problem(
                title: texts[$"shared.problem-{key}"],
                detail: texts[$"shared.problem-{key}-advice"],
                statusCode: told
            );
        return View(
            "Problem",
            new ProblemPage(texts[$"shared.problem-{key}"], texts[$"shared.problem-{key}-advice"], [], Back: null)
        );
    }
}

/// <summary>Whether a caller reads problem details rather than a page: the API, and scripts of our own pages.</summary>
internal static class WantsProblem
{
    public static bool Is(HttpRequest request) => Is(request.Path, request);

    /// <param name="path">What was asked for; a status that is told comes from another one.</param>
    /// <param name="request">Who asks.</param>
    public static bool Is(PathString path, HttpRequest request) =>
        path.StartsWithSegments("/api/v1")
        || request.Headers.Accept.ToString().Contains("json", StringComparison.OrdinalIgnoreCase);
}
