using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>Writes a draft anew for another version of the form, with the next save; what it leaves stays in the versions.</summary>
public sealed class Redraft(PortalDbContext db)
{
    /// <param name="dossier">The dossier, which answers that version already.</param>
    /// <param name="to">The version.</param>
    /// <param name="kept">What is answered there, given all that the draft says.</param>
    /// <param name="viewer">Who does it.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task RunAsync(
        Dossier dossier,
        Form to,
        Func<Answers, Answers> kept,
        Viewer viewer,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var sections = await db.Sections.Where(one => one.DossierId == dossier.Id).ToListAsync(cancellation);
        var answers = kept(Answers.Merge(sections.Select(section => section.Answers)));
        foreach (var section in Section.For(dossier, to).Where(one => sections.All(old => old.Key != one.Key)))
        {
            db.Sections.Add(section);
            sections.Add(section);
        }
        foreach (var section in sections)
            Rewrite(section, answers.Only(KeysOf(to, section)), viewer, now);
        await MoveFilesAsync(dossier.Id, to, cancellation);
    }

    private static IEnumerable<string> KeysOf(Form form, Section section) =>
        form.Section(section.Key)?.Fields.Select(field => field.Key) ?? [];

    private static void Rewrite(Section section, Answers target, Viewer viewer, DateTimeOffset now)
    {
        var changed = section
            .Answers.Keys.Union(target.Keys)
            .Where(field => !section.Answers.Same(field, target))
            .ToList();
        section.Overtake();
        section.Save(new SectionEdit(section.Answers, target, changed), viewer.Id!.Value, now);
    }

    /// <summary>A file follows its question into another section.</summary>
    private async Task MoveFilesAsync(DossierId id, Form to, CancellationToken cancellation)
    {
        var files = await db
            .Attachments.Where(file => file.DossierId == id && file.RemovedAt == null)
            .ToListAsync(cancellation);
        foreach (var file in files)
            if (
                to.Sections.FirstOrDefault(section => section.Field(file.FieldKey)?.Type == FieldType.File) is
                { } section
            )
                file.Follow(section.Key);
    }
}
