using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Complements;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>Saves one section: what carriers do most. One read, one transaction with the section and its history line.</summary>
public sealed class SaveSection(PortalDbContext db, FormCache forms, PortalClock clock)
{
    /// <param name="dossier">The dossier.</param>
    /// <param name="key">The section's key in the form.</param>
    /// <param name="revision">The revision that the writer had before them.</param>
    /// <param name="typed">Reads what was typed, from the questions that the section asks.</param>
    /// <param name="viewer">Who writes.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The saved section; null where the viewer may not write there.</returns>
    /// <exception cref="RefusedException">It was saved by somebody else since the writer read it.</exception>
    public async Task<Section?> RunAsync(
        DossierId dossier,
        string key,
        int revision,
        Func<FormSection, Answers> typed,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        var found = await db.SectionsWritableBy(viewer, now)
            .Where(one => one.DossierId == dossier && one.Key == key)
            .Join(
                db.Dossiers,
                one => one.DossierId,
                one => one.Id,
                (section, of) =>
                    new
                    {
                        section,
                        of.FormId,
                        Asked = db
                            .ComplementRequests.Where(request => request.Id == of.ComplementsAsked)
                            .Select(request => request.Items)
                            .FirstOrDefault(),
                    }
            )
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;
        var section = found.section;
        // Where complements are asked for, the rest of the section stays as it is.
        var answers = ComplementAccess
            .FieldsOf(found.Asked)
            .Over(section.Answers, typed((await forms.GetAsync(db, found.FormId, cancellation)).Section(key)!));
        var renamed = section.Answers.Text(CommonFields.Title) != answers.Text(CommonFields.Title);
        section.Save(answers, revision, viewer.Id!.Value, now);
        if (renamed)
            await RenameAsync(dossier, answers.Text(CommonFields.Title), viewer.Id!.Value, now, cancellation);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException overtaken) when (overtaken.Entries.Any(entry => entry.Entity is Section))
        {
            // Somebody saved between our reading and our writing.
            throw new RefusedException(DossierRefusals.SectionChanged(revision + 1));
        }
        return section;
    }

    /// <summary>The working title follows the title in the form.</summary>
    private async Task RenameAsync(
        DossierId id,
        string title,
        PersonId by,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var dossier = await db.Dossiers.Include(one => one.Members).SingleAsync(one => one.Id == id, cancellation);
        dossier.Rename(title, by, now);
    }
}
