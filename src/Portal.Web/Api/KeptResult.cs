using Microsoft.AspNetCore.Mvc;
using Portal.Infrastructure.Api;

namespace Portal.Web.Api;

/// <summary>An answer as it was given before.</summary>
internal sealed class KeptResult(KeptAnswer kept) : IActionResult
{
    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        (response.StatusCode, response.ContentType) = (kept.Status!.Value, kept.ContentType);
        if (kept.Location is not null)
            response.Headers.Location = kept.Location;
        if (kept.ETag is not null)
            response.Headers.ETag = kept.ETag;
        await response.WriteAsync(kept.Body, context.HttpContext.RequestAborted);
    }
}
