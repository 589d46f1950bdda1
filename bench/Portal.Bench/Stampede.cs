using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Testing;

namespace Portal.Bench;

/// <summary>A carrier with a complete draft, signed in.</summary>
internal sealed record Carrier(Session Session, DossierId Dossier);

/// <summary>
/// The last minute before a deadline: everybody saves every three seconds and files once, some upload a file. Then what
/// was acknowledged is looked for in the database.
/// </summary>
internal sealed class Stampede(
    PortalProcess portal,
    TestDatabase database,
    IReadOnlyList<Carrier> carriers,
    int uploading,
    byte[] file
)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    private readonly ConcurrentBag<double> _saves = [];
    private readonly ConcurrentBag<double> _filings = [];
    private readonly ConcurrentBag<double> _uploads = [];
    private readonly ConcurrentDictionary<string, int> _refusals = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<DossierId, string> _saved = new();
    private readonly ConcurrentDictionary<DossierId, bool> _filed = new();
    private readonly ConcurrentDictionary<DossierId, bool> _attached = new();

    public async Task RunAsync(TimeSpan time)
    {
        using var client = Browsing.Client(portal.Port);
        await WarmAsync(client);
        var before = portal.Processor;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(carriers.Select((carrier, number) => LiveAsync(client, carrier, number, time)));
        Console.WriteLine();
        Console.WriteLine(
            Line(
                $"A deadline's last {time.TotalSeconds:0} s: {carriers.Count} carriers save every {Pause.TotalSeconds:0} s and file once, {uploading} upload {file.Length / 1_000_000} MB; took {watch.Elapsed.TotalSeconds:0.0} s, {(portal.Processor - before) / 1000:0} s of processor"
            )
        );
        Report("saves", _saves);
        Report("filings (aim: p95 under 1,000 ms)", _filings);
        Report("uploads", _uploads);
        Console.WriteLine(
            "  not as they should be: "
                + (_refusals.IsEmpty ? "none" : string.Join(", ", _refusals.Select(one => $"{one.Value} × {one.Key}")))
        );
        Console.WriteLine($"  acknowledged and not found afterwards (aim: 0): {await LostAsync()}");
    }

    /// <summary>On the eve of a deadline the runtime has long compiled what everybody calls.</summary>
    private async Task WarmAsync(HttpClient client)
    {
        var end = Stopwatch.GetTimestamp() + Ticks(WarmUp);
        await Task.WhenAll(carriers.TakeLast(16).Select(WarmOneAsync));
        _saves.Clear();
        _filings.Clear();

        async Task WarmOneAsync(Carrier carrier)
        {
            var person = new Browsing(client, carrier.Session);
            for (var revision = -1; Stopwatch.GetTimestamp() < end; )
                revision = await SaveAsync(person, carrier.Dossier, revision);
            await FileAsync(person, carrier.Dossier, TimeSpan.Zero);
        }
    }

    private async Task LiveAsync(HttpClient client, Carrier carrier, int number, TimeSpan time)
    {
        var person = new Browsing(client, carrier.Session);
        var chance = new Random(number);
        var (start, end) = (Pause * chance.NextDouble(), Stopwatch.GetTimestamp() + Ticks(time));
        var filing = FileAsync(person, carrier.Dossier, start + (time - start) * 0.95 * chance.NextDouble());
        var upload =
            number < uploading
                ? UploadAsync(person, carrier.Dossier, time * 0.5 * chance.NextDouble())
                : Task.CompletedTask;
        await Task.Delay(start);
        for (var revision = -1; Stopwatch.GetTimestamp() < end; )
        {
            var next = Stopwatch.GetTimestamp() + Ticks(Pause);
            revision = await SaveAsync(person, carrier.Dossier, revision);
            if (next > Stopwatch.GetTimestamp())
                await Task.Delay(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), next));
        }
        await Task.WhenAll(filing, upload);
    }

    private async Task<int> SaveAsync(Browsing person, DossierId dossier, int revision)
    {
        if (revision < 0)
            revision = await RevisionAsync(dossier);
        var text = $"Version {revision + 1} : {new string('x', 800)}";
        await TimedAsync(
            _saves,
            "save",
            async () =>
            {
                using var answer = await person.PostAsync(
                    $"/dossiers/{dossier.Value}/sections/{Population.Section}",
                    [
                        new("f.innovation", text),
                        new("changed", "innovation"),
                        new("revision", revision.ToString(CultureInfo.InvariantCulture)),
                    ]
                );
                Expect(answer, HttpStatusCode.OK);
                using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
                revision = json.RootElement.GetProperty("revision").GetInt32();
                _saved[dossier] = text;
            }
        );
        return revision;
    }

    private async Task FileAsync(Browsing person, DossierId dossier, TimeSpan after)
    {
        await Task.Delay(after);
        await TimedAsync(
            _filings,
            "filing",
            async () =>
            {
                using var answer = await person.PostAsync($"/dossiers/{dossier.Value}/file", []);
                Expect(answer, HttpStatusCode.Redirect);
                _filed[dossier] = true;
            }
        );
    }

    private async Task UploadAsync(Browsing person, DossierId dossier, TimeSpan after)
    {
        await Task.Delay(after);
        await TimedAsync(
            _uploads,
            "upload",
            async () =>
            {
                var section = $"/dossiers/{dossier.Value}/sections/{Uploads.Section}";
                await person.UploadAsync(section, Uploads.Field, file, "stampede.pdf");
                _attached[dossier] = true;
            }
        );
    }

    private async Task TimedAsync(ConcurrentBag<double> into, string what, Func<Task> act)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await act();
            into.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        catch (Exception failed) when (failed is InvalidOperationException or HttpRequestException or IOException)
        {
            _refusals.AddOrUpdate($"{what}: {failed.Message.Split('\n')[0]}", 1, (_, count) => count + 1);
        }
    }

    /// <summary>A text, a filing or a file that was acknowledged and is not in the database.</summary>
    private async Task<int> LostAsync()
    {
        await using var db = database.Open();
        var texts = await db
            .Sections.AsNoTracking()
            .Where(section => section.Key == Population.Section)
            .ToDictionaryAsync(section => section.DossierId, section => section.Answers.Text("innovation"));
        var filed = (await db.Filings.Select(filing => filing.DossierId).ToListAsync()).ToHashSet();
        var attached = await db
            .Attachments.Where(one => one.Name == "stampede.pdf" && one.Size == file.Length)
            .Select(one => one.DossierId)
            .ToListAsync();
        return _saved.Count(one => texts[one.Key] != one.Value)
            + _filed.Keys.Count(one => !filed.Contains(one))
            + _attached.Keys.Except(attached).Count();
    }

    private async Task<int> RevisionAsync(DossierId dossier)
    {
        await using var db = database.Open();
        return await db
            .Sections.Where(section => section.DossierId == dossier && section.Key == Population.Section)
            .Select(section => section.Revision)
            .SingleAsync();
    }

    private static void Expect(HttpResponseMessage answer, HttpStatusCode status)
    {
        if (answer.StatusCode != status)
            throw new InvalidOperationException($"answered {(int)answer.StatusCode}");
    }

    private static void Report(string what, ConcurrentBag<double> all)
    {
        var sorted = all.Order().ToList();
        if (sorted.Count > 0)
            Console.WriteLine(
                Line(
                    $"  {what, -34} {sorted.Count, 6}, p50 {At(sorted, 50):0} ms, p95 {At(sorted, 95):0} ms, p99 {At(sorted, 99):0} ms, longest {sorted[^1]:0} ms"
                )
            );
    }

    private static double At(List<double> sorted, int percent) => sorted[sorted.Count * percent / 100];

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
