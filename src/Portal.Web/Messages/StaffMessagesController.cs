using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Messages;
using Portal.Infrastructure.Messages;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;
using Portal.Web.Staff;

namespace Portal.Web.Messages;

/// <summary>The service's side: the threads of a wave, and one of them.</summary>
[Authorize(Policy = Policies.Staff)]
public sealed class StaffMessagesController(PortalDbContext db, PortalClock clock, Correspondence letters, Texts texts)
    : Controller
{
    [HttpGet("/staff/waves/{id:guid}/messages")]
    public async Task<IActionResult> Threads(Guid id, CancellationToken cancellation)
    {
        if (await StaffWaves.HeadAsync(db, id, User.Viewer(), clock.GetUtcNow(), cancellation) is not { } head)
            return NotFound();
        var lines = await (
            from dossier in db.ThreadsStaffedBy(User.Viewer())
            where dossier.WaveId == head.Id
            let last = db
                .Messages.Where(message => message.DossierId == dossier.Id && message.Retraction == null)
                .OrderByDescending(message => message.WrittenAt)
                .FirstOrDefault()
            where last != null
            select new ThreadLine(
                dossier.Id.Value,
                dossier.Number,
                db.Filings.Where(filing => filing.Id == dossier.FilingId)
                    .Select(filing => filing.Title)
                    .FirstOrDefault()
                    ?? dossier.Title,
                last.WrittenAt,
                db.UnreadByStaff().Count(message => message.DossierId == dossier.Id),
                last.From == MessageSide.Carrier
            )
        ).ToListAsync(cancellation);
        return View(
            new StaffThreadsPage(
                head,
                [.. lines.OrderByDescending(line => line.Unread > 0).ThenByDescending(line => line.Last)]
            )
        );
    }

    [HttpGet("/staff/dossiers/{id:guid}/messages")]
    public async Task<IActionResult> Thread(Guid id, CancellationToken cancellation) =>
        await PageAsync(id, typed: null, cancellation) is { } page ? View(page) : NotFound();

    [HttpPost("/staff/dossiers/{id:guid}/messages")]
    public async Task<IActionResult> Write(Guid id, MessageForm form, CancellationToken cancellation)
    {
        var dossier = new DossierId(id);
        try
        {
            if (
                await letters.WriteAsync(dossier, MessageSide.Staff, form.Text ?? "", User.Viewer(), cancellation)
                is null
            )
                return NotFound();
        }
        catch (RefusedException refused) when (!WantsProblem.Is(Request))
        {
            db.ChangeTracker.Clear();
            ModelState.Take(refused, nameof(form.Text), texts);
            Response.StatusCode = StatusCodes.Status409Conflict;
            return View(nameof(Thread), await PageAsync(id, form.Text, cancellation));
        }
        TempData["Said"] = "messages.written";
        return Redirect($"/staff/dossiers/{id}/messages");
    }

    [HttpPost("/staff/dossiers/{id:guid}/messages/{message:guid}/take-back")]
    public async Task<IActionResult> TakeBack(Guid id, Guid message, CancellationToken cancellation)
    {
        var (dossier, slip) = (new DossierId(id), new MessageId(message));
        if (!await letters.TakeBackAsync(dossier, slip, MessageSide.Staff, User.Viewer(), cancellation))
            return NotFound();
        TempData["Said"] = "messages.taken-back";
        return Redirect($"/staff/dossiers/{id}/messages");
    }

    private async Task<StaffMessagesPage?> PageAsync(Guid id, string? typed, CancellationToken cancellation)
    {
        var viewer = User.Viewer();
        var found = await db.ThreadsStaffedBy(viewer)
            .Where(dossier => dossier.Id == new DossierId(id))
            .Select(dossier => new
            {
                dossier.Id,
                dossier.WaveId,
                dossier.Number,
                dossier.Title,
                // What is filed is known by the title that was filed, whatever its newer draft says.
                Filed = db
                    .Filings.Where(filing => filing.Id == dossier.FilingId)
                    .Select(filing => filing.Title)
                    .FirstOrDefault(),
            })
            .SingleOrDefaultAsync(cancellation);
        if (
            found is null
            || await StaffWaves.HeadAsync(db, found.WaveId.Value, viewer, clock.GetUtcNow(), cancellation)
                is not { } head
        )
            return null;
        // Who only reads along doesn't answer: for the service the message stays unread.
        var messages = await letters.ReadAsync(found.Id, MessageSide.Staff, head.MayAct, viewer, cancellation);
        var post = head.MayAct ? $"/staff/dossiers/{id}/messages" : null;
        return new StaffMessagesPage(
            head,
            found.Id,
            found.Number,
            found.Filed ?? found.Title,
            new ThreadPart(messages, post, typed)
        );
    }
}
