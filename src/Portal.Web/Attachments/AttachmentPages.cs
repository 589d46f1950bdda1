using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Calls;
using Portal.Domain.Complements;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Attachments;

namespace Portal.Web.Attachments;

/// <summary>A file as pages show it.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="BegunAt">When its upload began, UTC.</param>
/// <param name="UploadedAt">When its last byte had arrived, UTC.</param>
/// <param name="Scan">What a virus scanner said; null while none has.</param>
/// <param name="Partner">Whose it is, by their id; null where the question isn't asked of each partner.</param>
/// <param name="StoredAs">The id under which its bytes lie.</param>
public sealed record FilePart(
    AttachmentId Id,
    string Section,
    string Field,
    string Name,
    long Size,
    string Sha256,
    DateTimeOffset BegunAt,
    DateTimeOffset UploadedAt,
    Scan? Scan,
    string? Partner,
    AttachmentId StoredAs
)
{
    public ScanState State => Scan.StateOf(Scan);

    /// <summary>Whether a page may show its insides: a PDF that a scanner read and in which it found nothing.</summary>
    public bool IsShownInPages => State == ScanState.Clean && FileKinds.Named(Name) == FileKind.Pdf;

    public static IQueryable<FilePart> Query(IQueryable<Attachment> files) =>
        files.Select(file => new FilePart(
            file.Id,
            file.SectionKey,
            file.FieldKey,
            file.Name,
            file.Size,
            file.Sha256,
            file.BegunAt,
            file.UploadedAt,
            file.Scan,
            file.Partner,
            file.StoredAs
        ));

    /// <summary>Without what is others' own.</summary>
    public static IReadOnlyList<FilePart> SeenBy(Sight sight, Form form, IEnumerable<FilePart> files)
    {
        var fields = form.Fields.ToDictionary(field => field.Key, StringComparer.Ordinal);
        return
        [
            .. files.Where(file => fields.TryGetValue(file.Field, out var field) && sight.Sees(field, file.Partner)),
        ];
    }

    public static FilePart Of(Attachment file) =>
        new(
            file.Id,
            file.SectionKey,
            file.FieldKey,
            file.Name,
            file.Size,
            file.Sha256,
            file.BegunAt,
            file.UploadedAt,
            file.Scan,
            file.Partner,
            file.StoredAs
        );
}

/// <summary>The questions of a section that ask for files, with the files that answer them.</summary>
/// <param name="Writable">The fields that may be written; null for none.</param>
public sealed record FilesPart(
    DossierId Dossier,
    string Section,
    IReadOnlyList<FormField> Fields,
    IReadOnlyList<FilePart> Files,
    IReadOnlyList<Obstacle> Obstacles,
    WritableFields? Writable
)
{
    /// <summary>The partners whose documents the reader sees, numbered from 1.</summary>
    public IReadOnlyList<(Partner Partner, int Number)> Partners { get; init; } = [];

    /// <summary>The questions, those that each partner answers once for each.</summary>
    public IEnumerable<(FormField Field, Partner? Partner, int Number)> Asked =>
        Fields.SelectMany(asked =>
            asked.PerPartner ? Partners.Select(one => (asked, (Partner?)one.Partner, one.Number)) : [(asked, null, 0)]
        );

    public bool MayWrite(FormField field) => Writable?.Include(field.Key) == true;
}

/// <summary>Those with what is still on its way.</summary>
public sealed record SectionFilesPage(FilesPart Part, IReadOnlyList<ArrivingPart> Uploads);

/// <param name="Offset">Bytes that have arrived.</param>
/// <param name="Size">Bytes in all.</param>
public sealed record ArrivingPart(UploadId Id, string Field, string Name, long Offset, long Size)
{
    public int Percent => (int)(100 * Offset / Size);
}

/// <summary>Why a file that came by a plain form was not taken.</summary>
/// <param name="File">Its name; null where there was none.</param>
public sealed record NotAttachedPage(
    Guid Dossier,
    string Section,
    string Field,
    string? File,
    IReadOnlyList<Refusal> Reasons
);
