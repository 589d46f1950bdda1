namespace Portal.Domain.Dossiers;

/// <summary>A file that answers a field of a dossier. Its bytes lie in the file store, under its id.</summary>
public sealed class Attachment : Aggregate
{
    public const int MaxNameLength = 200;

    private Attachment() { }

    /// <param name="dossier">The dossier that it belongs to.</param>
    /// <param name="section">The section's key.</param>
    /// <param name="field">The field's key.</param>
    /// <param name="name">The name on the carrier's device; only its last part is kept.</param>
    /// <param name="stored">What the file store measured.</param>
    /// <param name="begunAt">When the upload began, UTC.</param>
    /// <param name="by">Who uploaded it.</param>
    /// <param name="now">When it was complete, UTC.</param>
    public Attachment(
        DossierId dossier,
        string section,
        string field,
        string name,
        StoredFile stored,
        DateTimeOffset begunAt,
        PersonId by,
        DateTimeOffset now
    )
    {
        (Id, DossierId, SectionKey, FieldKey) = (stored.Id, dossier, section, field);
        (Name, Size, Sha256) = (SafeName(name), stored.Size, stored.Sha256);
        (BegunAt, UploadedAt, UploadedBy) = (begunAt, now, by);
        Tell(new FileAttached(DossierId, Id, FieldKey, Sha256, by, now));
    }

    public AttachmentId Id { get; private set; }

    public DossierId DossierId { get; private set; }

    public string SectionKey { get; private set; } = "";

    public string FieldKey { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>Bytes.</summary>
    public long Size { get; private set; }

    /// <summary>SHA-256 of the bytes, in lower-case hexadecimal.</summary>
    public string Sha256 { get; private set; } = "";

    public DateTimeOffset BegunAt { get; private set; }

    public DateTimeOffset UploadedAt { get; private set; }

    public PersonId UploadedBy { get; private set; }

    /// <summary>When it was taken out of the draft, UTC; the filings that hold it keep it.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }

    public void Remove(PersonId by, DateTimeOffset now)
    {
        if (RemovedAt is not null)
            return;
        RemovedAt = now;
        Tell(new FileRemoved(DossierId, Id, FieldKey, by, now));
    }

    /// <summary>What turns the direction of writing could make a program's name end like a document's.</summary>
    private static bool IsShown(char c) =>
        !char.IsControl(c)
        && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format
        && !"\"<>|:*?".Contains(c);

    private static string SafeName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = string.Concat(last.Where(IsShown)).Trim(' ', '.');
        return clean.Length == 0 ? "document" : clean.ShortenedAtStart(MaxNameLength);
    }
}

/// <summary>What the file store wrote: under which id, how many bytes, and their SHA-256 in lower-case hexadecimal.</summary>
public sealed record StoredFile(AttachmentId Id, long Size, string Sha256);
