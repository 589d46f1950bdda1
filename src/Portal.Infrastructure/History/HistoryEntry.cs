using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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

    /// <summary>The transaction that wrote it: sealing waits until no older one is still running.</summary>
    public ulong Transaction { get; private set; }
}

/// <summary>
/// The seal of a history entry: its place in the one chain, the hash of the entry before it, and its own hash,
/// SHA-256 over the one before and the entry's content. Sealing happens in batches after the fact, so that no
/// save waits for another.
/// </summary>
public sealed class HistoryLink
{
    /// <summary>1, 2, 3 … without gaps.</summary>
    public required long Position { get; init; }

    public required long EntryId { get; init; }

    /// <summary>The hash at the position before, in lower-case hexadecimal; 64 zeros at the first.</summary>
    public required string Previous { get; init; }

    public required string Hash { get; init; }

    public required DateTimeOffset SealedAt { get; init; }

    /// <summary>What stands before the first link.</summary>
    public static string Beginning { get; } = new('0', 64);

    /// <summary>The link of an entry behind the last one.</summary>
    public static HistoryLink After(HistoryLink? last, HistoryEntry entry, DateTimeOffset now)
    {
        var previous = last?.Hash ?? Beginning;
        return new HistoryLink
        {
            Position = (last?.Position ?? 0) + 1,
            EntryId = entry.Id,
            Previous = previous,
            Hash = HashOf(previous, entry),
            SealedAt = now,
        };
    }

    /// <summary>SHA-256 over the hash before and every column of the entry, one a line; data comes last.</summary>
    private static string HashOf(string previous, HistoryEntry entry)
    {
        string?[] lines =
        [
            previous,
            entry.Id.ToString(CultureInfo.InvariantCulture),
            entry.Name,
            entry.SubjectKind,
            entry.SubjectId.ToString(),
            entry.By?.ToString(),
            entry.At.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
            entry.RecordedAt.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
            entry.Transaction.ToString(CultureInfo.InvariantCulture),
            entry.Data,
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }
}
