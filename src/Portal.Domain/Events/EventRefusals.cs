namespace Portal.Domain.Events;

public static class EventRefusals
{
    public static Refusal SlugWrong(int most) => new("event.slug-wrong", most);

    public static Refusal SlugTaken { get; } = new("event.slug-taken");

    public static Refusal WordsMissing(int most) => new("event.words-missing", most);

    public static Refusal TooMany(int most) => new("event.too-many", most);

    public static Refusal SessionMissing(int most) => new("event.session-missing", most);

    public static Refusal AnnouncementMissing(int most) => new("event.announcement-missing", most);

    /// <summary>It leads to no page of the portal.</summary>
    public static Refusal NoLink(string link) => new("event.no-link", link);

    /// <summary>What would be counted isn't what it leads to.</summary>
    public static Refusal OtherFigure(string title) => new("event.other-figure", title);
}
