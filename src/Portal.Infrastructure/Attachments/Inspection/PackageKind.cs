using Portal.Domain;
using Portal.Domain.Attachments;

namespace Portal.Infrastructure.Attachments.Inspection;

/// <summary>What kind of document its parts make, and whether there are macros among them.</summary>
internal sealed class PackageKind
{
    private static readonly Dictionary<string, FileKind> MainParts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["word/document.xml"] = FileKind.Docx,
        ["xl/workbook.xml"] = FileKind.Xlsx,
        ["ppt/presentation.xml"] = FileKind.Pptx,
    };

    private static readonly Dictionary<string, FileKind> OpenTypes = new(StringComparer.Ordinal)
    {
        ["application/vnd.oasis.opendocument.text"] = FileKind.Odt,
        ["application/vnd.oasis.opendocument.spreadsheet"] = FileKind.Ods,
        ["application/vnd.oasis.opendocument.presentation"] = FileKind.Odp,
    };

    private const string Types = "[Content_Types].xml";
    private const string OpenType = "mimetype";
    private const string OpenManifest = "META-INF/manifest.xml";

    private FileKind? _main;
    private FileKind? _open;
    private bool _hasTypes;

    /// <summary>Whether the words of a part decide.</summary>
    public static bool IsRead(string part) => part is Types or OpenType or OpenManifest;

    /// <summary>Learns from the names alone; nothing is unpacked before.</summary>
    /// <exception cref="RefusedException">A part is a macro, or they are no document's at all.</exception>
    public void Meet(IEnumerable<string> parts)
    {
        var isOpen = false;
        foreach (var part in parts)
        {
            if (MainParts.TryGetValue(part, out var kind))
                _main = kind;
            _hasTypes |= part == Types;
            isOpen |= part == OpenType;
            if (IsMacro(part))
                throw new RefusedException(FileRefusals.Macros);
        }
        if (!_hasTypes && !isOpen)
            throw new RefusedException(FileRefusals.Archive);
    }

    /// <exception cref="RefusedException">The document says that it has macros, or a password.</exception>
    public void Read(string part, string text)
    {
        if (
            part == Types
            && (Says(text, "macroEnabled") || Says(text, "vbaProject") || Says(text, "ms-office.activeX"))
        )
            throw new RefusedException(FileRefusals.Macros);
        if (part == OpenManifest && Says(text, "encryption-data"))
            throw new RefusedException(FileRefusals.Encrypted);
        if (part == OpenType && OpenTypes.TryGetValue(text.Trim(), out var kind))
            _open = kind;
    }

    /// <exception cref="RefusedException">It is no document that is taken.</exception>
    public FileKind Told() =>
        (_main, _open) switch
        {
            ({ } kind, null) when _hasTypes => kind,
            (null, { } kind) => kind,
            ({ }, { }) => throw new RefusedException(FileRefusals.Polyglot),
            _ => throw new RefusedException(FileRefusals.Kind),
        };

    private static bool IsMacro(string part)
    {
        var name = part[(part.LastIndexOf('/') + 1)..];
        return name.StartsWith("vbaProject", StringComparison.OrdinalIgnoreCase)
            || name.Equals("vbaData.xml", StringComparison.OrdinalIgnoreCase)
            || part.Contains("/activeX/", StringComparison.OrdinalIgnoreCase)
            || part.Contains("/macrosheets/", StringComparison.OrdinalIgnoreCase)
            // The lists of libraries are written without a macro as well.
            || part.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase)
                && name.Length > 0
                && !name.StartsWith("script-l", StringComparison.OrdinalIgnoreCase)
            || part.StartsWith("Scripts/", StringComparison.OrdinalIgnoreCase) && name.Length > 0;
    }

    private static bool Says(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
