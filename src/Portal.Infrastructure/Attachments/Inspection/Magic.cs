using System.Text;

namespace Portal.Infrastructure.Attachments.Inspection;

internal enum MagicKind
{
    Other,
    Pdf,
    Png,
    Jpeg,
    Zip,

    /// <summary>Packed files that are no documents.</summary>
    Archive,

    /// <summary>Microsoft's compound file: Office before 2007, objects inside of documents.</summary>
    Compound,
    Svg,
    Program,
}

/// <summary>What the first bytes of a file say that it is.</summary>
internal static class Magic
{
    private static readonly (byte[] Start, MagicKind Kind)[] Starts =
    [
        ("%PDF-"u8.ToArray(), MagicKind.Pdf),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], MagicKind.Png),
        ([0xFF, 0xD8, 0xFF], MagicKind.Jpeg),
        ("PK\x03\x04"u8.ToArray(), MagicKind.Zip),
        ("PK\x05\x06"u8.ToArray(), MagicKind.Archive),
        ("Rar!"u8.ToArray(), MagicKind.Archive),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], MagicKind.Archive),
        ([0x1F, 0x8B], MagicKind.Archive),
        ("BZh"u8.ToArray(), MagicKind.Archive),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], MagicKind.Archive),
        ([0x28, 0xB5, 0x2F, 0xFD], MagicKind.Archive),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], MagicKind.Compound),
        ("MZ"u8.ToArray(), MagicKind.Program),
        ([0x7F, 0x45, 0x4C, 0x46], MagicKind.Program),
    ];

    private const int TarMark = 257;

    public static MagicKind Of(ReadOnlySpan<byte> head)
    {
        foreach (var (start, kind) in Starts)
            if (head.StartsWith(start))
                return kind;
        if (head.Length > TarMark + 5 && head[TarMark..].StartsWith("ustar"u8))
            return MagicKind.Archive;
        return IsSvg(head) ? MagicKind.Svg : MagicKind.Other;
    }

    /// <summary>Whether a page or a script begins here, where a document's own words should.</summary>
    public static bool HoldsMarkup(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        return new[] { "<html", "<!doctype html", "<script", "<?php", "<iframe" }.Any(mark =>
            text.Contains(mark, StringComparison.OrdinalIgnoreCase)
        );
    }

    private static bool IsSvg(ReadOnlySpan<byte> head)
    {
        var text = Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return text.StartsWith('<') && text.Contains("<svg", StringComparison.OrdinalIgnoreCase);
    }
}
