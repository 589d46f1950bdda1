namespace Portal.Domain.Notifications;

/// <summary>
/// That an address takes no mail. Nothing is sent to it then but what is about an account itself, until its owner confirms
/// it again; what waits leaves after.
/// </summary>
public sealed class AddressRefusal
{
    private AddressRefusal() { }

    public AddressRefusal(EmailAddress address) => Address = address.Value.ToLowerInvariant();

    /// <summary>In lower case.</summary>
    public string Address { get; private set; } = "";

    public DateTimeOffset RefusedAt { get; private set; }

    public string Status { get; private set; } = "";

    /// <summary>When it was confirmed again; null while nothing is sent to it.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    public bool Holds => ConfirmedAt is null && Status != "";

    /// <param name="sentAt">When the mail left: what left before the address was confirmed again says nothing of it now.</param>
    /// <returns>Whether it is news.</returns>
    public bool Refuse(string status, DateTimeOffset? sentAt, DateTimeOffset now)
    {
        if (Holds || sentAt <= ConfirmedAt)
            return false;
        (RefusedAt, Status, ConfirmedAt) = (now, status, null);
        return true;
    }

    public void Confirm(DateTimeOffset now) => ConfirmedAt ??= now;
}
