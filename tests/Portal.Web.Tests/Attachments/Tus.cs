using System.Net.Http.Headers;
using System.Text;

namespace Portal.Web.Tests.Attachments;

/// <summary>What a client of the protocol of resumable uploads sends.</summary>
internal static class Tus
{
    public static readonly (string, string) Version = ("Tus-Resumable", "1.0.0");

    public static ByteArrayContent Bytes(byte[] bytes) =>
        new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/offset+octet-stream") } };

    public static (string, string) About(string field, string name) =>
        ("Upload-Metadata", $"filename {Base64(name)},field {Base64(field)}");

    public static (string, string) Length(long bytes) => ("Upload-Length", $"{bytes}");

    public static (string, string) Offset(long bytes) => ("Upload-Offset", $"{bytes}");

    public static long OffsetOf(Answer answer) =>
        long.Parse(
            answer.Message.Headers.GetValues("Upload-Offset").Single(),
            System.Globalization.CultureInfo.InvariantCulture
        );

    public static Task<Answer> BeginAsync(Visitor who, string section, string field, string name, long size) =>
        who.SendAsync(HttpMethod.Post, $"{section}/uploads", content: null, Version, Length(size), About(field, name));

    public static Task<Answer> PatchAsync(Visitor who, string upload, long offset, byte[] bytes) =>
        who.SendAsync(HttpMethod.Patch, upload, Bytes(bytes), Version, Offset(offset));

    public static Task<Answer> HeadAsync(Visitor who, string upload) =>
        who.SendAsync(HttpMethod.Head, upload, content: null, Version);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
