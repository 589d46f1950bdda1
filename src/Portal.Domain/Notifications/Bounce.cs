namespace Portal.Domain.Notifications;

public enum BounceKind
{
    /// <summary>It may come another time: a full mailbox, a server that is busy, a filter.</summary>
    Soft,

    /// <summary>The address takes no mail.</summary>
    Hard,
}

/// <summary>That a mail did not reach its mailbox, as the mail's way reports it.</summary>
/// <param name="MessageId">Of the mail, without its angle brackets.</param>
/// <param name="Recipient">Whom the report names; null where it names nobody.</param>
/// <param name="Status">The enhanced status code (RFC 3463), such as <c>5.1.1</c>.</param>
/// <param name="Said">What the other server said.</param>
public sealed record Bounce(string MessageId, string? Recipient, BounceKind Kind, string Status, string Said)
{
    public const int LongestSaid = 500;

    /// <summary>
    /// Whether it says something of the address: a mail that was passed on comes back from another one, and who forges a
    /// report has to know to whom the mail went.
    /// </summary>
    public bool IsAbout(EmailAddress address) =>
        Recipient is null || Recipient.Equals(address.Value, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Permanent failures that are about the address or its mailbox are hard. All others are soft: neither a full mailbox
    /// nor a filter that disliked one mail says that nobody is there.
    /// </summary>
    public static BounceKind KindOf(string status) =>
        status.Split('.') is ["5", "0" or "1", _] or ["5", "2", "0" or "1"] ? BounceKind.Hard : BounceKind.Soft;
}
