using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Portal.Infrastructure.Documents;

namespace Portal.Web.Shared;

/// <summary>A CSV file that somebody sends: UTF-8 with its mark or without, semicolons or commas, whichever its first line has more of.</summary>
internal static class UploadedCsv
{
    /// <summary>Of a file, in bytes.</summary>
    public const int Largest = 4 * 1024 * 1024;

    /// <returns>Null where it is no text in UTF-8.</returns>
    public static string? TextOf(byte[] file)
    {
        try
        {
            var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
            return text.GetString(file).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    public static CsvConfiguration FormatOf(string text)
    {
        var first = text.AsSpan()[
            ..(text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : text.Length)
        ];
        return new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = first.Count(';') >= first.Count(',') ? ";" : ",",
        };
    }

    /// <summary>Where a record begins: cells may hold several lines.</summary>
    public static int LineOf(CsvParser parser) => parser.RawRow - parser.RawRecord.AsSpan().TrimEnd("\r\n").Count('\n');

    /// <summary>A cell as it was before it was guarded against being taken for a formula.</summary>
    public static string Unguarded(string cell) =>
        (cell.StartsWith("''", StringComparison.Ordinal) ? cell[1..] : CsvCell.Unguarded(cell)).ReplaceLineEndings(
            "\n"
        );

    /// <summary>A file as a page's form keeps it until it is confirmed.</summary>
    public static string Packed(byte[] file)
    {
        var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
            zip.Write(file);
        return Convert.ToBase64String(packed.ToArray());
    }

    /// <returns>Null where it isn't what a page kept.</returns>
    public static byte[]? Unpacked(string? packed)
    {
        try
        {
            using var zip = new GZipStream(
                new MemoryStream(Convert.FromBase64String(packed ?? "")),
                CompressionMode.Decompress
            );
            var file = new byte[Largest + 1];
            var length = zip.ReadAtLeast(file, file.Length, throwOnEndOfStream: false);
            return length is > 0 and <= Largest ? file[..length] : null;
        }
        catch (Exception wrong) when (wrong is FormatException or InvalidDataException)
        {
            return null;
        }
    }
}
