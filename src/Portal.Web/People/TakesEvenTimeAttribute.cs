using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Portal.Web.People;

/// <summary>
/// For answers that must not tell whether an address has an account: unless they lead on, they take the same time
/// whatever was found.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TakesEvenTimeAttribute : ActionFilterAttribute
{
    /// <summary>More than the slowest way takes: hashing a password and writing a line.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(400);

    public override async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var start = Stopwatch.GetTimestamp();
        var executed = await next();
        var left = Least - Stopwatch.GetElapsedTime(start);
        if (executed.Result is not (RedirectResult or RedirectToActionResult) && left > TimeSpan.Zero)
            await Task.Delay(left, context.HttpContext.RequestAborted);
    }
}
