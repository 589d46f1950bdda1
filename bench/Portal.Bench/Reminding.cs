using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain;
using Portal.Infrastructure.Persistence;
using Portal.Testing;

namespace Portal.Bench;

/// <summary>
/// The sweep of reminders, on a million dossiers: with nothing due, and when a tenth of them are drafts of a wave whose
/// cut-off is a day away.
/// </summary>
internal sealed class Reminding(TestDatabase database, int dossiers)
{
    private const int Sweeps = 50;

    private readonly int _drafts = dossiers / 10;

    public static async Task RunAsync(bool quick)
    {
        await using var database = await TestDatabase.CreateAsync();
        await new Reminding(database, quick ? 20_000 : 1_000_000).RunAsync();
    }

    private async Task RunAsync()
    {
        Console.WriteLine();
        Console.WriteLine($"Reminders: {dossiers:N0} dossiers, {_drafts:N0} of them drafts of an open wave");
        var filling = Stopwatch.StartNew();
        await FillAsync();
        Report($"filled in {filling.Elapsed.TotalSeconds:0} s");
        var stage = new Stage(database);
        var cutOff = (await stage.WaveAsync("evaluation-dmn")).CutOffs[^1].Deadline.At;
        await database.SetClockAsync(cutOff.AddDays(-1).AddMinutes(-30));
        await SweepAsync();
        var idle = new List<double>();
        for (var sweep = 0; sweep < Sweeps; sweep++)
            idle.Add((await SweepAsync()).Milliseconds);
        idle.Sort();
        Report($"nothing due: median {idle[Sweeps / 2]:0.0} ms, most {idle[^1]:0.0} ms of {Sweeps} sweeps (aim 50)");
        var (_, _, statements) = await SweepAsync();
        Report($"nothing due: {statements} statements");
        await database.SetClockAsync(cutOff.AddDays(-1).AddMinutes(1));
        var (mails, took, many) = await SweepAsync();
        Report($"{mails:N0} reminders owed in {took / 1000:0.0} s (aim 60), {many} statements");
    }

    private async Task<(int Mails, double Milliseconds, int Statements)> SweepAsync()
    {
        var count = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ => Interlocked.Increment(ref count),
        };
        ActivitySource.AddActivityListener(listener);
        var watch = Stopwatch.StartNew();
        await using var db = database.Open();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
        var mails = await Stage.RemindersOn(db).RunAsync(CancellationToken.None);
        return (mails, watch.Elapsed.TotalMilliseconds, count);
    }

    /// <summary>
    /// Copies of one draft: each with a carrier of its own where it isn't filed, and with one of few where it is. What is
    /// copied was checked once: no trigger looks at it a million times.
    /// </summary>
    private async Task FillAsync()
    {
        var stage = new Stage(database);
        var carrier = await stage.PersonAsync();
        var draft = await stage.DraftAsync(carrier);
        await using var owner = new NpgsqlConnection(database.Owner);
        await owner.OpenAsync();
        await ExecuteAsync(
            owner,
            $"""
            set session_replication_role = replica;
            create temporary table made as
                select number, number <= {_drafts} as is_draft, gen_random_uuid() as dossier,
                       case when number <= {_drafts} then gen_random_uuid() else '{carrier.Id}' end as person
                from generate_series(1, {dossiers}) number;
            """
        );
        var copied = $"one.id = '{draft.Id.Value}'";
        await CopyAsync(
            owner,
            "accounts",
            $"one.id = '{carrier.Id}' and made.is_draft",
            new()
            {
                ["id"] = "made.person",
                ["email"] = "'n' || made.number || '@test.example'",
                ["normalized_email"] = "'N' || made.number || '@TEST.EXAMPLE'",
                ["user_name"] = "'n' || made.number || '@test.example'",
                ["normalized_user_name"] = "'N' || made.number || '@TEST.EXAMPLE'",
                ["language"] = "case when made.number % 5 = 0 then 'en' else 'fr' end",
            }
        );
        await CopyAsync(
            owner,
            "dossiers",
            copied,
            new()
            {
                ["id"] = "made.dossier",
                ["start_token"] = "gen_random_uuid()",
                ["carrier"] = "made.person",
                ["number"] = "case when not made.is_draft then 'N' || made.number end",
                ["filed_at"] = "case when not made.is_draft then one.started_at end",
            }
        );
        await CopyAsync(
            owner,
            "dossier_members",
            copied.Replace("one.id", "one.dossier_id", StringComparison.Ordinal),
            new() { ["dossier_id"] = "made.dossier", ["person"] = "made.person" }
        );
        await PostgresServer.ExecuteAsync(
            "vacuum analyze",
            new NpgsqlConnectionStringBuilder(database.Owner).Database!
        );
    }

    /// <summary>Copies a row as often as is asked for, each column as it is but those that are named.</summary>
    private static async Task CopyAsync(
        NpgsqlConnection owner,
        string table,
        string of,
        Dictionary<string, string> changed
    )
    {
        await using var asked = new NpgsqlCommand(
            $"""
            select column_name from information_schema.columns
            where table_schema = 'public' and table_name = '{table}' and is_generated = 'NEVER' and is_identity = 'NO'
            """,
            owner
        );
        var columns = new List<string>();
        await using (var rows = await asked.ExecuteReaderAsync())
            while (await rows.ReadAsync())
                columns.Add(rows.GetString(0));
        await ExecuteAsync(
            owner,
            $"""
            insert into {table} ({string.Join(", ", columns)})
            select {string.Join(", ", columns.Select(column => changed.GetValueOrDefault(column, $"one.{column}")))}
            from {table} one, made where {of}
            """
        );
    }

    private static async Task ExecuteAsync(NpgsqlConnection owner, string text)
    {
        await using var command = new NpgsqlCommand(text, owner) { CommandTimeout = 1_200 };
        await command.ExecuteNonQueryAsync();
    }

    private static void Report(FormattableString line) =>
        Console.WriteLine("  " + line.ToString(CultureInfo.InvariantCulture));
}
