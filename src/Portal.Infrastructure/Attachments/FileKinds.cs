namespace Portal.Infrastructure.Attachments;

/// <summary>Which kinds of files are taken. The bytes decide; the name has to agree with them.</summary>
public enum FileKind
{
    Pdf,
    Png,
    Jpeg,
    Docx,
    Xlsx,
    Pptx,
    Odt,
    Ods,
    Odp,
    Text,
}

public static class FileKinds
{
    /// <summary>What a file chooser offers.</summary>
    public const string Offered = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.pptx,.odt,.ods,.odp,.csv,.txt";

    private static readonly Dictionary<string, FileKind> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = FileKind.Pdf,
        [".png"] = FileKind.Png,
        [".jpg"] = FileKind.Jpeg,
        [".jpeg"] = FileKind.Jpeg,
        [".docx"] = FileKind.Docx,
        [".xlsx"] = FileKind.Xlsx,
        [".pptx"] = FileKind.Pptx,
        [".odt"] = FileKind.Odt,
        [".ods"] = FileKind.Ods,
        [".odp"] = FileKind.Odp,
        [".csv"] = FileKind.Text,
        [".txt"] = FileKind.Text,
    };

    /// <summary>What the name says; null where its ending is none of ours.</summary>
    public static FileKind? Named(string name) =>
        ByExtension.TryGetValue(Path.GetExtension(name), out var kind) ? kind : null;

    /// <summary>How a name of this kind ends, such as <c>.pdf</c>.</summary>
    public static string ExtensionOf(FileKind kind) => ByExtension.First(one => one.Value == kind).Key;
}
