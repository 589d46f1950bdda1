using System.Text.Json;
using Npgsql;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Shared;

/// <summary>
/// Carries what happens from one instance to the others, by PostgreSQL's own notifications: there is no other server to
/// run. Nothing waits for it, and nothing is lost that a page wouldn't read again.
/// </summary>
public abstract partial class Channel<TMessage>(string name, IConfiguration configuration, ILogger log)
    : IAsyncDisposable
    where TMessage : class
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Guid _instance = Guid.NewGuid();
    private readonly ILogger _log = log;
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(
        configuration.GetConnectionString(PortalDatabase.Connection)!
    );

    public async Task PublishAsync(TMessage message)
    {
        try
        {
            var text = JsonSerializer.Serialize(new Envelope(_instance, message), Json);
            await using var command = _source.CreateCommand("select pg_notify($1, $2)");
            command.Parameters.Add(new NpgsqlParameter { Value = name });
            command.Parameters.Add(new NpgsqlParameter { Value = text });
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            Untold(_log, failure, name);
        }
    }

    /// <summary>Listens until it is told to stop.</summary>
    internal async Task ListenAsync(Func<TMessage, Task> hear, CancellationToken stop)
    {
        await using var connection = await _source.OpenConnectionAsync(stop);
        var heard = new Queue<string>();
        connection.Notification += (_, told) => heard.Enqueue(told.Payload);
        await using (var command = new NpgsqlCommand($"listen {name}", connection))
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

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [LoggerMessage(LogLevel.Warning, "Other instances could not be told on {Channel}.")]
    private static partial void Untold(ILogger log, Exception failure, string channel);

    private sealed record Envelope(Guid From, TMessage? Message);
}

/// <summary>Keeps listening, and begins anew when the database was away.</summary>
public abstract partial class ChannelListener<TMessage>(
    Channel<TMessage> channel,
    Func<TMessage, Task> hear,
    ILogger log
) : BackgroundService
    where TMessage : class
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await channel.ListenAsync(hear, stoppingToken);
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException or System.IO.IOException)
            {
                Away(log, failure);
                await Task.Delay(Pause, stoppingToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "A channel between instances is away; it is tried again.")]
    private static partial void Away(ILogger log, Exception failure);
}
