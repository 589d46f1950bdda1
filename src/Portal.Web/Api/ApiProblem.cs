using Microsoft.AspNetCore.Mvc;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Api;

/// <summary>Problem details (RFC 9457) with a stable code beside the words: what a program reads, and what a person does.</summary>
internal sealed class ApiProblem : ObjectResult
{
    private ApiProblem(ProblemDetails details)
        : base(details)
    {
        StatusCode = details.Status;
        ContentTypes.Add("application/problem+json");
    }

    /// <param name="texts">In the reader's language.</param>
    /// <param name="status">Of the answer.</param>
    /// <param name="code">Without the <c>api.</c> that begins it.</param>
    /// <param name="arguments">Of the text of <c>api.problem-{code}</c>.</param>
    public static ApiProblem Of(Texts texts, int status, string code, params object?[] arguments) =>
        new(
            new ProblemDetails
            {
                Status = status,
                Title = texts[$"api.status-{status}"],
                Detail = texts[$"api.problem-{code}", arguments],
                Extensions = { ["codes"] = new[] { $"api.{code}" } },
            }
        );
}
