namespace Portal.Domain.Attachments;

/// <summary>Why a file is not taken, or not opened. Each text tells what to do instead.</summary>
public static class FileRefusals
{
    public static Refusal Empty { get; } = new("file.empty");

    /// <summary>Nothing that the portal knows.</summary>
    public static Refusal Kind { get; } = new("file.kind");

    /// <summary>The name ends like one kind, the content is of another.</summary>
    public static Refusal Extension(string extension) => new("file.extension", extension);

    /// <summary>A Word, Excel or PowerPoint file as they were before 2007, or one under a password.</summary>
    public static Refusal OldOffice { get; } = new("file.old-office");

    public static Refusal Archive { get; } = new("file.archive");

    public static Refusal Svg { get; } = new("file.svg");

    public static Refusal Macros { get; } = new("file.macros");

    /// <summary>A document with other files in it than documents.</summary>
    public static Refusal Nested { get; } = new("file.nested");

    /// <summary>Unpacked, it would be out of all proportion.</summary>
    public static Refusal Bomb { get; } = new("file.bomb");

    public static Refusal TooManyParts(int limit) => new("file.too-many-parts", limit);

    /// <summary>Something stands before or after the document, or is another kind of file at once.</summary>
    public static Refusal Polyglot { get; } = new("file.polyglot");

    /// <summary>A PDF that runs scripts or starts programs.</summary>
    public static Refusal ActivePdf { get; } = new("file.active-pdf");

    public static Refusal Encrypted { get; } = new("file.encrypted");

    public static Refusal Damaged { get; } = new("file.damaged");

    public static Refusal TooLarge(int megabytes) => new("file.too-large", megabytes);

    public static Refusal TooMany(int limit) => new("file.too-many", limit);

    public static Refusal TooManyUploads(int limit) => new("file.too-many-uploads", limit);

    /// <summary>It ended when nothing could be written in the section any more.</summary>
    public static Refusal TooLate { get; } = new("file.too-late");

    /// <summary>Bytes for another place than the one where the upload stands: somebody else sent these already.</summary>
    public static Refusal OtherOffset { get; } = new("file.other-offset");

    /// <summary>More bytes than were announced.</summary>
    public static Refusal MoreThanAnnounced { get; } = new("file.more-than-announced");

    /// <summary>Fewer bytes than were announced.</summary>
    public static Refusal Incomplete { get; } = new("file.incomplete");

    public static Refusal NotScanned { get; } = new("file.not-scanned");

    public static Refusal Quarantined(string name) => new("file.quarantined", name);
}
