using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Bench;
using Portal.Domain;
using Portal.Testing;

// Measures the portal beside what it stands on, in one run and interleaved, and prints ratios: see bin/bench.

string[] onPortal = ["saving", "list", "public", "upload", "form", "stampede", "winners"];
var some = args.Any(onPortal.Contains);
string[] alone = ["match", "mails", "reminders"];
bool Runs(string part) => args.Contains(part) || !some && !args.Any(alone.Contains);
if (Runs("match"))
    Matching.Run(args.Contains("--quick"));
if (Runs("mails"))
    await Mailing.RunAsync(args.Contains("--quick"));
if (Runs("reminders"))
    await Reminding.RunAsync(args.Contains("--quick"));
if (!some && args.Any(alone.Contains))
    return 0;

const int Rounds = 5;
const int Writers = 16;
const int Readers = 8;
var time = TimeSpan.FromSeconds(args.Contains("--quick") ? 2 : 8);
var folder = Directory.CreateTempSubdirectory("portal-bench-").FullName;

Console.WriteLine("Filling a database: 2,000 dossiers filed and reviewed");
await using var database = await TestDatabase.CreateDemonstrationAsync();
await using var host = new PortalHost(database) { Printing = Printing.Real };
var population = new Population(host);
var wave = await population.ReviewedWaveAsync(args.Contains("--quick") ? 200 : 2_000);
var writers = await population.WritersAsync(2 * Writers);
await PostgresServer.ExecuteAsync("vacuum analyze", new Npgsql.NpgsqlConnectionStringBuilder(database.Owner).Database!);
var sessions = new List<Session>();
foreach (var (carrier, _) in writers.Take(Writers))
    sessions.Add(await population.SignInAsync(carrier.Id));
var officer = await population.SignInAsync(await OfficerAsync());

using var portal = await PortalProcess.StartAsync(database.Application, folder);
await using var bare = await Bare.StartAsync();
var pgbench = new PgBench(new Npgsql.NpgsqlConnectionStringBuilder(database.Application), folder);
var http = new HttpLoad(portal.Port);

var parts = new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
{
    ["saving"] = SavingAsync,
    ["list"] = ListAsync,
    ["public"] = PublicPageAsync,
    ["upload"] = UploadAsync,
    ["form"] = LargeFormAsync,
    ["stampede"] = StampedeAsync,
    ["winners"] = WinnersAsync,
};
foreach (var (name, measure) in parts)
    if (args.Contains(name) || !some)
        await measure();
return 0;

async Task SavingAsync()
{
    var answers = new[] { "impact", "protocol", "innovation", "market" }.ToDictionary(
        field => $"f.{field}",
        field => string.Join(' ', Enumerable.Repeat($"Texte de mesure ({field}).", 85)),
        StringComparer.Ordinal
    );
    var saves = writers
        .Take(Writers)
        .Zip(
            sessions,
            (writer, session) =>
                Request.Save(
                    $"/dossiers/{writer.Dossier.Value}/sections/{Population.Section}",
                    session,
                    answers.Select(one => (one.Key, one.Value))
                )
        )
        .ToList();
    async Task<Run> ThroughPortalAsync()
    {
        var revisions = new int[Writers];
        for (var client = 0; client < Writers; client++)
            revisions[client] = await RevisionAsync(writers[client].Dossier);
        return http.Go(
            Writers,
            time,
            (client, last) =>
            {
                if (last is not null)
                    revisions[client] = JsonDocument.Parse(last.Body).RootElement.GetProperty("revision").GetInt32();
                return saves[client].After(last, revisions[client]);
            }
        );
    }

    // The same save, on a draft of pgbench's own: what the portal sends to PostgreSQL is what pgbench sends.
    var (their, dossier) = writers[Writers];
    var session = await population.SignInAsync(their.Id);
    var revision = await RevisionAsync(dossier);
    async Task OnceAsync()
    {
        using var client = host.CreateDefaultClient(new Uri("http://localhost"));
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"/dossiers/{dossier.Value}/sections/{Population.Section}"
        );
        request.Headers.Add("Cookie", session.Plain);
        request.Headers.Accept.ParseAdd("application/json");
        request.Content = new FormUrlEncodedContent([
            .. answers,
            new("revision", revision.ToString(CultureInfo.InvariantCulture)),
            new("__RequestVerificationToken", session.Token),
        ]);
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        revision++;
    }
    await OnceAsync();
    var before = revision;
    var statements = await Statements.OfAsync(OnceAsync);
    var (script, variables) = statements.Script(before);
    async Task<Run> StraightAsync()
    {
        var clients = new List<IReadOnlyDictionary<string, string>>();
        foreach (var (carrier, own) in writers.Skip(Writers))
        {
            var mine = variables.ToDictionary(
                one => one.Key,
                one =>
                    one.Value.Replace(dossier.Value.ToString(), own.Value.ToString(), StringComparison.Ordinal)
                        .Replace(their.Id.ToString(), carrier.Id.ToString(), StringComparison.Ordinal),
                StringComparer.Ordinal
            );
            mine["revision"] = (await RevisionAsync(own)).ToString(CultureInfo.InvariantCulture);
            clients.Add(mine);
        }
        return await pgbench.GoAsync(script, clients, time);
    }

    var size = answers.Sum(one => one.Value.Length);
    await CompareAsync(
        $"Saving a section ({size / 1024.0:0.0} KB of answers, its history line included), {Writers} sessions; {statements.Count} statements",
        "pgbench, the same statements",
        aim: 0.5,
        ThroughPortalAsync,
        StraightAsync
    );
}

async Task ListAsync()
{
    var path = $"/staff/waves/{wave.Value}/dossiers";
    using var client = host.CreateDefaultClient(new Uri("http://localhost"));
    async Task OnceAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", officer.Plain);
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }
    await OnceAsync();
    var statements = await Statements.OfAsync(OnceAsync);
    var (script, variables) = statements.Script();
    var lists = Enumerable.Range(0, Readers).Select(_ => Request.Get(path, officer)).ToList();
    await CompareAsync(
        $"The staff's list of all dossiers of a wave, {Readers} sessions; {statements.Count} statements",
        "pgbench, the same statements",
        aim: 0.3,
        () => Task.FromResult(http.Go(Readers, time, (client, last) => lists[client].After(last))),
        () => pgbench.GoAsync(script, [.. Enumerable.Repeat(variables, Readers)], time)
    );
}

Task PublicPageAsync() => VisitAsync("A call's public page", "/calls/evaluation-dmn");

async Task WinnersAsync()
{
    var publication = new Publication(database, portal);
    await publication.FillAsync(5_000);
    foreach (var path in new[] { "/winners", "/winners/figures", "/data/winners.csv", "/data/subventions.csv" })
        await VisitAsync($"{path} of 5,000 winners", path);
    await publication.FillAsync(95_000);
    Console.WriteLine();
    Console.WriteLine("100,000 winners, fetched whole (aim: first byte under 200 ms, 50 MB more at most)");
    foreach (var path in new[] { "/data/winners.csv", "/data/subventions.csv", "/api/v1/winners.jsonl" })
    {
        // The first time, what is called so often is compiled anew.
        await publication.FetchAsync(path);
        Console.WriteLine(await publication.FetchAsync(path));
    }
}

async Task VisitAsync(string what, string path)
{
    var request = Request.Get(path, session: null).After(null);
    using (var once = new Connection(portal.Port))
        bare.Serve(once.Send(request).Body);
    var plain = new HttpLoad(bare.Port);
    await CompareAsync(
        $"{what} ({bare.Size / 1024.0:0.0} KB), {Writers} visitors",
        "a bare endpoint, the same bytes",
        aim: 0.5,
        () => Task.FromResult(http.Go(Writers, time, (_, _) => request)),
        () => Task.FromResult(plain.Go(Writers, time, (_, _) => request))
    );
}

async Task UploadAsync()
{
    const int megabytes = 199;
    const int aim = 50;
    using var uploads = new Uploads(portal, sessions[0], writers[0].Dossier);
    var file = SampleFiles.Pdf(megabytes * 1024 * 1024);
    // The runtime takes up its own room with the first requests of all; what one file takes on top is asked here.
    for (var warm = 0; warm < 3; warm++)
        await uploads.InPiecesAsync(SampleFiles.Pdf(20_000_000), "warm.pdf");
    var pieces = await uploads.InPiecesAsync(file, "pieces.pdf");
    var form = await uploads.ByFormAsync(file, "form.pdf");
    Console.WriteLine();
    Console.WriteLine(
        $"One file of {megabytes} MB: resident memory of the portal's process (aim: {aim} MB more at most)"
    );
    Console.WriteLine($"  in pieces       {pieces}");
    Console.WriteLine($"  by a plain form {form}");
}

async Task LargeFormAsync()
{
    const int aim = 100;
    await using var db = database.Open();
    var carrier = await db.Users.SingleAsync(account => account.Email == "camille@demo.example");
    var dossier = await new LargeForm(database).DraftAsync(carrier, fields: 300, tables: 20);
    var session = await population.SignInAsync(carrier.Id);
    foreach (var page in new[] { $"/sections/{LargeForm.Section}", "/check" })
    {
        var request = Request.Get($"/dossiers/{dossier.Value}{page}", session);
        Run Go() => http.Go(1, time, (_, last) => request.After(last));
        Go();
        Report($"300 fields, 20 tables: {page} (aim: p50 under {aim} ms)", [Go()], "");
    }
}

async Task StampedeAsync()
{
    var quick = args.Contains("--quick");
    var (count, uploading) = quick ? (100, 20) : (1_000, 200);
    var carriers = new List<Carrier>();
    foreach (var (carrier, dossier) in await population.WritersAsync(count))
        carriers.Add(new Carrier(await population.SignInAsync(carrier.Id), dossier));
    var file = SampleFiles.Pdf(20_000_000);
    await new Stampede(portal, database, carriers, uploading, file).RunAsync(TimeSpan.FromSeconds(quick ? 15 : 60));
}

async Task CompareAsync(string what, string beside, double aim, Func<Task<Run>> ours, Func<Task<Run>> theirs)
{
    // The runtime compiles what is called often a second time: until it is through, the portal isn't itself.
    var warm = System.Diagnostics.Stopwatch.StartNew();
    while (warm.Elapsed < 5 * time)
        await ours();
    await theirs();
    var (mine, other, processor) = (new List<Run>(), new List<Run>(), 0.0);
    for (var round = 0; round < Rounds; round++)
    {
        var before = portal.Processor;
        mine.Add(await ours());
        processor += portal.Processor - before;
        other.Add(await theirs());
    }
    var ratios = mine.Zip(other, (one, two) => one.PerSecond / two.PerSecond).Order().ToList();
    Console.WriteLine();
    Console.WriteLine(what);
    Report("the portal", mine, $", {processor / mine.Sum(run => run.Latencies.Count):0.00} ms of processor a request");
    Report(beside, other, "");
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"  ratio {ratios[Rounds / 2]:0.00} (median of {Rounds} rounds, from {ratios[0]:0.00} to {ratios[^1]:0.00}; aim {aim:0.00})"
        )
    );
}

static void Report(string who, List<Run> runs, string rest)
{
    var latencies = runs.SelectMany(run => run.Latencies).Order().ToList();
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"  {who, -34} {runs.Average(run => run.PerSecond), 9:0.0} a second, p50 {latencies[latencies.Count / 2]:0.00} ms, p99 {latencies[latencies.Count * 99 / 100]:0.00} ms{rest}"
        )
    );
}

async Task<int> RevisionAsync(DossierId dossier)
{
    await using var db = database.Open();
    return await db
        .Sections.Where(section => section.DossierId == dossier && section.Key == Population.Section)
        .Select(section => section.Revision)
        .SingleAsync();
}

async Task<Guid> OfficerAsync()
{
    await using var db = database.Open();
    return await db
        .Users.Where(account => account.Email == "olivier@demo.example")
        .Select(account => account.Id)
        .SingleAsync();
}
