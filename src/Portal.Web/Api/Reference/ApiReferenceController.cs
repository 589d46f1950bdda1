using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Shared;

namespace Portal.Web.Api.Reference;

/// <summary>What the API offers: as a page for people, and as OpenAPI for programs.</summary>
[AllowAnonymous, PublicPage, ApiExplorerSettings(IgnoreApi = true)]
public sealed class ApiReferenceController(ApiDescription description, ApiReferencePages pages) : Controller
{
    [HttpGet("/api")]
    public async Task<IActionResult> Index() => View("Index", pages.Of(await description.DocumentAsync()));

    [HttpGet("/api/v1/openapi.json")]
    public async Task<IActionResult> OpenApi()
    {
        // Generators and editors of other sites read it, too.
        Response.Headers.AccessControlAllowOrigin = "*";
        return Content(await description.JsonAsync(), "application/json");
    }
}
