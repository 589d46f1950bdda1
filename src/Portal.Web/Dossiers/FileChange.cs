using Portal.Domain.Calls;
using Portal.Web.Attachments;

namespace Portal.Web.Dossiers;

/// <summary>What became of the files of a question.</summary>
/// <param name="Added">Files whose bytes were not there before.</param>
/// <param name="Removed">Files whose bytes are there no more.</param>
public sealed record FileChange(
    FormSection Section,
    FormField Field,
    IReadOnlyList<FilePart> Added,
    IReadOnlyList<FilePart> Removed
)
{
    public static IReadOnlyList<FileChange> Between(
        Form form,
        IReadOnlyList<FilePart> before,
        IReadOnlyList<FilePart> now
    ) =>
        [
            .. from section in form.Sections
            from field in section.Fields
            where field.Type == FieldType.File
            let added = Missing(now, before, field)
            let removed = Missing(before, now, field)
            where added.Count + removed.Count > 0
            select new FileChange(section, field, added, removed),
        ];

    private static IReadOnlyList<FilePart> Missing(
        IReadOnlyList<FilePart> from,
        IReadOnlyList<FilePart> there,
        FormField field
    ) =>
        [
            .. from.Where(file =>
                file.Field == field.Key
                && !there.Any(one => (one.Field, one.Partner, one.Sha256) == (file.Field, file.Partner, file.Sha256))
            ),
        ];
}
