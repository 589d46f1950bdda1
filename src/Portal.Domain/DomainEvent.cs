using System.Text.Json.Serialization;

namespace Portal.Domain;

/// <summary>
/// What happened, told by the object it happened to. Saving writes it to the history, and the mails that follow
/// from it to the outbox, in the same transaction.
/// </summary>
/// <param name="By">Who acted; null where the portal itself did (a job).</param>
/// <param name="At">When, UTC, by the portal's clock.</param>
public abstract record DomainEvent(PersonId? By, DateTimeOffset At)
{
    /// <summary>The stable name under which the history keeps it, such as <c>dossier.filed</c>.</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    /// <summary>The object it happened to: its kind and its id.</summary>
    [JsonIgnore]
    public abstract Subject Subject { get; }
}

/// <summary>An object of the history: its kind (<c>dossier</c>) and its id.</summary>
public readonly record struct Subject(string Kind, Guid Id);

/// <summary>An object that changes as a whole, in one transaction, and tells what happened to it.</summary>
public abstract class Aggregate
{
    private readonly List<DomainEvent> _events = [];

    /// <summary>What happened since it was loaded or last saved, in order.</summary>
    public IReadOnlyList<DomainEvent> Events => _events;

    protected void Tell(DomainEvent happened) => _events.Add(happened);

    /// <summary>Forgets what was told: called once the history holds it.</summary>
    public void EventsWritten() => _events.Clear();
}
