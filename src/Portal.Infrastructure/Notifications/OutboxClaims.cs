using Npgsql;
using NpgsqlTypes;

namespace Portal.Infrastructure.Notifications;

/// <summary>
/// Claims mails and notes them as sent, on a connection of its own: one statement a mail, which notes the one before as
/// it claims the next.
/// </summary>
internal sealed class OutboxClaims(NpgsqlConnection connection) : IAsyncDisposable
{
    private const string Note = """
        update outbox
        set sent_at = portal_now(), last_error = null, data = case when holds_secret then data - 'link' else data end
        where id = $1
        """;

    private const string NoteAndClaim = $"""
        with noted as ({Note})
        update outbox set claimed_at = clock_timestamp(), attempts = attempts + 1
        where id = $2 and claimed_at is null and sent_at is null
        """;

    /// <summary>"Not now" is tried again, ever more rarely; "never" waits for an administrator (RFC 5321, 4.2.1).</summary>
    private const string Release = """
        update outbox
        set claimed_at = null, last_error = $2,
            retry_at = case when $3 then 'infinity' else clock_timestamp() + $4 end
        where id = $1
        """;

    private const string Unclaim = "update outbox set claimed_at = null, attempts = attempts - 1 where id = $1";

    private const string KeepBack =
        "update outbox set last_error = $2, retry_at = 'infinity' where id = $1 and sent_at is null";

    private const string Forget = "delete from outbox where id = $1 and sent_at is null and claimed_at is null";

    private Guid? _sent;

    public static async Task<OutboxClaims> OpenAsync(string connectionString, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        return new OutboxClaims(connection);
    }

    /// <returns>False where another delivery has it, or it is no more.</returns>
    public async Task<bool> ClaimAsync(Guid mail, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        await using var command = Command(NoteAndClaim, Value(_sent), Value(mail));
        // Cut off after the database took it, the mail would be in doubt and had never left.
        var claimed = await command.ExecuteNonQueryAsync(CancellationToken.None) == 1;
        _sent = null;
        return claimed;
    }

    /// <summary>The server has it; it is noted with the next claim, or by <see cref="NoteAsync"/>.</summary>
    public void Sent(Guid mail) => _sent = mail;

    /// <summary>Whatever happens: what left is noted as such.</summary>
    public async Task NoteAsync()
    {
        if (_sent is null)
            return;
        await ExecuteAsync(Note, Value(_sent));
        _sent = null;
    }

    /// <summary>The server said no, so it did not take the mail.</summary>
    public Task ReleaseAsync(Guid mail, string error, bool isFinal, TimeSpan wait) =>
        ExecuteAsync(Release, Value(mail), Value(error), Value(isFinal), Value(wait));

    /// <summary>It was claimed and nothing of it left: it is as if it had not been tried.</summary>
    public Task UnclaimAsync(Guid mail) => ExecuteAsync(Unclaim, Value(mail));

    /// <summary>It waits for an administrator.</summary>
    public Task KeepBackAsync(Guid mail, string error) => ExecuteAsync(KeepBack, Value(mail), Value(error));

    public Task ForgetAsync(Guid mail) => ExecuteAsync(Forget, Value(mail));

    public async ValueTask DisposeAsync()
    {
        await NoteAsync();
        await connection.DisposeAsync();
    }

    /// <summary>To its end, whoever wants to stop: what is known of a mail is noted.</summary>
    private async Task ExecuteAsync(string text, params NpgsqlParameter[] values)
    {
        await using var command = Command(text, values);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private NpgsqlCommand Command(string text, params NpgsqlParameter[] values)
    {
        var command = new NpgsqlCommand(text, connection);
        command.Parameters.AddRange(values);
        return command;
    }

    private static NpgsqlParameter Value(object value) => new() { Value = value };

    private static NpgsqlParameter Value(Guid? id) =>
        new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = (object?)id ?? DBNull.Value };
}
