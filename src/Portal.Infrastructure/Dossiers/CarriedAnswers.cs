using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Attachments;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>
/// Writes what earlier dossiers say into sections of the one as which they go on, with the next save: for each, the
/// nearest earlier one that was asked it.
/// </summary>
public sealed class CarriedAnswers(PortalDbContext db, FormCache forms)
{
    /// <param name="dossier">The one that goes on; nothing is written where it began with nothing.</param>
    /// <param name="form">Its form.</param>
    /// <param name="opened">The sections that have just been opened: others are left as they were written since.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many files were left behind, since a virus scanner recognised something in them.</returns>
    public async Task<int> WriteAsync(
        Dossier dossier,
        Form form,
        IEnumerable<Section> opened,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var (sections, from, left) = (opened.ToList(), dossier.CarriedFrom, 0);
        while (sections.Count > 0 && from is { } id)
        {
            var earlier = await db.Dossiers.AsNoTracking().SingleAsync(one => one.Id == id, cancellation);
            var whole = await forms.GetAsync(db, earlier.FormId, cancellation);
            var asked = whole.UpTo(earlier.Step).Fields.Select(field => field.Key).ToHashSet(StringComparer.Ordinal);
            var here = sections
                .Where(section => form.Section(section.Key)!.Fields.Any(field => asked.Contains(field.Key)))
                .ToList();
            await WriteAsync(id, whole, form, here, cancellation);
            left += await WriteFilesAsync(id, dossier.Id, form, here, now, cancellation);
            sections.RemoveAll(here.Contains);
            from = earlier.CarriedFrom;
        }
        return left;
    }

    private async Task WriteAsync(
        DossierId earlier,
        Form from,
        Form to,
        IReadOnlyList<Section> sections,
        CancellationToken cancellation
    )
    {
        var written = await db
            .Sections.AsNoTracking()
            .Where(section => section.DossierId == earlier)
            .OrderByDescending(section => section.SavedAt)
            .ToListAsync(cancellation);
        var kept = FormMove.Between(from, to, Answers.Merge(written.Select(section => section.Answers))).Kept;
        foreach (var section in sections)
        {
            var answers = kept.Only(to.Section(section.Key)!.Fields.Select(field => field.Key));
            // A newer form may have taken them out of another section.
            var source = written
                .OrderBy(one => one.Key != section.Key)
                .FirstOrDefault(one => answers.Keys.Any(one.Answers.Has));
            if (source is not null)
                section.CarryOver(source, answers);
        }
    }

    private async Task<int> WriteFilesAsync(
        DossierId earlier,
        DossierId next,
        Form form,
        IReadOnlyList<Section> sections,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var files = await db.AttachmentsOfDraft(earlier)
            .AsNoTracking()
            .OrderBy(file => file.UploadedAt)
            .ToListAsync(cancellation);
        var places = sections
            .SelectMany(section =>
                form.Section(section.Key)!
                    .Fields.Where(field => field.Type == FieldType.File)
                    .Select(field => (Field: field.Key, Section: section.Key))
            )
            .ToDictionary(place => place.Field, place => place.Section, StringComparer.Ordinal);
        var mine = files.Where(file => places.ContainsKey(file.FieldKey)).ToLookup(file => file.ScanState);
        foreach (var file in mine.Where(group => group.Key != ScanState.Quarantined).SelectMany(group => group))
            db.Attachments.Add(file.CarryTo(next, places[file.FieldKey], now));
        return mine[ScanState.Quarantined].Count();
    }
}
