using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Contacts;
using Portal.Infrastructure.Contacts;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Contacts;

/// <summary>A carrier lets the contacts of a region read the draft; these read it and say what they think.</summary>
[Authorize]
public sealed class OpeningsController(
    PortalDbContext db,
    ContactReading reading,
    ContactDesk desk,
    ProgrammeTerms programme,
    Texts texts
) : Controller
{
    [HttpGet("/dossiers/{id:guid}/contacts")]
    public async Task<IActionResult> Opening(Guid id, CancellationToken cancellation) =>
        await reading.OpeningAsync(new DossierId(id), User.Viewer(), cancellation) is { } page
            ? View("/Contacts/Opening.cshtml", page)
            : NotFound();

    /// <summary>Opens to a region, or closes where none is given.</summary>
    [HttpPost("/dossiers/{id:guid}/contacts")]
    public async Task<IActionResult> Open(Guid id, string? region, bool close, CancellationToken cancellation)
    {
        var chosen = programme.Regions.FirstOrDefault(one => one.Key == region)?.Key ?? "";
        try
        {
            if (!await desk.OpenAsync(new DossierId(id), close ? null : chosen, User.Viewer(), cancellation))
                return NotFound();
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, nameof(region), texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await Opening(id, cancellation);
        }
        TempData["Said"] = close ? "contacts.closed" : "contacts.opened";
        return Redirect($"/dossiers/{id}/contacts");
    }

    [HttpGet("/region")]
    public async Task<IActionResult> Region(CancellationToken cancellation) =>
        await reading.RegionAsync(User.Viewer(), cancellation) is { } page
            ? View("/Contacts/Region.cshtml", page)
            : NotFound();

    [HttpGet("/region/dossiers/{id:guid}")]
    public Task<IActionResult> Opened(Guid id, CancellationToken cancellation) =>
        OpenedAsync(id, typed: null, cancellation);

    [HttpPost("/region/dossiers/{id:guid}/comments")]
    public async Task<IActionResult> Comment(Guid id, string? text, CancellationToken cancellation)
    {
        var said = (text ?? "").ReplaceLineEndings("\n");
        try
        {
            if (!await desk.CommentAsync(new DossierId(id), said, User.Viewer(), cancellation))
                return NotFound();
        }
        catch (RefusedException refused)
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, nameof(text), texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await OpenedAsync(id, said, cancellation);
        }
        TempData["Said"] = "contacts.said";
        return Redirect($"/region/dossiers/{id}#comments");
    }

    private async Task<IActionResult> OpenedAsync(Guid id, string? typed, CancellationToken cancellation) =>
        await reading.OpenedAsync(new DossierId(id), typed, User.Viewer(), cancellation) is { } page
            ? View("/Contacts/Opened.cshtml", page)
            : NotFound();
}
