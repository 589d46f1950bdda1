using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Notifications;

/// <summary>
/// Claims mails for one connection to the mail server and notes what became of them, on a connection of its own. A few are
/// claimed at a time, which the disk keeps; each step with one of them is written before it is taken, which costs no wait
/// for the disk. So of what a delivery that died had claimed, only the mail that it was sending is in doubt.
/// </summary>
internal sealed class OutboxClaims : IAsyncDisposable
{
    /// <summary>What is sent is noted with what is claimed next. Two deliveries that read the same mails share them out.</summary>
    private const string NoteAndClaim = $"""
        with noted as ({Note}),
        gone as (delete from outbox_steps where mail = any($1)),
        free as (
            select id from outbox where id = any($2) and claimed_at is null and sent_at is null
            order by id for update skip locked
        ),
        claimed as (
            update outbox set claimed_at = statement_timestamp(), attempts = attempts + 1
            where id in (select id from free) returning id
        )
        insert into outbox_steps (mail, lane, step) select id, $3, 'claimed' from claimed
        on conflict (mail) do update set lane = excluded.lane, step = excluded.step
        returning mail
        """;

    private const string Note = $"update outbox set {Left} where id = any($1)";

    /// <summary>A secret leaves with its mail.</summary>
    private const string Left =
        "sent_at = portal_now(), last_error = null, data = case when holds_secret then data - 'link' else data end";

    /// <summary>Nobody begins what isn't theirs any more: what they lost, another delivery may have.</summary>
    private const string Begin = """
        update outbox_steps set step = case mail when $2 then 'begun' else 'sent' end
        where lane = $1 and mail in ($2, $3)
        returning mail
        """;

    /// <summary>"Not now" is tried again, ever more rarely; "never" waits for an administrator (RFC 5321, 4.2.1).</summary>
    private const string Release = """
        with gone as (delete from outbox_steps where mail = $1)
        update outbox
        set claimed_at = null, last_error = $2,
            retry_at = case when $3 then 'infinity' else clock_timestamp() + $4 end
        where id = $1
        """;

    private const string Unclaim = """
        with gone as (delete from outbox_steps where lane = $2 and mail = any($1) returning mail)
        update outbox set claimed_at = null, attempts = attempts - 1
        where id in (select mail from gone) and sent_at is null
        """;

    private const string KeepBack =
        "update outbox set last_error = $2, retry_at = 'infinity' where id = $1 and sent_at is null";

    private const string Forget = "delete from outbox where id = $1 and sent_at is null and claimed_at is null";

    /// <summary>How often what is known is told to a database that fell, and comes back.</summary>
    private const int Tries = 6;

    private readonly string _connectionString;
    private readonly Guid _lane = Guid.NewGuid();
    private readonly HashSet<Guid> _claimed = [];
    private readonly List<Guid> _sent = [];
    private NpgsqlConnection _connection;

    private OutboxClaims(string connectionString)
    {
        (_connectionString, _connection) = (connectionString, new NpgsqlConnection(connectionString));
    }

    public static async Task<OutboxClaims> OpenAsync(string connectionString, CancellationToken cancellation)
    {
        var claims = new OutboxClaims(connectionString);
        await claims._connection.OpenAsync(cancellation);
        // As long as it is held, nobody takes its claims for those of a delivery that died.
        await claims.ExecuteAsync("select pg_advisory_lock(hashtextextended('outbox:' || $1, 0))", Value(claims._lane));
        return claims;
    }

    /// <summary>What deliveries that died had claimed: sent, where they knew that; free, where they hadn't begun; else in doubt.</summary>
    public static Task ReleaseOfDeadAsync(PortalDbContext db, CancellationToken cancellation) =>
        db.Database.ExecuteSqlRawAsync(
            $"""
            with dead as materialized (
                select lane from (select distinct lane from outbox_steps) known
                where pg_try_advisory_xact_lock(hashtextextended('outbox:' || lane, 0))
            ),
            left_over as (
                delete from outbox_steps where lane in (select lane from dead) returning mail, step
            ),
            sent as (
                update outbox set {Left} where id in (select mail from left_over where step = 'sent') and sent_at is null
            )
            update outbox set claimed_at = null, attempts = attempts - 1
            where id in (select mail from left_over where step = 'claimed') and sent_at is null and claimed_at is not null
            """,
            cancellation
        );

    /// <summary>Claims them, but for those that another delivery has, or that are no more.</summary>
    public async Task<IReadOnlySet<Guid>> ClaimAsync(IReadOnlyList<Guid> mails, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        // Cut off after the database took it, they would wait for this delivery to end.
        _claimed.UnionWith(await ReadAsync(NoteAndClaim, Value(_sent), Value(mails), Value(_lane)));
        _sent.Clear();
        return _claimed;
    }

    /// <summary>Before anything of it is handed to the server.</summary>
    /// <returns>False where it isn't this delivery's any more.</returns>
    public async Task<bool> BeginAsync(Guid mail)
    {
        var before = _sent.Count > 0 ? _sent[^1] : mail;
        var isBegun = (await ReadAsync(Begin, Value(_lane), Value(mail), Value(before))).Contains(mail);
        _claimed.Remove(mail);
        return isBegun;
    }

    /// <summary>The server has it; that is noted with the next claim, or by <see cref="NoteAsync"/>.</summary>
    public void Sent(Guid mail) => _sent.Add(mail);

    /// <summary>Whatever happens: what left is noted as such, and what was not begun is as if it had not been claimed.</summary>
    public async Task NoteAsync()
    {
        if (_sent.Count > 0)
            await ReadAsync(NoteAndClaim, Value(_sent), Value([]), Value(_lane));
        _sent.Clear();
        if (_claimed.Count > 0)
            await ExecuteAsync(Unclaim, Value([.. _claimed]), Value(_lane));
        _claimed.Clear();
    }

    /// <summary>The server said no, so it did not take the mail.</summary>
    public Task ReleaseAsync(Guid mail, string error, bool isFinal, TimeSpan wait) =>
        ExecuteAsync(Release, Value(mail), Value(error), Value(isFinal), Value(wait));

    /// <summary>It was begun for the database, and nothing of its words left: it is as if it had not been tried.</summary>
    public Task UnclaimAsync(Guid mail) => ExecuteAsync(Unclaim, Value([mail]), Value(_lane));

    /// <summary>It waits for an administrator.</summary>
    public Task KeepBackAsync(Guid mail, string error) => ExecuteAsync(KeepBack, Value(mail), Value(error));

    public Task ForgetAsync(Guid mail) => ExecuteAsync(Forget, Value(mail));

    public async ValueTask DisposeAsync()
    {
        await NoteAfterAllAsync();
        if (_connection.State == System.Data.ConnectionState.Open)
            await ExecuteAsync("select pg_advisory_unlock(hashtextextended('outbox:' || $1, 0))", Value(_lane));
        await _connection.DisposeAsync();
    }

    /// <summary>Where the database fell meanwhile, once it is back: what left would else be in doubt.</summary>
    private async Task NoteAfterAllAsync()
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                if (_connection.State != System.Data.ConnectionState.Open)
                    await _connection.OpenAsync(CancellationToken.None);
                await NoteAsync();
                return;
            }
            catch (NpgsqlException) when (tried < Tries)
            {
                await Task.Delay(TimeSpan.FromSeconds(tried));
                await _connection.DisposeAsync();
                _connection = new NpgsqlConnection(_connectionString);
            }
        }
    }

    /// <summary>To its end, whoever wants to stop: what is known of a mail is noted.</summary>
    private async Task ExecuteAsync(string text, params NpgsqlParameter[] values)
    {
        await using var command = Command(text, values);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private async Task<HashSet<Guid>> ReadAsync(string text, params NpgsqlParameter[] values)
    {
        await using var command = Command(text, values);
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        var ids = new HashSet<Guid>();
        while (await reader.ReadAsync(CancellationToken.None))
            ids.Add(reader.GetGuid(0));
        return ids;
    }

    private NpgsqlCommand Command(string text, params NpgsqlParameter[] values)
    {
        var command = new NpgsqlCommand(text, _connection);
        command.Parameters.AddRange(values);
        return command;
    }

    private static NpgsqlParameter Value(object value) => new() { Value = value };

    private static NpgsqlParameter Value(IReadOnlyList<Guid> ids) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid, Value = ids.ToArray() };
}
