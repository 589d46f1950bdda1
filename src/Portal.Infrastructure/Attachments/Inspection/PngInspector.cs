using System.Buffers.Binary;
using Portal.Domain;
using Portal.Domain.Attachments;

namespace Portal.Infrastructure.Attachments.Inspection;

/// <summary>A PNG picture is its chunks, from the header to the end, and nothing after.</summary>
internal static class PngInspector
{
    private const int Signature = 8;
    private const int MaxText = 65_536;

    public static void Inspect(Stream content)
    {
        content.Position = Signature;
        Span<byte> head = stackalloc byte[8];
        for (var isFirst = true; ; isFirst = false)
        {
            content.ReadExactly(head);
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var type = head[4..];
            var next = content.Position + length + 4;
            if (next > content.Length || isFirst != type.SequenceEqual("IHDR"u8))
                throw new InvalidDataException("A chunk is out of place.");
            if (type.SequenceEqual("tEXt"u8) || type.SequenceEqual("iTXt"u8))
                RefuseMarkup(content, (int)Math.Min(length, MaxText));
            content.Position = next;
            if (!type.SequenceEqual("IEND"u8))
                continue;
            if (next < content.Length)
                throw new RefusedException(FileRefusals.Polyglot);
            ZipFrame.RefuseHidden(content);
            return;
        }
    }

    private static void RefuseMarkup(Stream content, int length)
    {
        var text = new byte[length];
        content.ReadExactly(text);
        if (Magic.HoldsMarkup(text))
            throw new RefusedException(FileRefusals.Polyglot);
    }
}
