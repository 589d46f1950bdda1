namespace Portal.Domain.Attachments;

/// <summary>A file that answers a field of a dossier. Its bytes lie in the file store and never change.</summary>
public sealed class Attachment : Aggregate
{
    /// <summary>What one file may have at most, in megabytes of 1,048,576 bytes.</summary>
    public const int MaxMegabytes = 200;

    public const long MaxSize = MaxMegabytes * 1024L * 1024;

    /// <summary>Files of one question.</summary>
    public const int MaxOfField = 10;

    /// <summary>The section of files that belong to the project of a winner; no form can have one of that name.</summary>
    public const string FollowUpSection = "follow-up";

    private Attachment() { }

    private Attachment(Attachment earlier, DossierId dossier, string section)
    {
        (Id, DossierId, SectionKey, FieldKey) = (AttachmentId.New(), dossier, section, earlier.FieldKey);
        (Partner, Name, Size, Sha256) = (earlier.Partner, earlier.Name, earlier.Size, earlier.Sha256);
        (StoredAs, Scan) = (earlier.StoredAs, earlier.Scan);
        (BegunAt, UploadedAt, UploadedBy) = (earlier.BegunAt, earlier.UploadedAt, earlier.UploadedBy);
    }

    /// <param name="dossier">The dossier that it belongs to.</param>
    /// <param name="section">The section's key.</param>
    /// <param name="field">The field's key.</param>
    /// <param name="name">The name on the carrier's device; only its last part is kept.</param>
    /// <param name="stored">What the file store measured.</param>
    /// <param name="begunAt">When the upload began, UTC.</param>
    /// <param name="by">Who uploaded it.</param>
    /// <param name="endedAt">When its last byte had arrived, UTC.</param>
    /// <param name="partner">Whose it is, by their id; null where the question isn't asked of each partner.</param>
    public Attachment(
        DossierId dossier,
        string section,
        string field,
        string name,
        StoredFile stored,
        DateTimeOffset begunAt,
        PersonId by,
        DateTimeOffset endedAt,
        string? partner = null
    )
    {
        (Id, DossierId, SectionKey, FieldKey, Partner) = (stored.Id, dossier, section, field, partner);
        (Name, Size, Sha256, StoredAs) = (FileName.Of(name), stored.Size, stored.Sha256, stored.Id);
        (BegunAt, UploadedAt, UploadedBy) = (begunAt, endedAt, by);
        Tell(new FileAttached(DossierId, Id, FieldKey, Sha256, begunAt, by, endedAt));
    }

    public AttachmentId Id { get; private set; }

    public DossierId DossierId { get; private set; }

    public string SectionKey { get; private set; } = "";

    public string FieldKey { get; private set; } = "";

    /// <summary>The id of the partner whose document it is; null where the question isn't asked of each.</summary>
    public string? Partner { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Bytes.</summary>
    public long Size { get; private set; }

    /// <summary>SHA-256 of the bytes, in lower-case hexadecimal.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>The id under which the bytes lie: its own, or that of the file which it was carried over from.</summary>
    public AttachmentId StoredAs { get; private set; }

    /// <summary>When the upload began, UTC, by the database's clock.</summary>
    public DateTimeOffset BegunAt { get; private set; }

    /// <summary>When its last byte had arrived, UTC, by the database's clock.</summary>
    public DateTimeOffset UploadedAt { get; private set; }

    public PersonId UploadedBy { get; private set; }

    /// <summary>When it was taken out of the draft, UTC; the filings that hold it keep it.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }

    /// <summary>What a virus scanner said; null while none has read it.</summary>
    public Scan? Scan { get; private set; }

    /// <summary>When a scanner last could not read this one, UTC; others come before it then.</summary>
    public DateTimeOffset? ScanTriedAt { get; private set; }

    public ScanState ScanState => Scan.StateOf(Scan);

    /// <summary>The same file in another dossier: the bytes stay where they lie, and what is known of them holds.</summary>
    public Attachment CarryTo(DossierId dossier, string section, DateTimeOffset now)
    {
        var carried = new Attachment(this, dossier, section);
        carried.Tell(new FileCarriedOver(dossier, carried.Id, Id, FieldKey, Sha256, now));
        return carried;
    }

    /// <summary>Goes where its question is asked now.</summary>
    public void Follow(string section) => SectionKey = section;

    public void Remove(PersonId by, DateTimeOffset now)
    {
        if (RemovedAt is not null)
            return;
        RemovedAt = now;
        Tell(new FileRemoved(DossierId, Id, FieldKey, by, now));
    }

    /// <summary>Takes in what a scanner said. The first word counts: a second sweep over the same file changes nothing.</summary>
    public void TakeScan(Scan scan)
    {
        if (Scan is not null)
            return;
        Scan = scan;
        Tell(
            scan.Threat is { } threat
                ? new FileQuarantined(DossierId, Id, Partner, Name, threat, scan.Engine, scan.Signatures, scan.At)
                : new FileFoundClean(DossierId, Id, scan.Engine, scan.Signatures, scan.At)
        );
    }

    /// <summary>The scanner answers, but can't read this file: it goes on waiting.</summary>
    public void ScanFailed(DateTimeOffset now) => ScanTriedAt = now;
}

/// <summary>What the file store wrote: under which id, how many bytes, and their SHA-256 in lower-case hexadecimal.</summary>
public sealed record StoredFile(AttachmentId Id, long Size, string Sha256);
