using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Mvc.Filters;
using Portal.Domain;

namespace Portal.Web.Shared;

/// <summary>
/// Lets so many requests at once into an action, by processor; the others wait, first come first served, with their form
/// read and nothing held, no connection to the database either. What may wait a little leaves room so for what must not.
/// Of one person few wait or are inside; whatever more they ask for waits for their own.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InTurnAttribute(int perProcessor) : ActionFilterAttribute
{
    /// <summary>Some tabs, each saving by itself.</summary>
    public const int MostOfOne = 4;

    private readonly SemaphoreSlim _turns = new(perProcessor * Environment.ProcessorCount);

    private readonly PartitionedRateLimiter<ClaimsPrincipal> _own = PartitionedRateLimiter.Create<
        ClaimsPrincipal,
        PersonId
    >(user => RateLimitPartition.GetConcurrencyLimiter(user.Person(), _ => OwnTurns));

    private static ConcurrencyLimiterOptions OwnTurns =>
        new()
        {
            PermitLimit = MostOfOne,
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        };

    public override async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        using var own = await _own.AcquireAsync(context.HttpContext.User, 1, context.HttpContext.RequestAborted);
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
