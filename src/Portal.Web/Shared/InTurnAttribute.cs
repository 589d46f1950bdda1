using Microsoft.AspNetCore.Mvc.Filters;

namespace Portal.Web.Shared;

/// <summary>
/// Lets so many requests at once into an action, by processor; the others wait, first come first served, with their form
/// read and nothing held, no connection to the database either. What may wait a little leaves room so for what must not.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InTurnAttribute(int perProcessor) : ActionFilterAttribute
{
    private readonly SemaphoreSlim _turns = new(perProcessor * Environment.ProcessorCount);

    public override async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        await _turns.WaitAsync(context.HttpContext.RequestAborted);
        try
        {
            await next();
        }
        finally
        {
            _turns.Release();
        }
    }
}
