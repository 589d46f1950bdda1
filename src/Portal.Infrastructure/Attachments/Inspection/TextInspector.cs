using Portal.Domain;
using Portal.Domain.Attachments;

namespace Portal.Infrastructure.Attachments.Inspection;

/// <summary>A plain text holds characters only; it is no page, no script, no program.</summary>
internal static class TextInspector
{
    private const int Sniffed = 1_024;

    public static void Inspect(Stream content)
    {
        var buffer = new byte[65_536];
        var isFirst = true;
        int read;
        while ((read = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0)
        {
            var part = buffer.AsSpan(0, read);
            if (part.ContainsAnyInRange((byte)0x00, (byte)0x08) || part.ContainsAnyInRange((byte)0x0E, (byte)0x1F))
                throw new RefusedException(FileRefusals.Kind);
            if (isFirst && (part.StartsWith("#!"u8) || Magic.HoldsMarkup(part[..Math.Min(read, Sniffed)])))
                throw new RefusedException(FileRefusals.Kind);
            isFirst = false;
        }
        ZipFrame.RefuseHidden(content);
    }
}
