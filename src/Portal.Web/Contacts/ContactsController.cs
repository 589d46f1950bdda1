using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Shared;

namespace Portal.Web.Contacts;

/// <summary>Who guides carriers, nationally and by region, as a map and a table.</summary>
[AllowAnonymous, PublicPage]
public sealed class ContactsController(ContactReading reading) : Controller
{
    [HttpGet("/contacts")]
    public async Task<IActionResult> Index(string? region, CancellationToken cancellation) =>
        View(await reading.DirectoryAsync(region, cancellation));
}
