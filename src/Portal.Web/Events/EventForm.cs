using System.Globalization;
using Portal.Domain;
using Portal.Domain.Events;
using Portal.Web.Calls.Preparation;
using Portal.Web.FollowUp;

namespace Portal.Web.Events;

/// <summary>What is typed of a day's page.</summary>
public sealed class EventForm : PartForm
{
    /// <summary>Its name in addresses; asked where it is begun.</summary>
    public string? Slug { get; set; }

    public Bilingual Title { get; set; } = new();

    public Bilingual Summary { get; set; } = new();

    public string? Day { get; set; }

    public string? Place { get; set; }

    public Bilingual Introduction { get; set; } = new();

    public List<ProgrammeRow> Programme { get; set; } = [];

    public List<AnnouncementRow> Announcements { get; set; } = [];

    public Bilingual Source { get; set; } = new();

    public static EventForm Of(ProgrammeEvent one) =>
        new()
        {
            Slug = one.Slug,
            Title = Bilingual.Of(one.Content.Title),
            Summary = Bilingual.Of(one.Content.Summary),
            Day = one.Content.Day.ToString("O", CultureInfo.InvariantCulture),
            Place = one.Content.Place,
            Introduction = Bilingual.Of(one.Content.Introduction),
            Programme = [.. one.Content.Sessions.Select(ProgrammeRow.Of)],
            Announcements = [.. one.Content.Announcements.Select(AnnouncementRow.Of)],
            Source = Bilingual.Of(one.Content.Source),
        };

    public override void Rearrange()
    {
        RowActs.Apply(Act, nameof(Programme), Programme);
        RowActs.Apply(Act, nameof(Announcements), Announcements);
    }

    internal EventContent Content =>
        new(
            Title.Text,
            Summary.Text,
            TypedFields.DayOf(Day) ?? default,
            Typed.Of(Place),
            Introduction.Text,
            [.. Programme.Where(row => !row.IsEmpty).Select(row => row.Written).OrderBy(session => session.At)],
            [.. Announcements.Where(row => !row.IsEmpty).Select(row => row.Written)],
            Source.Text
        );

    /// <summary>At which field a refusal is told.</summary>
    internal static string FieldOf(Refusal refusal) =>
        refusal.Code switch
        {
            "event.slug-wrong" or "event.slug-taken" => nameof(Slug),
            "event.session-missing" => nameof(Programme),
            "event.announcement-missing" or "event.no-link" or "event.other-figure" => nameof(Announcements),
            _ => "",
        };
}

/// <summary>A session of the day.</summary>
public sealed class ProgrammeRow
{
    private const string Written24 = "HH:mm";

    public string? At { get; set; }

    public Bilingual Title { get; set; } = new();

    /// <summary>One a line.</summary>
    public string? Bodies { get; set; }

    internal bool IsEmpty => Title.IsEmpty && Typed.Of(At + Bodies).Length == 0;

    internal TimeOnly? Time =>
        TimeOnly.TryParseExact(
            Typed.Of(At),
            [Written24, "HH:mm:ss"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var time
        )
            ? time
            : null;

    internal EventSession Written =>
        new(
            Time ?? default,
            Title.Text,
            Typed.Of(Bodies).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );

    public static ProgrammeRow Of(EventSession one) =>
        new()
        {
            At = one.At.ToString(Written24, CultureInfo.InvariantCulture),
            Title = Bilingual.Of(one.Title),
            Bodies = string.Join('\n', one.Bodies),
        };
}

/// <summary>Something that was announced, and where it leads in the portal.</summary>
public sealed class AnnouncementRow
{
    public Bilingual Title { get; set; } = new();

    public Bilingual Text { get; set; } = new();

    /// <summary>A page that the portal offers.</summary>
    public string? Link { get; set; }

    /// <summary>What is counted of the object that it leads to; null where nothing is.</summary>
    public EventFigureKind? Figure { get; set; }

    internal bool IsEmpty => Title.IsEmpty && Text.IsEmpty && Typed.Of(Link).Length == 0;

    internal EventAnnouncement Written =>
        new(
            Title.Text,
            Text.Text,
            Typed.Of(Link),
            Figure is { } kind ? EventFigure.Counting(kind, Typed.Of(Link)) : null
        );

    public static AnnouncementRow Of(EventAnnouncement one) =>
        new()
        {
            Title = Bilingual.Of(one.Title),
            Text = Bilingual.Of(one.Text),
            Link = one.Link,
            Figure = one.Figure?.Kind,
        };
}
