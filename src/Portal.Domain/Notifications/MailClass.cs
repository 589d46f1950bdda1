namespace Portal.Domain.Notifications;

/// <summary>What a mail is to its reader: it says whether they may have it later, or not at all.</summary>
public enum MailClass
{
    /// <summary>Tells what has an effect in law, or is the only way in: always, and at once.</summary>
    LegalNotice,

    /// <summary>Reminds of a date.</summary>
    Reminder,

    /// <summary>Tells how work goes on: messages, teams, reviews.</summary>
    FollowUp,

    /// <summary>What a subscription brings; it is ended from any of its mails.</summary>
    News,
}

/// <summary>How a person has the mails of a class.</summary>
public enum MailWay
{
    AtOnce,

    /// <summary>One mail each morning with all of them.</summary>
    Daily,

    /// <summary>One mail each Monday morning with all of them.</summary>
    Weekly,

    /// <summary>No mail: it is read on the portal alone.</summary>
    PortalOnly,
}
