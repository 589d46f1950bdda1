namespace Portal.Domain.Attachments;

/// <summary>
/// A file on its way: what was announced, and how far it has come. Its parts lie where uploads arrive, each whole and
/// on disk before it counts here, so that the offset is never ahead of the bytes. It ends as an attachment or refused.
/// </summary>
public sealed class Upload : Aggregate
{
    /// <summary>What is kept at once: that much, in bytes, is lost at most when a process dies.</summary>
    public const int PartSize = 8 * 1024 * 1024;

    /// <summary>Parts of one upload: who sends crumbs sends them elsewhere.</summary>
    public const int MaxParts = 2_000;

    /// <summary>Uploads of one person to one dossier that are under way at once.</summary>
    public const int MaxOpen = 20;

    /// <summary>How long it is kept since its last byte.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    private readonly List<UploadPart> _parts = [];

    private Upload() { }

    public UploadId Id { get; private set; }

    public DossierId DossierId { get; private set; }

    public string SectionKey { get; private set; } = "";

    public string FieldKey { get; private set; } = "";

    /// <summary>The id of the partner whose document it is; null where the question isn't asked of each.</summary>
    public string? Partner { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Bytes, as announced.</summary>
    public long Size { get; private set; }

    /// <summary>Bytes that have arrived and are on disk.</summary>
    public long Offset { get; private set; }

    public int PartCount { get; private set; }

    public PersonId By { get; private set; }

    /// <summary>UTC, by the database's clock.</summary>
    public DateTimeOffset BegunAt { get; private set; }

    /// <summary>When bytes last arrived, UTC.</summary>
    public DateTimeOffset TouchedAt { get; private set; }

    /// <summary>When the last byte had arrived, UTC; null before.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>What it became; null while it is under way, and where it was refused.</summary>
    public AttachmentId? AttachmentId { get; private set; }

    /// <summary>Why it was not taken; null unless it was refused.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>In the order of their bytes, once loaded.</summary>
    public IReadOnlyList<UploadPart> Parts => [.. _parts.OrderBy(part => part.Offset)];

    public bool IsWhole => Offset == Size;

    public bool IsSettled => AttachmentId is not null || Refusal is not null;

    public DateTimeOffset ExpiresAt => TouchedAt + Patience;

    /// <exception cref="RefusedException">Nothing is announced, or too much.</exception>
    public static Upload Begin(
        DossierId dossier,
        string section,
        string field,
        string name,
        long size,
        PersonId by,
        DateTimeOffset now,
        string? partner = null
    )
    {
        if (size <= 0)
            throw new RefusedException(FileRefusals.Empty);
        if (size > Attachment.MaxSize)
            throw new RefusedException(FileRefusals.TooLarge(Attachment.MaxMegabytes));
        return new Upload
        {
            Id = UploadId.New(),
            DossierId = dossier,
            SectionKey = section,
            FieldKey = field,
            Partner = partner,
            Name = FileName.Of(name),
            Size = size,
            By = by,
            BegunAt = now,
            TouchedAt = now,
        };
    }

    /// <summary>Takes a part that is on disk. Of two at the same offset, the second to be saved is refused.</summary>
    /// <param name="key">The part's own name where uploads arrive.</param>
    /// <param name="offset">Where its first byte belongs.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="now">UTC, by the database's clock.</param>
    /// <exception cref="RefusedException">It belongs elsewhere, or there is more than was announced.</exception>
    public void Receive(Guid key, long offset, long length, DateTimeOffset now)
    {
        if (IsSettled || offset != Offset)
            throw new RefusedException(FileRefusals.OtherOffset);
        if (Offset + length > Size)
            throw new RefusedException(FileRefusals.MoreThanAnnounced);
        if (PartCount >= MaxParts)
            throw new RefusedException(FileRefusals.TooManyParts(MaxParts));
        _parts.Add(new UploadPart(Id, key, offset, length));
        Offset += length;
        PartCount++;
        TouchedAt = now;
        if (IsWhole)
            EndedAt = now;
    }

    /// <summary>Becomes an attachment, under the same id, so that a second try after a fault writes the same.</summary>
    public Attachment Attach(StoredFile stored)
    {
        AttachmentId = stored.Id;
        return new Attachment(DossierId, SectionKey, FieldKey, Name, stored, BegunAt, By, EndedAt!.Value, Partner);
    }

    public void Refuse(Refusal reason, DateTimeOffset now)
    {
        if (IsSettled)
            return;
        Refusal = reason;
        Tell(new UploadRefused(DossierId, Id, FieldKey, reason.Code, BegunAt, EndedAt, By, now));
    }
}

/// <summary>Bytes of an upload that arrived together.</summary>
public sealed class UploadPart
{
    private UploadPart() { }

    internal UploadPart(UploadId upload, Guid key, long offset, long length) =>
        (UploadId, Key, Offset, Length) = (upload, key, offset, length);

    public UploadId UploadId { get; private set; }

    /// <summary>Its own name where uploads arrive: two that try for one place never share it.</summary>
    public Guid Key { get; private set; }

    /// <summary>Where its first byte belongs.</summary>
    public long Offset { get; private set; }

    /// <summary>Bytes.</summary>
    public long Length { get; private set; }
}
