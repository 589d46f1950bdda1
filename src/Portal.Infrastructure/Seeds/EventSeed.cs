using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Calls;
using Portal.Domain.Events;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Seeds;

/// <summary>Brings a day of the programme in. One that the portal has is its officers': the file doesn't change it any more.</summary>
internal static class EventSeed
{
    /// <exception cref="SeedException">Something is missing, misspelt or contradicts itself.</exception>
    public static async Task ApplyAsync(
        PortalDbContext db,
        SeedNode root,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        root.Only("slug", "title", "summary", "day", "place", "introduction", "sessions", "announcements", "source");
        var place = root.At("slug");
        var slug = CallNames.IsSlug(place.Text()) ? place.Text() : throw place.Wrong(SeedRefusals.NoSlug(place.Text()));
        var content = new EventContent(
            root.Localized("title"),
            root.Localized("summary"),
            root.At("day").Day(),
            root.Text("place"),
            root.Localized("introduction"),
            [.. root.List("sessions").Select(SessionOf)],
            [.. root.List("announcements").Select(AnnouncementOf)],
            root.Localized("source")
        );
        if (!await db.ProgrammeEvents.AnyAsync(one => one.Slug == slug, cancellation))
            root.Act(() => db.ProgrammeEvents.Add(ProgrammeEvent.Begin(slug, content, by: null, now)));
    }

    private static EventSession SessionOf(SeedNode node)
    {
        node.Only("at", "title", "bodies");
        var at = node.At("at");
        return TimeOnly.TryParseExact(
            at.Text(),
            "HH:mm",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var time
        )
            ? new EventSession(time, node.Localized("title"), [.. node.List("bodies").Select(body => body.Text())])
            : throw at.Wrong(SeedRefusals.NoCivilTime(at.Text()));
    }

    private static EventAnnouncement AnnouncementOf(SeedNode node)
    {
        node.Only("title", "text", "link", "figure", "of");
        var figure = node.MayAt("figure") is { } kind
            ? new EventFigure(kind.OneOf<EventFigureKind>(), node.MayAt("of")?.Text() ?? "")
            : null;
        return new EventAnnouncement(node.Localized("title"), node.Localized("text"), node.Text("link"), figure);
    }
}
