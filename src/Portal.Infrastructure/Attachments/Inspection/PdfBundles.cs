using System.IO.Compression;
using Portal.Domain;
using Portal.Domain.Attachments;

namespace Portal.Infrastructure.Attachments.Inspection;

/// <summary>The objects of a PDF that are packed together, in which an action could hide.</summary>
internal sealed class PdfBundles(Stream content)
{
    public const int MaxCount = 20_000;

    /// <summary>What all of them may hold unpacked, in bytes.</summary>
    public const long MaxUnpacked = 512L * 1024 * 1024;

    /// <summary>What stands at most between the word that names a bundle and its bytes.</summary>
    private const int Window = 2_048;

    private readonly List<long> _places = [];
    private long _left = MaxUnpacked;

    /// <summary>Here something calls itself a bundle of objects.</summary>
    public void Note(long place)
    {
        if (_places.Count == MaxCount)
            throw new RefusedException(FileRefusals.Bomb);
        _places.Add(place);
    }

    public void Inspect(Action<ByteReader> names)
    {
        var window = new byte[Window];
        foreach (var place in _places)
        {
            content.Position = place;
            var read = content.ReadAtLeast(window, Window, throwOnEndOfStream: false);
            foreach (var start in StartsIn(window.AsSpan(0, read)))
                Unpack(place + start, names);
        }
    }

    /// <summary>Where the bytes of a stream begin, up to the end of the object.</summary>
    private static List<int> StartsIn(ReadOnlySpan<byte> window)
    {
        var starts = new List<int>();
        var end = window.IndexOf("endobj"u8);
        var within = end < 0 ? window : window[..end];
        for (var at = 0; within[at..].IndexOf("stream"u8) is var found and >= 0; )
        {
            at += found + "stream".Length;
            var isEnd = at >= 9 && within[(at - 9)..at].SequenceEqual("endstream"u8);
            if (!isEnd && within[at..].StartsWith("\r\n"u8))
                starts.Add(at + 2);
            else if (!isEnd && at < within.Length && within[at] == '\n')
                starts.Add(at + 1);
        }
        return starts.Count > 0 ? starts : throw new InvalidDataException("A bundle of objects has no bytes.");
    }

    private void Unpack(long start, Action<ByteReader> names)
    {
        content.Position = start;
        var (first, second) = (content.ReadByte(), content.ReadByte());
        content.Position = start;
        // Not packed at all: read with everything else already.
        if (PdfInspector.IsSpace(first) || first is >= '0' and <= '9' && (first << 8 | second) % 31 != 0)
            return;
        using var zlib = new ZLibStream(content, CompressionMode.Decompress, leaveOpen: true);
        using var unpacked = new LimitedStream(zlib, _left);
        var reader = new ByteReader(unpacked);
        // A bundle begins with numbers; anything else is packed twice, or in a way that hides it.
        reader.SkipWhile(PdfInspector.IsSpace);
        if (reader.Peek() is not (>= '0' and <= '9'))
            throw new InvalidDataException("A bundle of objects can't be read.");
        names(reader);
        _left -= reader.Position;
    }
}
