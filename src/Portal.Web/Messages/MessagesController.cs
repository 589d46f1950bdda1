using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.Messages;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Messages;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Messages;

/// <summary>The team's side of a thread.</summary>
[Authorize]
public sealed class MessagesController(PortalDbContext db, Correspondence letters, Texts texts) : Controller
{
    [HttpGet("/dossiers/{id:guid}/messages")]
    public async Task<IActionResult> Index(Guid id, CancellationToken cancellation) =>
        await PageAsync(id, typed: null, cancellation) is { } page ? View(page) : NotFound();

    [HttpPost("/dossiers/{id:guid}/messages")]
    public async Task<IActionResult> Write(Guid id, MessageForm form, CancellationToken cancellation)
    {
        var dossier = new DossierId(id);
        try
        {
            if (
                await letters.WriteAsync(dossier, MessageSide.Carrier, form.Text ?? "", User.Viewer(), cancellation)
                is null
            )
                return NotFound();
        }
        catch (RefusedException refused) when (!WantsProblem.Is(Request))
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, nameof(form.Text), texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View(nameof(Index), await PageAsync(id, form.Text, cancellation));
        }
        TempData["Said"] = "messages.written";
        return Redirect($"/dossiers/{id}/messages");
    }

    [HttpPost("/dossiers/{id:guid}/messages/{message:guid}/take-back")]
    public async Task<IActionResult> TakeBack(Guid id, Guid message, CancellationToken cancellation)
    {
        var (dossier, slip) = (new DossierId(id), new MessageId(message));
        if (!await letters.TakeBackAsync(dossier, slip, MessageSide.Carrier, User.Viewer(), cancellation))
            return NotFound();
        TempData["Said"] = "messages.taken-back";
        return Redirect($"/dossiers/{id}/messages");
    }

    private async Task<MessagesPage?> PageAsync(Guid id, string? typed, CancellationToken cancellation)
    {
        var viewer = User.Viewer();
        var found = await (
            from dossier in db.DossiersOf(viewer)
            where dossier.Id == new DossierId(id)
            join call in db.Calls on dossier.CallId equals call.Id
            from member in dossier.Members
            where member.Person == viewer.Id
            select new
            {
                dossier.Id,
                dossier.Title,
                call.Presentation,
                member.Role,
            }
        ).SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var messages = await letters.ReadAsync(found.Id, MessageSide.Carrier, counts: true, viewer, cancellation);
        var post = found.Role == MemberRole.Reader ? null : $"/dossiers/{id}/messages";
        return new MessagesPage(found.Id, found.Title, found.Presentation, new ThreadPart(messages, post, typed));
    }
}
