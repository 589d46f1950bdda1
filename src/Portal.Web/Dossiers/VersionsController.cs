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
using Portal.Web.Shared;

namespace Portal.Web.Dossiers;

/// <summary>The versions of one answer: all of them, taking one up again, choosing between two that were written at once.</summary>
[Authorize]
public sealed class VersionsController(PortalDbContext db, PortalClock clock, FormCache forms, ChooseVersion choose)
    : Controller
{
    /// <summary>Versions of one answer that a page shows.</summary>
    private const int Shown = 50;

    /// <param name="id">The dossier.</param>
    /// <param name="key">The section.</param>
    /// <param name="field">The question.</param>
    /// <param name="before">Shows those before this one; the newest where it isn't told.</param>
    /// <param name="cancellation">Gives up.</param>
    [HttpGet("/dossiers/{id:guid}/sections/{key}/versions/{field}")]
    public async Task<IActionResult> Index(
        Guid id,
        string key,
        string field,
        Guid? before,
        CancellationToken cancellation
    )
    {
        var dossier = new DossierId(id);
        var (viewer, now) = (User.Viewer(), clock.GetUtcNow());
        if (await DossierRows.ReadAsync(db, viewer, now, dossier, cancellation) is not [var row])
            return NotFound();
        var form = await FormOfAsync(dossier, cancellation);
        if (form.Section(key) is not { } section || section.Field(field) is not { IsTyped: true } asked)
            return NotFound();
        FieldVersionId? until = before is { } shown ? new FieldVersionId(shown) : null;
        var found = await db.VersionsOf(dossier, field, until)
            .AsNoTracking()
            .Take(Shown)
            .Join(db.Users, one => one.By.Value, account => account.Id, (version, by) => new { version, by.Name })
            .ToListAsync(cancellation);
        // That a newer form took it out of another section is no version.
        var versions = found.Where(one => one.version.SectionKey == key || one.version.Answers.Has(field)).ToList();
        var standing = before is null
            ? versions.FirstOrDefault(one => one.version.Kind != FieldVersionKind.SetAside)?.version.Id
            : null;
        var typed = asked.Budget is null ? Answers.None : await TypedAsync(dossier, cancellation);
        return View(
            "Versions",
            new VersionsPage(
                row,
                section,
                asked,
                [
                    .. Seen(versions, one => one.version.Answers, asked, row.Sight)
                        .Select(one => new VersionPart(
                            one.version.Id,
                            Budget.Named(form, asked, typed, row.Sight.In(asked, one.version.Answers)),
                            one.version.Kind,
                            one.Name,
                            one.version.At,
                            one.version.Id == standing
                        )),
                ],
                await db.SectionsWritableBy(viewer, now)
                    .AnyAsync(one => one.DossierId == dossier && one.Key == key, cancellation),
                found.Count == Shown ? found[^1].version.Id : null
            )
        );
    }

    /// <summary>Takes an earlier version up again, or one that was set aside.</summary>
    [HttpPost("/dossiers/{id:guid}/versions/{version:guid}/restore")]
    public async Task<IActionResult> Restore(Guid id, Guid version, CancellationToken cancellation) =>
        Chosen(
            await choose.RestoreAsync(new DossierId(id), new FieldVersionId(version), User.Viewer(), cancellation),
            "dossiers.version-restored"
        );

    /// <summary>Leaves the answer that stands, and the other one to the earlier versions.</summary>
    [HttpPost("/dossiers/{id:guid}/versions/{version:guid}/leave")]
    public async Task<IActionResult> Leave(Guid id, Guid version, CancellationToken cancellation) =>
        Chosen(
            await choose.LeaveAsync(new DossierId(id), new FieldVersionId(version), User.Viewer(), cancellation),
            "dossiers.version-left"
        );

    /// <summary>Takes on a section, gives it back, or entrusts it to somebody of the team.</summary>
    [HttpPost("/dossiers/{id:guid}/sections/{key}/author")]
    public async Task<IActionResult> Assign(Guid id, string key, Guid? author, CancellationToken cancellation)
    {
        var dossier = new DossierId(id);
        var now = clock.GetUtcNow();
        PersonId? person = author is { } named ? new PersonId(named) : null;
        var section = await db.SectionsWritableBy(User.Viewer(), now)
            .SingleOrDefaultAsync(one => one.DossierId == dossier && one.Key == key, cancellation);
        if (
            section is null
            || person is not null
                && !await db.Members.AnyAsync(
                    member =>
                        member.DossierId == dossier && member.Person == person && member.Role != MemberRole.Reader,
                    cancellation
                )
        )
            return NotFound();
        section.Assign(person, User.Person(), now);
        await db.SaveChangesAsync(cancellation);
        TempData["Said"] = "dossiers.section-assigned";
        return Redirect($"/dossiers/{id}/sections/{key}");
    }

    private IActionResult Chosen(ChosenVersion? chosen, string said)
    {
        if (chosen is null)
            return NotFound();
        if (WantsProblem.Is(Request))
            return NoContent();
        TempData["Said"] = said;
        return Redirect($"/dossiers/{chosen.Dossier.Value}/sections/{chosen.Section}#f-{chosen.Field}");
    }

    /// <summary>Without those that changed nothing that one sees.</summary>
    private static IEnumerable<T> Seen<T>(
        IReadOnlyList<T> versions,
        Func<T, Answers> answersOf,
        FormField field,
        Sight sight
    )
    {
        Answers In(T version) => sight.In(field, answersOf(version));
        return sight.SeesAll || !field.PerPartner
            ? versions
            : versions.Where(
                (one, place) =>
                    !In(one).Same(field.Key, place + 1 < versions.Count ? In(versions[place + 1]) : Answers.None)
            );
    }

    /// <summary>All answers of the draft: a budget reads its partners' names out of them.</summary>
    private async Task<Answers> TypedAsync(DossierId dossier, CancellationToken cancellation) =>
        Answers.Merge(
            await db
                .Sections.Where(section => section.DossierId == dossier)
                .Select(section => section.Answers)
                .ToListAsync(cancellation)
        );

    private ValueTask<Form> FormOfAsync(DossierId id, CancellationToken cancellation) =>
        forms.OfAsync(db, id, cancellation);
}
