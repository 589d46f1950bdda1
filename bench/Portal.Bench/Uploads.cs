using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Portal.Domain;
using Portal.Domain.Attachments;

namespace Portal.Bench;

/// <summary>What one large file costs the portal's process in memory, sent in pieces or by a plain form.</summary>
/// <param name="Before">Resident memory before, in bytes.</param>
/// <param name="Peak">The most of it while the file was sent and looked at, in bytes.</param>
internal sealed record UploadCost(long Before, long Peak, TimeSpan Took)
{
    private const double Mega = 1024 * 1024;

    public double MoreMegabytes => (Peak - Before) / Mega;

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Before / Mega, 6:0} MB before, {Peak / Mega, 6:0} MB at its peak, {MoreMegabytes, 6:0.0} MB more; {Took.TotalSeconds:0.0} s"
        );
}

internal sealed class Uploads(PortalProcess portal, Session session, DossierId dossier) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(10);

    private readonly string _section = $"/dossiers/{dossier.Value}/sections/budget_section";
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{portal.Port}"),
        Timeout = TimeSpan.FromMinutes(5),
    };

    public Task<UploadCost> InPiecesAsync(byte[] file, string name) =>
        MeasureAsync(async () =>
        {
            using var begun = await SendAsync(
                HttpMethod.Post,
                $"{_section}/uploads",
                content: null,
                ("Upload-Length", $"{file.Length}"),
                ("Upload-Metadata", $"filename {Base64(name)},field {Base64("letters")}")
            );
            var upload = begun.Headers.Location!.OriginalString;
            for (var offset = 0; offset < file.Length; offset += Upload.PartSize)
            {
                var piece = new ByteArrayContent(file, offset, Math.Min(Upload.PartSize, file.Length - offset));
                piece.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
                using var _ = await SendAsync(HttpMethod.Patch, upload, piece, ("Upload-Offset", $"{offset}"));
            }
            using var ended = await SendAsync(HttpMethod.Get, upload, content: null);
            var outcome = await ended.Content.ReadAsStringAsync();
            if (!outcome.Contains("attached", StringComparison.Ordinal))
                throw new InvalidOperationException($"The file was not attached: {outcome}");
        });

    public Task<UploadCost> ByFormAsync(byte[] file, string name) =>
        MeasureAsync(async () =>
        {
            using var form = new MultipartFormDataContent
            {
                { new StringContent("letters"), "field" },
                { new ByteArrayContent(file), "file", name },
            };
            using var answer = await SendAsync(HttpMethod.Post, $"{_section}/files", form);
        });

    public void Dispose() => _client.Dispose();

    private async Task<UploadCost> MeasureAsync(Func<Task> send)
    {
        var before = portal.Memory;
        var (peak, watch) = (before, Stopwatch.StartNew());
        var sending = send();
        while (!sending.IsCompleted)
        {
            peak = Math.Max(peak, portal.Memory);
            await Task.WhenAny(sending, Task.Delay(Every));
        }
        await sending;
        return new UploadCost(before, Math.Max(peak, portal.Memory), watch.Elapsed);
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? content,
        params (string Name, string Value)[] headers
    )
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Add("Cookie", session.Cookies);
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("RequestVerificationToken", session.Token);
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Accept.ParseAdd("application/json");
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        var answer = await _client.SendAsync(request);
        return (int)answer.StatusCode < 400
            ? answer
            : throw new InvalidOperationException(
                $"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"
            );
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
