using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain;
using Portal.Infrastructure.Texts;
using Portal.Web.Api;

namespace Portal.Web.Shared;

/// <summary>Turns a refused act into a clear 409: what was refused, why, and the way back. Nothing has changed.</summary>
public sealed class RefusedFilter(Texts texts, IModelMetadataProvider metadata) : IExceptionFilter
{
    internal static readonly Refusal Overtaken = new("shared.overtaken");

    public void OnException(ExceptionContext context)
    {
        IReadOnlyList<Refusal> refusals = context.Exception switch
        {
            RefusedException refused => refused.Refusals,
            DbUpdateConcurrencyException => [Overtaken],
            // The last wall: somebody wrote the same thing at the same moment.
            DbUpdateException { InnerException: PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } } =>
            [
                Overtaken,
            ],
            _ => [],
        };
        if (refusals.Count == 0)
            return;
        context.Result = WantsProblem.Is(context.HttpContext.Request)
            ? Details(context, refusals)
            : Page(context, refusals);
        context.ExceptionHandled = true;
    }

    private ObjectResult Details(ExceptionContext context, IReadOnlyList<Refusal> refusals)
    {
        var request = context.HttpContext.Request;
        var status = request.Path.StartsWithSegments("/api")
            ? ApiRefusals.StatusOf(refusals, request)
            : StatusCodes.Status409Conflict;
        return new ObjectResult(
            new ProblemDetails
            {
                Status = status,
                Title = texts[status == StatusCodes.Status409Conflict ? "shared.problem-409" : $"api.status-{status}"],
                Detail = string.Join(' ', refusals.Select(texts.Of)),
                Extensions = { ["codes"] = refusals.Select(refusal => refusal.Code).ToArray() },
            }
        )
        {
            StatusCode = status,
        };
    }

    private ViewResult Page(ExceptionContext context, IReadOnlyList<Refusal> refusals)
    {
        var page = new ProblemPage(
            texts["shared.problem-409"],
            texts["shared.problem-409-advice"],
            [.. refusals.Select(texts.Of)],
            OwnPage(context.HttpContext.Request)
        );
        return new ViewResult
        {
            ViewName = "/Shared/Problem.cshtml",
            StatusCode = StatusCodes.Status409Conflict,
            ViewData = new ViewDataDictionary<ProblemPage>(metadata, context.ModelState) { Model = page },
        };
    }

    /// <summary>The page that the person came from, if it is one of ours.</summary>
    private static string? OwnPage(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var from) && from.Authority == request.Host.Value
            ? from.PathAndQuery
            : null;
}
