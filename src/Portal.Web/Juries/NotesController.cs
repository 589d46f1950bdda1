using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Infrastructure.Juries;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Juries;

/// <summary>
/// What is written down of an item, during the sitting and after it. Who writes while somebody else did gets both texts.
/// </summary>
public sealed class NotesController(PortalDbContext db, SittingDesk desk, RoomBell bell, Texts texts) : Controller
{
    [HttpGet("/juries/sittings/{id:guid}/items/{item:guid}/notes")]
    public async Task<IActionResult> Show(Guid id, Guid item, CancellationToken cancellation) =>
        await PageAsync(id, item, cancellation) is { } page ? View("Notes", page) : NotFound();

    [HttpPost("/juries/sittings/{id:guid}/items/{item:guid}/notes")]
    public async Task<IActionResult> WriteDown(Guid id, Guid item, NotesForm form, CancellationToken cancellation)
    {
        var (sitting, of) = (new SittingId(id), new AgendaItemId(item));
        try
        {
            var written = await desk.ActAsync(
                db.ItemsWrittenBy(User.Viewer(), of),
                sitting,
                at => at.Sitting.WriteDown(of, form.Revision, form.Said, form.Proposed, User.Person(), at.Now),
                cancellation
            );
            if (written is null)
                return NotFound();
            await bell.RingAsync(sitting);
            TempData["Said"] = "juries.written";
            return Redirect($"/juries/sittings/{id}/{(written.Sitting.IsOpen ? "room" : "minutes")}");
        }
        catch (RefusedException refused)
        {
            return await RefusedAsync(id, item, form, refused, cancellation);
        }
    }

    /// <summary>The typed text stays in the form; beside it stands what is kept by now.</summary>
    private async Task<IActionResult> RefusedAsync(
        Guid id,
        Guid item,
        NotesForm form,
        RefusedException refused,
        CancellationToken cancellation
    )
    {
        db.ChangeTracker.Clear();
        if (await PageAsync(id, item, cancellation) is not { } page)
            return NotFound();
        ModelState.Remove(nameof(form.Revision));
        ModelState.Take(refused, nameof(form.Notes), texts);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Notes", page with { Theirs = page.Revision == form.Revision ? null : page.Form, Form = form });
    }

    private async Task<NotesPage?> PageAsync(Guid id, Guid item, CancellationToken cancellation)
    {
        var found = await (
            from sitting in db.ItemsWrittenBy(User.Viewer(), new AgendaItemId(item))
            where sitting.Id == new SittingId(id) && sitting.Opening != null
            from one in sitting.Items
            where one.Id == new AgendaItemId(item)
            join dossier in db.Dossiers on one.DossierId equals dossier.Id
            join filing in db.Filings on dossier.FilingId equals filing.Id
            select new
            {
                sitting.Start,
                Closed = sitting.Closing != null,
                one.Notes,
                one.Proposal,
                one.Revision,
                Title = dossier.Number + " – " + filing.Title,
            }
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellation);
        return found is null
            ? null
            : new NotesPage(
                new SittingId(id),
                new AgendaItemId(item),
                found.Start,
                found.Closed,
                found.Title,
                found.Revision,
                new NotesForm { Notes = found.Notes, Proposal = found.Proposal },
                Theirs: null
            );
    }
}

public sealed class NotesForm
{
    public int Revision { get; set; }

    public string? Notes { get; set; }

    public string? Proposal { get; set; }

    public string Said => (Notes ?? "").ReplaceLineEndings("\n");

    public string Proposed => (Proposal ?? "").ReplaceLineEndings("\n");
}

/// <param name="IsClosed">Whether it is written after the sitting.</param>
/// <param name="Theirs">What somebody else wrote meanwhile.</param>
public sealed record NotesPage(
    SittingId Sitting,
    AgendaItemId Item,
    Deadline Start,
    bool IsClosed,
    string Title,
    int Revision,
    NotesForm Form,
    NotesForm? Theirs
);
