using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Infrastructure.History;

/// <summary>
/// A seal on the history. All entries form one chain, in the order of their transactions: the hash of an entry is
/// SHA-256 over the hash of the one before it and over its own content. A seal writes the chain's head down, for all
/// entries up to one. Sealing happens after the fact and in batches, so that no save waits for another.
/// </summary>
public sealed class HistorySeal
{
    /// <summary>1, 2, 3 … without gaps.</summary>
    public required long Position { get; init; }

    /// <summary>The transaction of the last entry that the seal covers.</summary>
    public required long Transaction { get; init; }

    /// <summary>The last entry that the seal covers.</summary>
    public required long EntryId { get; init; }

    /// <summary>How many entries there are up to that one.</summary>
    public required long Entries { get; init; }

    /// <summary>The hash of that entry, in lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>By the database's own clock.</summary>
    public required DateTimeOffset SealedAt { get; init; }
}

/// <summary>The head of the chain while one goes along it.</summary>
/// <param name="Entries">How many entries are behind.</param>
/// <param name="Hash">64 zeros before the first.</param>
public readonly record struct HistoryChain(long Entries, string Hash)
{
    public static HistoryChain Beginning { get; } = new(0, new string('0', 64));

    public static HistoryChain At(HistorySeal? seal) => seal is null ? Beginning : new(seal.Entries, seal.Hash);

    /// <summary>SHA-256 over the hash before and every column of the entry, one a line; data comes last.</summary>
    public HistoryChain With(HistoryEntry entry)
    {
        string?[] lines =
        [
            Hash,
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
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        return new HistoryChain(Entries + 1, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }
}
