using Microsoft.AspNetCore.Mvc;
using Portal.Domain;
using Portal.Domain.Messages;
using Portal.Infrastructure.Messages;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Messages;

/// <summary>What both sides of a thread do in the same way: writing, and taking back.</summary>
public abstract class ThreadController(PortalDbContext db, Correspondence letters, Texts texts) : Controller
{
    protected PortalDbContext Db { get; } = db;

    protected abstract MessageSide Side { get; }

    /// <summary>Where the thread of a dossier is read.</summary>
    protected abstract string PathOf(Guid dossier);

    /// <param name="id">The dossier.</param>
    /// <param name="typed">What was typed and not taken.</param>
    /// <param name="before">Shows the messages before this one.</param>
    /// <param name="cancellation">Gives up.</param>
    protected abstract Task<IActionResult> ThreadAsync(
        Guid id,
        string? typed,
        Guid? before,
        CancellationToken cancellation
    );

    protected async Task<IActionResult> WriteAsync(Guid id, MessageForm form, CancellationToken cancellation)
    {
        try
        {
            var text = form.Text ?? "";
            if (await letters.WriteAsync(new DossierId(id), Side, text, User.Viewer(), cancellation) is null)
                return NotFound();
        }
        catch (RefusedException refused) when (!WantsProblem.Is(Request))
        {
            Db.ChangeTracker.Clear();
            ModelState.Take(refused, nameof(form.Text), texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await ThreadAsync(id, form.Text, before: null, cancellation);
        }
        TempData["Said"] = "messages.written";
        return Redirect(PathOf(id));
    }

    protected async Task<IActionResult> TakeBackAsync(Guid id, Guid message, CancellationToken cancellation)
    {
        var (dossier, slip) = (new DossierId(id), new MessageId(message));
        if (!await letters.TakeBackAsync(dossier, slip, Side, User.Viewer(), cancellation))
            return NotFound();
        TempData["Said"] = "messages.taken-back";
        return Redirect(PathOf(id));
    }
}
