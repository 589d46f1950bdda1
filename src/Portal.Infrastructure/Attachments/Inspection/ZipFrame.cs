using System.Buffers.Binary;
using Portal.Domain;
using Portal.Domain.Attachments;

namespace Portal.Infrastructure.Attachments.Inspection;

/// <summary>The end of a zip file, which says where its directory is: read before anything is believed or unpacked.</summary>
internal static class ZipFrame
{
    /// <summary>Parts of one document.</summary>
    public const int MaxParts = 5_000;

    /// <summary>Of the directory, in bytes: what it holds is held in memory.</summary>
    public const int MaxDirectory = 2 * 1024 * 1024;

    private const int EndLength = 22;
    private const int MaxComment = 65_535;

    /// <summary>A large zip file has one more record before its end, and a pointer to that.</summary>
    private const int Zip64End = 76;

    /// <exception cref="RefusedException">Something stands before or after, or there are too many parts.</exception>
    public static void Check(Stream content)
    {
        var end = new byte[EndLength];
        if (content.Length < EndLength)
            throw new InvalidDataException("The directory is missing.");
        content.Position = content.Length - EndLength;
        content.ReadExactly(end);
        if (!end.AsSpan().StartsWith("PK\x05\x06"u8))
            throw FindEnd(content) is null
                ? new InvalidDataException("The directory is missing.")
                : new RefusedException(FileRefusals.Polyglot);
        var (count, size, start) = Read(end);
        if (count > MaxParts || size > MaxDirectory)
            throw new RefusedException(FileRefusals.TooManyParts(MaxParts));
        var between = content.Length - EndLength - (start + size);
        if (between is not (0 or Zip64End))
            throw new RefusedException(FileRefusals.Polyglot);
    }

    /// <summary>Refuses a file of another kind that can be opened as a zip file as well.</summary>
    public static void RefuseHidden(Stream content)
    {
        if (FindEnd(content) is not { } found)
            return;
        var (_, size, _) = Read(found.Record);
        var directory = found.At - size;
        if (size < 46 || directory < 0)
            return;
        var first = new byte[4];
        content.Position = directory;
        content.ReadExactly(first);
        if (first.AsSpan().SequenceEqual("PK\x01\x02"u8))
            throw new RefusedException(FileRefusals.Polyglot);
    }

    private static (long At, byte[] Record)? FindEnd(Stream content)
    {
        var tail = new byte[Math.Min(content.Length, EndLength + MaxComment)];
        content.Position = content.Length - tail.Length;
        content.ReadExactly(tail);
        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        return at >= 0 && at + EndLength <= tail.Length
            ? (content.Length - tail.Length + at, tail[at..(at + EndLength)])
            : null;
    }

    private static (int Count, long Size, long Start) Read(ReadOnlySpan<byte> end) =>
        (
            BinaryPrimitives.ReadUInt16LittleEndian(end[10..]),
            BinaryPrimitives.ReadUInt32LittleEndian(end[12..]),
            BinaryPrimitives.ReadUInt32LittleEndian(end[16..])
        );
}
