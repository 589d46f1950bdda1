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
        await FillAsync();
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

    /// <summary>Copies of one draft: each with a carrier of its own where it isn't filed, and with one of few where it is.</summary>
    private async Task FillAsync()
    {
        var stage = new Stage(database);
        var carrier = await stage.PersonAsync();
        var draft = await stage.DraftAsync(carrier);
        await using var db = database.OpenAsOwner();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(20));
        var (person, dossier) = (carrier.Id, draft.Id.Value);
        await db.Database.ExecuteSqlAsync(
            $"""
            create temporary table made as select number, gen_random_uuid() as person, gen_random_uuid() as dossier from generate_series(1, {dossiers}) number;
            insert into accounts select (jsonb_populate_record(one, jsonb_build_object(
                'id', made.person, 'email', 'n' || made.number || '@test.example', 'normalized_email', 'N' || made.number || '@TEST.EXAMPLE',
                'user_name', 'n' || made.number || '@test.example', 'normalized_user_name', 'N' || made.number || '@TEST.EXAMPLE',
                'language', case when made.number % 5 = 0 then 'en' else 'fr' end))).*
              from accounts one, made where one.id = {person} and made.number <= {_drafts};
            insert into dossiers select (jsonb_populate_record(one, jsonb_build_object(
                'id', made.dossier, 'start_token', gen_random_uuid(), 'carrier', case when made.number <= {_drafts} then made.person else {person} end,
                'number', case when made.number > {_drafts} then 'N' || made.number end,
                'filed_at', case when made.number > {_drafts} then one.started_at end))).*
              from dossiers one, made where one.id = {dossier};
            insert into dossier_members (dossier_id, person, partner, role)
              select made.dossier, case when made.number <= {_drafts} then made.person else {person} end, member.partner, member.role
              from dossier_members member, made where member.dossier_id = {dossier};
            """
        );
        await PostgresServer.ExecuteAsync(
            "vacuum analyze",
            new NpgsqlConnectionStringBuilder(database.Owner).Database!
        );
    }

    private static void Report(FormattableString line) =>
        Console.WriteLine("  " + line.ToString(CultureInfo.InvariantCulture));
}
