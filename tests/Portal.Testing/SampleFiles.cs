using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Testing;

/// <summary>Small files of every kind that is taken, and of some that are not, made here.</summary>
public static class SampleFiles
{
    /// <summary>A PDF that is read as one, of about this size; what fills it can't be compressed.</summary>
    /// <param name="size">Bytes; the smallest for less.</param>
    /// <param name="extra">Objects beside the pages.</param>
    public static byte[] Pdf(int size = 0, string extra = "")
    {
        var start = Encoding.ASCII.GetBytes(
            $"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n{extra}"
        );
        var fill = RandomNumberGenerator.GetBytes(Math.Max(0, size - start.Length - 80));
        var stream = Encoding.ASCII.GetBytes($"3 0 obj<</Length {fill.Length}>>stream\n");
        var end = "\nendstream endobj\ntrailer<</Size 4/Root 1 0 R>>\n%%EOF\n"u8;
        return [.. start, .. stream, .. fill, .. end];
    }

    /// <summary>A picture of one point.</summary>
    public static byte[] Png { get; } =
        Convert.FromBase64String(
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
        );

    /// <summary>The frame of a JPEG: start, a comment, a scan of a few bytes, end.</summary>
    public static byte[] Jpeg(string comment = "x") =>
        [
            .. (ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF, 0xFE, 0x00, (byte)(comment.Length + 2)],
            .. Encoding.ASCII.GetBytes(comment),
            .. (ReadOnlySpan<byte>)[0xFF, 0xDA, 0x00, 0x02, 0x11, 0x22, 0xFF, 0x00, 0x33, 0xFF, 0xD9],
        ];

    public static byte[] Docx(params (string Name, byte[] Content)[] more) =>
        Zip([
            ("[Content_Types].xml", "<Types/>"u8.ToArray()),
            ("word/document.xml", "<w:document/>"u8.ToArray()),
            .. more,
        ]);

    public static byte[] Xlsx(params (string Name, byte[] Content)[] more) =>
        Zip([("[Content_Types].xml", "<Types/>"u8.ToArray()), ("xl/workbook.xml", "<workbook/>"u8.ToArray()), .. more]);

    public static byte[] Odt(params (string Name, byte[] Content)[] more) =>
        Zip([
            ("mimetype", "application/vnd.oasis.opendocument.text"u8.ToArray()),
            ("content.xml", "<office:document-content/>"u8.ToArray()),
            .. more,
        ]);

    public static byte[] Zip(params (string Name, byte[] Content)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in parts)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(content);
            }
        return bytes.ToArray();
    }

    public static byte[] Zlib(string text)
    {
        using var bytes = new MemoryStream();
        using (var zlib = new ZLibStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(Encoding.ASCII.GetBytes(text));
        return bytes.ToArray();
    }
}
