namespace Portal.Domain.Notifications;

/// <summary>How a person chose to have the mails of one class; who chose nothing has them at once.</summary>
public sealed class MailChoice
{
    private MailChoice() { }

    /// <exception cref="RefusedException">Mails of that class always leave at once, or belong to a subscription.</exception>
    public static MailChoice Of(PersonId person, MailClass kind) =>
        IsChosen(kind)
            ? new MailChoice { Person = person, Class = kind }
            : throw new RefusedException(NotificationRefusals.NotChosen);

    /// <summary>The classes that a person chooses for.</summary>
    public static IReadOnlyList<MailClass> Classes { get; } = [MailClass.Reminder, MailClass.FollowUp];

    public PersonId Person { get; private set; }

    public MailClass Class { get; private set; }

    public MailWay Way { get; private set; }

    /// <summary>How it was before the mails were stopped from one of them; null where they were not.</summary>
    public MailWay? Before { get; private set; }

    public static bool IsChosen(MailClass kind) => Classes.Contains(kind);

    /// <returns>Null where it is so already.</returns>
    public MailWayChosen? Choose(MailWay way, PersonId? by, DateTimeOffset now)
    {
        Before = null;
        return Turn(way, by, now);
    }

    /// <summary>Stops the mails, from a link in one of them. Doing it twice changes nothing.</summary>
    /// <returns>Null where it is so already.</returns>
    public MailWayChosen? Stop(DateTimeOffset now)
    {
        if (Way != MailWay.PortalOnly)
            Before = Way;
        return Turn(MailWay.PortalOnly, by: null, now);
    }

    /// <summary>Lets them come as they did before they were stopped. Doing it twice changes nothing.</summary>
    /// <returns>Null where they were not stopped.</returns>
    public MailWayChosen? Resume(DateTimeOffset now)
    {
        if (Before is not { } before)
            return null;
        Before = null;
        return Turn(before, by: null, now);
    }

    private MailWayChosen? Turn(MailWay way, PersonId? by, DateTimeOffset now)
    {
        if (Way == way)
            return null;
        Way = way;
        return new MailWayChosen(Person, Class, way, by, now);
    }
}
