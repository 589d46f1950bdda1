using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>Writes what an earlier dossier says into the sections of the one as which it goes on, with the next save.</summary>
public sealed class CarriedAnswers(PortalDbContext db, FormCache forms)
{
    /// <param name="dossier">The one that goes on; nothing is written where it began with nothing.</param>
    /// <param name="form">Its form.</param>
    /// <param name="sections">Those that have just been opened: others are left as they were written since.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task WriteAsync(
        Dossier dossier,
        Form form,
        IReadOnlyList<Section> sections,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (dossier.CarriedFrom is not { } earlier)
            return;
        var kept = await KeptAsync(earlier, form, cancellation);
        foreach (var section in sections)
        {
            var answers = kept.Only(form.Section(section.Key)!.Fields.Select(field => field.Key));
            if (answers.Keys.ToList() is { Count: > 0 } fields)
                section.Save(SectionEdit.Of(section, answers, fields), dossier.Coordinator, now);
        }
        await WriteFilesAsync(dossier, earlier, form, sections, now, cancellation);
    }

    private async Task<Answers> KeptAsync(DossierId earlier, Form form, CancellationToken cancellation)
    {
        var answered = await db
            .Dossiers.Where(one => one.Id == earlier)
            .Select(one => one.FormId)
            .SingleAsync(cancellation);
        var written = await db
            .Sections.Where(section => section.DossierId == earlier)
            .Select(section => section.Answers)
            .ToListAsync(cancellation);
        return FormMove.Between(await forms.GetAsync(db, answered, cancellation), form, Answers.Merge(written)).Kept;
    }

    private async Task WriteFilesAsync(
        Dossier dossier,
        DossierId earlier,
        Form form,
        IReadOnlyList<Section> sections,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var opened = sections.Select(section => section.Key).ToHashSet(StringComparer.Ordinal);
        var files = await db
            .Attachments.AsNoTracking()
            .Where(file => file.DossierId == earlier && file.RemovedAt == null)
            .OrderBy(file => file.Id)
            .ToListAsync(cancellation);
        foreach (var file in files.Where(file => file.ScanState != ScanState.Quarantined))
            if (
                form.Sections.FirstOrDefault(section => section.Field(file.FieldKey)?.Type == FieldType.File)
                    is { } section
                && opened.Contains(section.Key)
            )
                db.Attachments.Add(file.CarryTo(dossier.Id, section.Key, dossier.Coordinator, now));
    }
}
