using Portal.Domain;
using Portal.Domain.Attachments;

namespace Portal.Infrastructure.Attachments.Inspection;

/// <summary>
/// A JPEG picture is its segments, from start to end. Cameras put further pictures after the first one; nothing else
/// may follow.
/// </summary>
internal static class JpegInspector
{
    private const int Start = 0xD8;
    private const int End = 0xD9;
    private const int Scan = 0xDA;

    public static void Inspect(Stream content)
    {
        content.Position = 0;
        var reader = new ByteReader(content);
        do
        {
            if (reader.Read() != 0xFF || reader.Read() != Start)
                throw new RefusedException(FileRefusals.Polyglot);
            ReadPicture(reader);
            reader.SkipWhile(next => next is 0 or '\r' or '\n' or ' ');
        } while (reader.Peek() >= 0);
        ZipFrame.RefuseHidden(content);
    }

    private static void ReadPicture(ByteReader reader)
    {
        for (var marker = Marker(reader); marker != End; )
        {
            if (marker is not (0x01 or (>= 0xD0 and <= 0xD7)))
                SkipSegment(reader);
            marker = marker == Scan ? AfterScan(reader) : Marker(reader);
        }
    }

    private static int Marker(ByteReader reader)
    {
        if (reader.Read() != 0xFF)
            throw new InvalidDataException("A segment is out of place.");
        reader.SkipWhile(next => next == 0xFF);
        return reader.Read() is var marker and > 0 ? marker : throw new EndOfStreamException();
    }

    private static void SkipSegment(ByteReader reader)
    {
        var length = (reader.Read() << 8 | reader.Read()) - 2;
        if (length < 0)
            throw new InvalidDataException("A segment has no length.");
        var bytes = new byte[length];
        for (var index = 0; index < length; index++)
            bytes[index] = reader.Read() is var next and >= 0 ? (byte)next : throw new EndOfStreamException();
        if (Magic.HoldsMarkup(bytes))
            throw new RefusedException(FileRefusals.Polyglot);
    }

    /// <summary>The marker that ends the picture's own data; those within it don't count.</summary>
    private static int AfterScan(ByteReader reader)
    {
        while (reader.SkipTo(0xFF))
        {
            reader.SkipWhile(next => next == 0xFF);
            var marker = reader.Read();
            if (marker is > 0 and not (>= 0xD0 and <= 0xD7))
                return marker;
        }
        throw new EndOfStreamException();
    }
}
