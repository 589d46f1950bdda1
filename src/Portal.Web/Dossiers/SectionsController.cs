using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;
using Portal.Web.Attachments;
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>Writing one section of a dossier.</summary>
[Authorize]
public sealed class SectionsController(PortalDbContext db, PortalClock clock, FormCache forms) : Controller
{
    /// <param name="id">The dossier.</param>
    /// <param name="key">The section.</param>
    /// <param name="check">Whether to tell what is missing as well.</param>
    /// <param name="cancellation">Gives up.</param>
    [HttpGet("/dossiers/{id:guid}/sections/{key}")]
    public async Task<IActionResult> Show(Guid id, string key, bool check, CancellationToken cancellation) =>
        await PageAsync(new DossierId(id), key, cancellation) switch
        {
            null => NotFound(),
            { Dossier.IsSettled: true } page when page.Dossier.Asked?.AskIn(key) != true => Redirect(
                $"/dossiers/{id}/check"
            ),
            // What is only missing yet is told when somebody asks.
            var page => View(
                "Section",
                check ? page : page with { Obstacles = [.. page.Obstacles.Where(obstacle => !obstacle.IsMissing)] }
            ),
        };

    /// <summary>Saves what was typed, right or wrong. Scripts get the new revision, pages go on to the next section.</summary>
    [HttpPost("/dossiers/{id:guid}/sections/{key}"), TakesForms]
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
            return saved is null ? NotFound() : await SavedAsync(saved, dossier, then, cancellation);
        }
        catch (RefusedException) when (!WantsProblem.Is(Request))
        {
            return await OvertakenAsync(dossier, key, form, cancellation);
        }
    }

    private async Task<IActionResult> SavedAsync(
        Section saved,
        DossierId id,
        string? then,
        CancellationToken cancellation
    )
    {
        if (WantsProblem.Is(Request))
            return Json(new { revision = saved.Revision, savedAt = Dates.Time(saved.SavedAt!.Value) });
        var here = $"/dossiers/{id.Value}/sections/{saved.Key}";
        var form = await forms.GetAsync(
            db,
            await db.Dossiers.Where(one => one.Id == id).Select(one => one.FormId).SingleAsync(cancellation),
            cancellation
        );
        // Who goes on would not learn that something can't stay as it is.
        if (FormObstacles.In(form.Section(saved.Key)!, saved.Answers).Any(obstacle => !obstacle.IsMissing))
        {
            TempData["Said"] = "dossiers.section-saved-wrong";
            return Redirect(here);
        }
        TempData["Said"] = "dossiers.section-saved";
        return Redirect(
            then switch
            {
                null or "" => $"/dossiers/{id.Value}",
                "here" => here,
                var next => $"/dossiers/{id.Value}/sections/{Uri.EscapeDataString(next)}",
            }
        );
    }

    /// <summary>The typed text stays on the page, with what the other one saved beside it; saving again is a choice now.</summary>
    private async Task<IActionResult> OvertakenAsync(
        DossierId id,
        string key,
        IFormCollection form,
        CancellationToken cancellation
    )
    {
        if (await PageAsync(id, key, cancellation) is not { } page)
            return NotFound();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("Section", page with { Answers = FormReader.Read(page.Section, form), Theirs = page.Answers });
    }

    private async Task<SectionPage?> PageAsync(DossierId id, string key, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (await DossierRows.ReadAsync(db, User.Viewer(), now, id, cancellation) is not [var row])
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
        var page = new SectionPage(
            row,
            section,
            stored.Answers,
            stored.Revision,
            stored.SavedAt,
            tasks[place].SavedBy,
            files,
            SectionTasks.Obstacles(section, stored.Answers, files.Select(file => file.Field)),
            place == 0 ? null : form.Sections[place - 1].Key,
            place == form.Sections.Count - 1 ? null : form.Sections[place + 1].Key,
            tasks,
            await db.SectionsWritableBy(User.Viewer(), now)
                .AnyAsync(one => one.DossierId == id && one.Key == key, cancellation)
        );
        return row.Asked is { } asked ? await AskedAsync(page, asked, cancellation) : page;
    }

    /// <summary>Where complements are asked for, these fields are open, and all others read as they were filed.</summary>
    private async Task<SectionPage> AskedAsync(SectionPage page, AskedComplements asked, CancellationToken cancellation)
    {
        var fields = ComplementAccess.FieldsOf(asked.Items);
        var filed = await db
            .Filings.Where(filing => db.Dossiers.Any(one => one.Id == page.Dossier.Id && one.FilingId == filing.Id))
            .Select(filing => filing.Answers)
            .SingleAsync(cancellation);
        return page with
        {
            Fields = fields,
            Answers = fields.Over(filed, page.Answers),
            Obstacles = [.. page.Obstacles.Where(obstacle => fields.Include(obstacle.Field ?? ""))],
            Previous = null,
            Next = null,
            Tasks = [.. page.Tasks.Where(task => asked.AskIn(task.Key))],
        };
    }
}
