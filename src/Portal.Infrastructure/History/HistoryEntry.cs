using System.Text.Json;
using Portal.Domain;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.History;

/// <summary>
/// One line of the history: who did what to which object, and when. The application's database role can add lines
/// and can neither change nor delete them.
/// </summary>
public sealed class HistoryEntry
{
    /// <summary>
    /// The line of an event. What aggregates tell becomes one on save; what happens to accounts, which are no
    /// aggregates, is added by who does it.
    /// </summary>
    public static HistoryEntry Of(DomainEvent happened) =>
        new()
        {
            Name = happened.Name,
            SubjectKind = happened.Subject.Kind,
            SubjectId = happened.Subject.Id,
            By = happened.By?.Value,
            At = happened.At,
            Data = JsonSerializer.Serialize(happened, happened.GetType(), Conventions.Json),
        };

    /// <summary>In the order of writing; not without gaps.</summary>
    public long Id { get; private set; }

    public required string Name { get; init; }

    public required string SubjectKind { get; init; }

    public required Guid SubjectId { get; init; }

    /// <summary>The acting person; null where the portal itself acted.</summary>
    public Guid? By { get; init; }

    /// <summary>The moment of the act, UTC, by the portal's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What the event says beyond that, as JSON.</summary>
    public required string Data { get; init; }

    /// <summary>When the database wrote it, by its own clock without the demo's offset.</summary>
    public DateTimeOffset RecordedAt { get; private set; }

    /// <summary>
    /// The transaction that wrote it. Entries are sealed in its order, once no older one is still running; it goes on
    /// rising when a backup is restored on another server.
    /// </summary>
    public long Transaction { get; private set; }
}
