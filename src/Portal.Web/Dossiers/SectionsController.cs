using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>Writing one section of a dossier, with its files.</summary>
[Authorize]
public sealed class SectionsController(PortalDbContext db, PortalClock clock, FormCache forms, Texts texts) : Controller
{
    [HttpGet("/dossiers/{id:guid}/sections/{key}")]
    public async Task<IActionResult> Show(Guid id, string key, CancellationToken cancellation) =>
        await PageAsync(new DossierId(id), key, cancellation) is { } page ? View("Section", page) : NotFound();

    /// <summary>Saves what was typed, right or wrong. Scripts get the new revision, pages go on to the next section.</summary>
    [HttpPost("/dossiers/{id:guid}/sections/{key}")]
    public async Task<IActionResult> Save(
        Guid id,
        string key,
        int revision,
        string? then,
        [FromServices] SaveSection save,
        CancellationToken cancellation
    )
    {
        var dossier = new DossierId(id);
        var form = await Request.ReadFormAsync(cancellation);
        try
        {
            var saved = await save.RunAsync(
                dossier,
                key,
                revision,
                section => FormReader.Read(section, form),
                User.Viewer(),
                cancellation
            );
            return saved is null ? NotFound() : Saved(saved, id, then);
        }
        catch (RefusedException overtaken) when (!WantsProblem.Is(Request))
        {
            return await OvertakenAsync(dossier, key, form, overtaken, cancellation);
        }
    }

    [HttpPost("/dossiers/{id:guid}/sections/{key}/files")]
    [RequestSizeLimit((AttachFile.MaxMegabytes + 2) * 1024L * 1024)]
    [RequestFormLimits(MultipartBodyLengthLimit = (AttachFile.MaxMegabytes + 2) * 1024L * 1024)]
    public async Task<IActionResult> Attach(
        Guid id,
        string key,
        string? field,
        IFormFile? file,
        [FromServices] AttachFile attach,
        CancellationToken cancellation
    )
    {
        if (
            !await db.SectionsWritableBy(User.Viewer())
                .AnyAsync(one => one.DossierId == new DossierId(id) && one.Key == key, cancellation)
        )
            return NotFound();
        if (file is null)
            throw new RefusedException(FileRefusals.Empty);
        await using var content = file.OpenReadStream();
        var attachment = await attach.RunAsync(
            new DossierId(id),
            key,
            field ?? "",
            file.FileName,
            file.Length,
            content,
            User.Viewer(),
            cancellation
        );
        if (attachment is null)
            return NotFound();
        TempData["Said"] = "dossiers.file-attached";
        return Redirect($"/dossiers/{id}/sections/{key}#f-{attachment.FieldKey}");
    }

    [HttpPost("/dossiers/{id:guid}/files/{file:guid}/remove")]
    public async Task<IActionResult> Remove(Guid id, Guid file, CancellationToken cancellation)
    {
        var dossier = new DossierId(id);
        var attachment = await db.Attachments.SingleOrDefaultAsync(
            one =>
                one.Id == new AttachmentId(file)
                && one.DossierId == dossier
                && db.SectionsWritableBy(User.Viewer())
                    .Any(section => section.DossierId == dossier && section.Key == one.SectionKey),
            cancellation
        );
        if (attachment is null)
            return NotFound();
        attachment.Remove(User.Person(), clock.GetUtcNow());
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "dossiers.file-removed";
        return Redirect($"/dossiers/{id}/sections/{attachment.SectionKey}#f-{attachment.FieldKey}");
    }

    private IActionResult Saved(Section section, Guid id, string? then)
    {
        if (WantsProblem.Is(Request))
            return Json(new { revision = section.Revision, savedAt = Dates.Time(section.SavedAt!.Value) });
        TempData["Said"] = "dossiers.section-saved";
        return Redirect(
            then switch
            {
                null or "" => $"/dossiers/{id}",
                "here" => $"/dossiers/{id}/sections/{section.Key}",
                var next => $"/dossiers/{id}/sections/{Uri.EscapeDataString(next)}",
            }
        );
    }

    /// <summary>The typed text stays on the page, with what the other one saved beside it; saving again is a choice now.</summary>
    private async Task<IActionResult> OvertakenAsync(
        DossierId id,
        string key,
        IFormCollection form,
        RefusedException overtaken,
        CancellationToken cancellation
    )
    {
        if (await PageAsync(id, key, cancellation) is not { } page)
            return NotFound();
        foreach (var refusal in overtaken.Refusals)
            ModelState.AddModelError("", texts.Of(refusal));
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Section", page with { Answers = FormReader.Read(page.Section, form), Theirs = page.Answers });
    }

    private async Task<SectionPage?> PageAsync(DossierId id, string key, CancellationToken cancellation)
    {
        var rows = await DossierRows.ReadAsync(db, User.Viewer(), clock.GetUtcNow(), id, cancellation);
        if (rows is not [var row])
            return null;
        var form = await forms.GetAsync(
            db,
            await db.Dossiers.Where(one => one.Id == id).Select(one => one.FormId).SingleAsync(cancellation),
            cancellation
        );
        if (form.Section(key) is not { } section)
            return null;
        var stored = await db
            .Sections.AsNoTracking()
            .SingleAsync(one => one.DossierId == id && one.Key == key, cancellation);
        var tasks = await SectionTasks.ReadAsync(db, id, form, cancellation);
        var files = await FilePart
            .Query(
                db.Attachments.Where(file => file.DossierId == id && file.SectionKey == key && file.RemovedAt == null)
                    .OrderBy(file => file.UploadedAt)
            )
            .ToListAsync(cancellation);
        var place = form.Sections.ToList().FindIndex(one => one.Key == key);
        return new SectionPage(
            row,
            section,
            stored.Answers,
            stored.Revision,
            stored.SavedAt,
            tasks[place].SavedBy,
            files,
            // An untouched section isn't scolded; what was begun is told where it stands.
            stored.Revision == 0
                ? []
                : SectionTasks.Obstacles(section, stored.Answers, files.Select(file => file.Field)),
            place == 0 ? null : form.Sections[place - 1].Key,
            place == form.Sections.Count - 1 ? null : form.Sections[place + 1].Key,
            tasks,
            row
                is {
                    Role: MemberRole.Coordinator or MemberRole.Writer,
                    State: DossierState.Draft or DossierState.Filed
                }
        );
    }
}
