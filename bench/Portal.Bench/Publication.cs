using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Portal.Testing;

namespace Portal.Bench;

/// <summary>Winners by the thousand, all public, and what it costs to fetch them all.</summary>
internal sealed class Publication(TestDatabase database, PortalProcess portal)
{
    private const double Mega = 1024 * 1024;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(5);

    /// <summary>Copies one winner of the newest public list until the list has so many more.</summary>
    public async Task FillAsync(int more)
    {
        await using var connection = new NpgsqlConnection(database.Owner);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        // The copies stand for dossiers that aren't there.
        command.CommandText = $"""
            set session_replication_role = replica;
            insert into winners
            select (jsonb_populate_record(null::winners, to_jsonb(one) || jsonb_build_object(
                'dossier_id', gen_random_uuid(),
                'number', 'MES-2024-' || lpad((n + (select count(*) from winners))::text, 6, '0'),
                'title', one.title || ' ' || n))).*
            from (
                select winners.* from winners
                join winner_lists list on list.id = winners.list_id
                where list.approved_at is not null and list.publish_at <= portal_now()
                order by list.publish_at desc limit 1
            ) one, generate_series(1, {more.ToString(CultureInfo.InvariantCulture)}) n;
            set session_replication_role = default;
            analyze winners;
            """;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Fetches a file whole, once: when its first bytes and its first rows came, and what the portal held.</summary>
    public async Task<string> FetchAsync(string path)
    {
        using var client = Browsing.Client(portal.Port);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Forwarded-Proto", "https");
        var (before, watch) = (portal.Memory, Stopwatch.StartNew());
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
        var (buffer, total, first, rows, peak) = (new byte[1 << 16], 0L, 0.0, 0.0, before);
        var looked = Stopwatch.StartNew();
        for (int read; (read = await body.ReadAsync(buffer)) > 0; )
        {
            first = total == 0 ? watch.Elapsed.TotalMilliseconds : first;
            total += read;
            rows = rows == 0 && total > 10_000 ? watch.Elapsed.TotalMilliseconds : rows;
            if (looked.Elapsed < Every)
                continue;
            peak = Math.Max(peak, portal.Memory);
            looked.Restart();
        }
        peak = Math.Max(peak, portal.Memory);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"  {path, -26} {total / Mega, 6:0.0} MB in {watch.Elapsed.TotalSeconds:0.0} s; first byte {first:0} ms, first 10 KB {rows:0} ms; memory {(peak - before) / Mega:0.0} MB more"
        );
    }
}
