namespace Portal.Domain.Calls;

/// <summary>
/// That somebody asked to be told by mail of new calls and of waves that open. Nothing is sent before they confirmed
/// from their mailbox; who ends it is forgotten.
/// </summary>
public sealed class Subscription
{
    /// <summary>How long an address is kept that nobody confirmed.</summary>
    public static readonly TimeSpan ToConfirm = TimeSpan.FromDays(7);

    private Subscription() { }

    /// <param name="theme">The key of a theme; null for all calls.</param>
    /// <param name="language"><c>fr</c> or <c>en</c>.</param>
    /// <param name="key">A secret that stands in the mails' links: who has it confirms or ends the subscription.</param>
    public static Subscription Ask(
        EmailAddress email,
        string? theme,
        string language,
        string key,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = SubscriptionId.New(),
            Email = email,
            Theme = theme,
            Language = language,
            Key = key,
            AskedAt = now,
        };

    public SubscriptionId Id { get; private set; }

    public EmailAddress Email { get; private set; } = null!;

    public string? Theme { get; private set; }

    public string Language { get; private set; } = "";

    public string Key { get; private set; } = "";

    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>From when on they are told, UTC; null while the address isn't confirmed.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>Confirms; doing it twice changes nothing.</summary>
    public void Confirm(DateTimeOffset now) => ConfirmedAt ??= now;
}
