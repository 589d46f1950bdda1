using System.Text.Json;
using Npgsql;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Dossiers;

/// <summary>
/// Carries what happens at the desk from one instance to the others, by PostgreSQL's own notifications: there is no
/// other server to run. Nothing waits for it, and nothing is lost that a page wouldn't read again.
/// </summary>
public sealed partial class DeskChannel(IConfiguration configuration, ILogger<DeskChannel> log) : IAsyncDisposable
{
    private const string Name = "portal_desk";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Guid _instance = Guid.NewGuid();
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(
        configuration.GetConnectionString(PortalDatabase.Connection)!
    );

    public async Task PublishAsync(DeskMessage message)
    {
        try
        {
            var text = JsonSerializer.Serialize(new Envelope(_instance, message), Json);
            await using var command = _source.CreateCommand("select pg_notify($1, $2)");
            command.Parameters.Add(new NpgsqlParameter { Value = Name });
            command.Parameters.Add(new NpgsqlParameter { Value = text });
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            Untold(failure);
        }
    }

    /// <summary>Listens until it is told to stop.</summary>
    internal async Task ListenAsync(Func<DeskMessage, Task> hear, CancellationToken stop)
    {
        await using var connection = await _source.OpenConnectionAsync(stop);
        var heard = new Queue<string>();
        connection.Notification += (_, told) => heard.Enqueue(told.Payload);
        await using (var command = new NpgsqlCommand($"listen {Name}", connection))
            await command.ExecuteNonQueryAsync(stop);
        while (!stop.IsCancellationRequested)
        {
            await connection.WaitAsync(stop);
            while (heard.TryDequeue(out var text))
                if (Read(text) is { Message: { } message } envelope && envelope.From != _instance)
                    await hear(message);
        }
    }

    /// <summary>What another version of the portal says otherwise is passed over.</summary>
    private static Envelope? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Envelope>(text, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    [LoggerMessage(LogLevel.Warning, "Other instances could not be told of the desk.")]
    private partial void Untold(Exception failure);

    private sealed record Envelope(Guid From, DeskMessage? Message);
}

/// <summary>Keeps listening, and begins anew when the database was away.</summary>
public sealed partial class DeskListener(DeskChannel channel, DeskPresence presence, ILogger<DeskListener> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await channel.ListenAsync(presence.HearAsync, stoppingToken);
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException or System.IO.IOException)
            {
                Away(failure);
                await Task.Delay(Pause, stoppingToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The desk's channel is away; it is tried again.")]
    private partial void Away(Exception failure);
}
