using Portal.Domain;

namespace Portal.Infrastructure.Api;

/// <summary>The answer to a write of the API, kept so that the same write can be sent again.</summary>
public sealed class KeptAnswer
{
    /// <summary>Characters of a key.</summary>
    public const int LongestKey = 100;

    private KeptAnswer() { }

    /// <summary>One try at a write: who claimed the key last may answer for it.</summary>
    public sealed record Claim(PersonId Person, string Key, Guid Attempt);

    public PersonId Person { get; private set; }

    /// <summary>The try that has the key now.</summary>
    public Guid Attempt { get; private set; }

    /// <summary>The client's own name for the write.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Of method, address and body, in lower-case hexadecimal: another write can't have the same key.</summary>
    public string RequestSha256 { get; private set; } = "";

    /// <summary>When the write began, UTC.</summary>
    public DateTimeOffset ClaimedAt { get; private set; }

    /// <summary>Null while the write goes on, or where it broke off.</summary>
    public int? Status { get; private set; }

    public string Body { get; private set; } = "";

    public string? ContentType { get; private set; }

    public string? Location { get; private set; }

    public string? ETag { get; private set; }
}

/// <summary>What was answered.</summary>
public sealed record AnswerKept(int Status, string Body, string? ContentType, string? Location, string? ETag);
