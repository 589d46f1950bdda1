namespace Portal.Infrastructure.Storage;

/// <summary>Which files are accepted, told by what they begin with and never by what they are called.</summary>
public static class FileKinds
{
    /// <summary>Bytes that must be read to tell.</summary>
    public const int HeadLength = 8;

    /// <summary>What a file chooser offers; the bytes decide.</summary>
    public const string Offered = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.odt,.ods";

    public static bool IsAccepted(ReadOnlySpan<byte> head, string name) =>
        Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".pdf" => head.StartsWith("%PDF-"u8),
            ".png" => head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]),
            ".jpg" or ".jpeg" => head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]),
            ".docx" or ".xlsx" or ".odt" or ".ods" => head.StartsWith((ReadOnlySpan<byte>)[0x50, 0x4B, 0x03, 0x04]),
            _ => false,
        };
}
