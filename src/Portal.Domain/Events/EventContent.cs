using Portal.Domain.Calls;

namespace Portal.Domain.Events;

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
)
{
    /// <summary>Sessions, announcements, and bodies of a session.</summary>
    public const int Most = 60;

    private const int Line = CallPresentation.LineLength;

    /// <summary>What keeps it from being public.</summary>
    internal IReadOnlyList<Refusal> Obstacles
    {
        get
        {
            var obstacles = new List<Refusal>();
            if (!IsWhole)
                obstacles.Add(EventRefusals.WordsMissing(Line));
            if (Sessions.Count > Most || Announcements.Count > Most || Sessions.Any(one => one.Bodies.Count > Most))
                obstacles.Add(EventRefusals.TooMany(Most));
            if (Sessions.Any(one => !one.IsWhole))
                obstacles.Add(EventRefusals.SessionMissing(Line));
            obstacles.AddRange(Announcements.Select(one => one.Obstacle).OfType<Refusal>());
            return obstacles;
        }
    }

    private bool IsWhole =>
        Title.IsWholeWithin(Line)
        && Summary.IsWholeWithin(Line)
        && Place.Length is > 0 and <= Line
        && Introduction.IsWholeWithin(CallPresentation.TextLength)
        && Source.IsWholeWithin(CallPresentation.TextLength);
}

/// <param name="At">Civil time of the day, Europe/Paris.</param>
/// <param name="Bodies">Those who speak, without naming persons.</param>
public sealed record EventSession(TimeOnly At, LocalizedText Title, IReadOnlyList<string> Bodies)
{
    internal bool IsWhole =>
        Title.IsWholeWithin(CallPresentation.LineLength)
        && Bodies.All(body => body.Length is > 0 and <= CallPresentation.LineLength);
}

/// <summary>Something that was announced.</summary>
/// <param name="Link">The path of its object in the portal.</param>
/// <param name="Figure">What is counted live beside it; null where nothing is.</param>
public sealed record EventAnnouncement(LocalizedText Title, LocalizedText Text, string Link, EventFigure? Figure)
{
    internal Refusal? Obstacle =>
        !Title.IsWholeWithin(CallPresentation.LineLength) || !Text.IsWholeWithin(CallPresentation.LineLength)
            ? EventRefusals.AnnouncementMissing(CallPresentation.LineLength)
        : !Link.StartsWith('/') || !PageAddress.IsTaken(Link) ? EventRefusals.NoLink(Link)
        : Figure is not null && Figure.Kind.Of() is { } path && Link != path + Figure.Of
            ? EventRefusals.OtherFigure(Title.Fr)
        : null;
}

/// <summary>A figure that the portal takes from its own data at the moment of reading.</summary>
/// <param name="Of">The slug of what is counted; empty for all.</param>
public sealed record EventFigure(EventFigureKind Kind, string Of)
{
    /// <summary>What is counted of the object that an announcement leads to.</summary>
    public static EventFigure Counting(EventFigureKind kind, string link) =>
        new(kind, kind.Of() is { } path && link.StartsWith(path, StringComparison.Ordinal) ? link[path.Length..] : "");
}

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

    /// <summary>Members of a cohort, of all who applied.</summary>
    Members,
}

public static class EventFigures
{
    /// <summary>Where the objects lie of which one is counted; null where all are.</summary>
    internal static string? Of(this EventFigureKind kind) =>
        kind switch
        {
            EventFigureKind.Winners => "/calls/",
            EventFigureKind.Contributions => "/consultations/",
            EventFigureKind.Recommendations => "/reports/",
            EventFigureKind.Members => "/cohorts/",
            _ => null,
        };
}
