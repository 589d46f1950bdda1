using System.IO.Compression;
using System.Text;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Attachments.Inspection;

/// <summary>
/// A document of Office or OpenDocument: a zip file of parts. Each part is unpacked once, as a stream, and looked at:
/// no macros, no other files but pictures and, as charts have them, documents, which are looked at in the same way.
/// </summary>
/// <param name="depth">How deep in other documents it lies.</param>
internal sealed class PackageInspector(int depth = 0)
{
    /// <summary>Documents in documents.</summary>
    public const int MaxDepth = 2;

    /// <summary>What a document and all in it may be unpacked, in bytes.</summary>
    public const long MaxUnpacked = 1024L * 1024 * 1024;

    /// <summary>How many times its size a part may become, once it is larger than <see cref="Proportionless"/>.</summary>
    public const int MaxRatio = 200;

    public const long Proportionless = 16 * 1024 * 1024;

    private const int Head = 4_096;
    private const int MaxTextPart = 1024 * 1024;

    private readonly PackageKind _kind = new();
    private long _left = MaxUnpacked;

    /// <returns>The kind that the parts make.</returns>
    /// <exception cref="RefusedException">It is not taken.</exception>
    public FileKind Inspect(Stream content)
    {
        ZipFrame.Check(content);
        content.Position = 0;
        using var package = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        CheckNames(package);
        _kind.Meet(package.Entries.Select(part => part.FullName));
        foreach (var part in package.Entries)
        {
            if (part.IsEncrypted)
                throw new RefusedException(FileRefusals.Encrypted);
            InspectPart(part);
        }
        return _kind.Told();
    }

    private static void CheckNames(ZipArchive package)
    {
        if (package.Entries.Count > ZipFrame.MaxParts)
            throw new RefusedException(FileRefusals.TooManyParts(ZipFrame.MaxParts));
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in package.Entries)
            if (
                !names.Add(part.FullName)
                || part.FullName.StartsWith('/')
                || part.FullName.Split('/', '\\').Contains("..")
            )
                throw new InvalidDataException("Two parts have one name, or one lies outside.");
    }

    private void InspectPart(ZipArchiveEntry part)
    {
        var most = Math.Min(_left, Math.Max(Proportionless, part.CompressedLength * MaxRatio));
        using var unpacked = new LimitedStream(part.Open(), most);
        var head = new byte[Head];
        var read = unpacked.ReadAtLeast(head, Head, throwOnEndOfStream: false);
        switch (Magic.Of(head.AsSpan(0, read)))
        {
            case MagicKind.Archive or MagicKind.Program:
                throw new RefusedException(FileRefusals.Nested);
            case MagicKind.Zip:
                InspectInner(head.AsSpan(0, read), unpacked);
                break;
            case MagicKind.Compound:
                CompoundInspector.Inspect(head.AsSpan(0, read), unpacked);
                break;
            default:
                if (PackageKind.IsRead(part.FullName))
                    _kind.Read(part.FullName, TextOf(head.AsSpan(0, read), unpacked));
                Drain(unpacked);
                break;
        }
        _left -= unpacked.Taken;
    }

    /// <summary>A document in the document: it is looked at from a file of its own, since it must be sought in.</summary>
    private void InspectInner(ReadOnlySpan<byte> head, LimitedStream unpacked)
    {
        if (depth + 1 > MaxDepth)
            throw new RefusedException(FileRefusals.Nested);
        using var inner = Scratch.New();
        inner.Write(head);
        unpacked.CopyTo(inner);
        var inspector = new PackageInspector(depth + 1) { _left = _left };
        try
        {
            inspector.Inspect(inner);
        }
        catch (RefusedException refused)
            when (refused.Refusals[0] == FileRefusals.Kind || refused.Refusals[0] == FileRefusals.Archive)
        {
            throw new RefusedException(FileRefusals.Nested);
        }
        _left = inspector._left;
    }

    private static string TextOf(ReadOnlySpan<byte> head, Stream rest)
    {
        using var text = new MemoryStream();
        text.Write(head);
        var buffer = new byte[Head];
        int read;
        while (text.Length < MaxTextPart && (read = rest.Read(buffer)) > 0)
            text.Write(buffer, 0, read);
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static void Drain(Stream part)
    {
        Span<byte> buffer = stackalloc byte[16_384];
        while (part.Read(buffer) > 0) { }
    }
}
