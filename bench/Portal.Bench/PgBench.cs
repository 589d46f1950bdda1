using System.Diagnostics;
using System.Globalization;

namespace Portal.Bench;

/// <summary>PostgreSQL's own benchmark, on the statements of one request, as clients that prepare them once.</summary>
internal sealed class PgBench(Npgsql.NpgsqlConnectionStringBuilder database, string folder)
{
    /// <summary>One process a client, since each has variables of its own; they start and end together.</summary>
    public async Task<Run> GoAsync(
        string script,
        IReadOnlyList<IReadOnlyDictionary<string, string>> clients,
        TimeSpan time
    )
    {
        var round = Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("N"))).FullName;
        await File.WriteAllTextAsync(Path.Combine(round, "script.sql"), script);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(clients.Select((variables, client) => RunAsync(round, client, variables, time)));
        var latencies = Directory.GetFiles(round, "log.*").SelectMany(File.ReadLines).Select(Milliseconds).ToList();
        return new Run(latencies, watch.Elapsed < time ? watch.Elapsed : time);
    }

    private async Task RunAsync(string round, int client, IReadOnlyDictionary<string, string> variables, TimeSpan time)
    {
        var start = new ProcessStartInfo("pgbench")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        string[] arguments =
        [
            "-h",
            database.Host!,
            "-p",
            database.Port.ToString(CultureInfo.InvariantCulture),
            "-U",
            database.Username!,
            "--no-vacuum",
            "-M",
            "prepared",
            "-c",
            "1",
            "-T",
            time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture),
            "-f",
            Path.Combine(round, "script.sql"),
            "--log",
            "--log-prefix",
            Path.Combine(round, $"log.{client}"),
        ];
        foreach (
            var argument in arguments
                .Concat(variables.SelectMany(variable => new[] { "-D", $"{variable.Key}={variable.Value}" }))
                .Append(database.Database!)
        )
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var complaint = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"pgbench failed: {await complaint}");
    }

    /// <summary>A line of its log: client, number, microseconds, …</summary>
    private static double Milliseconds(string line) =>
        double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture) / 1_000;
}
