using System.Diagnostics;
using System.Globalization;
using Portal.Domain;

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
    public const string Section = "budget_section";
    public const string Field = "letters";

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(10);

    private readonly string _section = $"/dossiers/{dossier.Value}/sections/{Section}";
    private readonly HttpClient _client = Browsing.Client(portal.Port);

    private Browsing Person => new(_client, session);

    public Task<UploadCost> InPiecesAsync(byte[] file, string name) =>
        MeasureAsync(() => Person.UploadAsync(_section, Field, file, name));

    public Task<UploadCost> ByFormAsync(byte[] file, string name) =>
        MeasureAsync(async () =>
        {
            using var form = new MultipartFormDataContent
            {
                { new StringContent(Field), "field" },
                { new ByteArrayContent(file), "file", name },
            };
            using var answer = await Person.SendAsync(HttpMethod.Post, $"{_section}/files", form);
            if ((int)answer.StatusCode >= 400)
                throw new InvalidOperationException($"The file was not taken: {(int)answer.StatusCode}");
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
}
