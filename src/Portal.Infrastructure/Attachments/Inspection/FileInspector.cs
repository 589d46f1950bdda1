using Portal.Domain;
using Portal.Domain.Attachments;

namespace Portal.Infrastructure.Attachments.Inspection;

/// <summary>
/// Looks at a whole file before it counts: of which kind it is by its content, and that it is nothing else besides.
/// It reads as a stream; what it holds of it at once is bounded, whatever the file pretends.
/// </summary>
public static class FileInspector
{
    private const int HeadLength = 4_096;

    /// <param name="content">The bytes, to be sought in; where it stands after is left open.</param>
    /// <param name="name">As the carrier calls it.</param>
    /// <exception cref="RefusedException">The file is not taken; the refusal says why and what to do.</exception>
    public static void Inspect(Stream content, string name)
    {
        if (content.Length == 0)
            throw new RefusedException(FileRefusals.Empty);
        try
        {
            var kind = KindOf(content, name);
            if (FileKinds.Named(name) != kind)
                throw new RefusedException(FileRefusals.Extension(FileKinds.ExtensionOf(kind)));
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            throw new RefusedException(FileRefusals.Damaged);
        }
    }

    private static FileKind KindOf(Stream content, string name)
    {
        content.Position = 0;
        var head = new byte[HeadLength];
        var read = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        content.Position = 0;
        switch (Magic.Of(head.AsSpan(0, read)))
        {
            case MagicKind.Pdf:
                PdfInspector.Inspect(content);
                return FileKind.Pdf;
            case MagicKind.Png:
                PngInspector.Inspect(content);
                return FileKind.Png;
            case MagicKind.Jpeg:
                JpegInspector.Inspect(content);
                return FileKind.Jpeg;
            case MagicKind.Zip:
                return new PackageInspector().Inspect(content);
            case MagicKind.Archive:
                throw new RefusedException(FileRefusals.Archive);
            case MagicKind.Compound:
                // A modern document under a password is packed in an old one.
                throw new RefusedException(
                    FileKinds.Named(name) is { } kind and not FileKind.Pdf and not FileKind.Text
                        ? FileRefusals.Encrypted
                        : FileRefusals.OldOffice
                );
            case MagicKind.Svg:
                throw new RefusedException(FileRefusals.Svg);
            default:
                if (FileKinds.Named(name) != FileKind.Text)
                    throw new RefusedException(FileRefusals.Kind);
                TextInspector.Inspect(content);
                return FileKind.Text;
        }
    }
}
