namespace Portal.Domain.Events;

/// <summary>A day of the programme: what happened on it, and what was announced, each linked to its object in the portal.</summary>
public sealed class ProgrammeEvent
{
    private ProgrammeEvent() { }

    /// <param name="slug">Its name in addresses.</param>
    public ProgrammeEvent(string slug, EventContent content) => (Slug, Content) = (slug, content);

    public string Slug { get; private set; } = "";

    public EventContent Content { get; private set; } = null!;

    public void Describe(EventContent content) => Content = content;
}

/// <param name="Day">Europe/Paris.</param>
/// <param name="Introduction">Markdown.</param>
/// <param name="Source">Where its facts come from, and what is made up.</param>
public sealed record EventContent(
    LocalizedText Title,
    LocalizedText Summary,
    DateOnly Day,
    string Place,
    LocalizedText Introduction,
    IReadOnlyList<EventSession> Sessions,
    IReadOnlyList<EventAnnouncement> Announcements,
    LocalizedText Source
);

/// <param name="At">Civil time of the day, Europe/Paris.</param>
/// <param name="Bodies">Those who speak, without naming persons.</param>
public sealed record EventSession(TimeOnly At, LocalizedText Title, IReadOnlyList<string> Bodies);

/// <summary>Something that was announced.</summary>
/// <param name="Link">The path of its object in the portal.</param>
/// <param name="Figure">What is counted live beside it; null where nothing is.</param>
public sealed record EventAnnouncement(LocalizedText Title, LocalizedText Text, string Link, EventFigure? Figure);

/// <summary>A figure that the portal takes from its own data at the moment of reading.</summary>
/// <param name="Of">The slug of what is counted; empty for all.</param>
public sealed record EventFigure(EventFigureKind Kind, string Of);

public enum EventFigureKind
{
    /// <summary>Public winners of a call.</summary>
    Winners,

    /// <summary>Contributions of a consultation.</summary>
    Contributions,

    /// <summary>Recommendations of a report that are done or under way, of all.</summary>
    Recommendations,

    /// <summary>Calls that are open.</summary>
    OpenCalls,

    /// <summary>Contact bodies in the directory.</summary>
    Contacts,
}
