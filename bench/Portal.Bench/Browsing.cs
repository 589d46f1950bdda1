using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Portal.Domain.Attachments;

namespace Portal.Bench;

/// <summary>Somebody signed in who asks the measured portal as a browser's scripts do.</summary>
internal sealed class Browsing(HttpClient client, Session session)
{
    /// <summary>A client for many at once; redirects and cookies are the caller's.</summary>
    public static HttpClient Client(int port) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"),
            Timeout = TimeSpan.FromMinutes(5),
        };

    public Task<HttpResponseMessage> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> form) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(form));

    /// <summary>Sends a file in pieces (tus) and asks what became of it.</summary>
    /// <exception cref="InvalidOperationException">It was not attached.</exception>
    public async Task UploadAsync(string section, string field, byte[] file, string name)
    {
        using var begun = await SendAsync(
            HttpMethod.Post,
            $"{section}/uploads",
            content: null,
            ("Upload-Length", $"{file.Length}"),
            ("Upload-Metadata", $"filename {Base64(name)},field {Base64(field)}")
        );
        var upload = Expect(begun, HttpStatusCode.Created).Headers.Location!.OriginalString;
        for (var offset = 0; offset < file.Length; offset += Upload.PartSize)
        {
            var piece = new ByteArrayContent(file, offset, Math.Min(Upload.PartSize, file.Length - offset));
            piece.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
            using var sent = await SendAsync(HttpMethod.Patch, upload, piece, ("Upload-Offset", $"{offset}"));
            Expect(sent, HttpStatusCode.NoContent);
        }
        using var ended = await SendAsync(HttpMethod.Get, upload, content: null);
        var outcome = await Expect(ended, HttpStatusCode.OK).Content.ReadAsStringAsync();
        if (!outcome.Contains("attached", StringComparison.Ordinal))
            throw new InvalidOperationException($"The file was not attached: {outcome}");
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("Cookie", session.Cookies);
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("RequestVerificationToken", session.Token);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Accept.ParseAdd("application/json");
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await client.SendAsync(request);
    }

    private static HttpResponseMessage Expect(HttpResponseMessage answer, HttpStatusCode status) =>
        answer.StatusCode == status
            ? answer
            : throw new InvalidOperationException($"{answer.RequestMessage}: {(int)answer.StatusCode}");

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
