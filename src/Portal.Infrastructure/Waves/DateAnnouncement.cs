using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Waves;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Waves;

/// <summary>What a change of dates tells those whom it hits. Moved to and fro, each move is told.</summary>
internal sealed record DateAnnouncement(string Template, string Occasion, Facts Facts)
{
    private const string OpeningTemplate = "opening-moved";

    /// <returns>Null where nobody is told.</returns>
    public static DateAnnouncement? Of(Wave wave, DomainEvent happened) =>
        happened switch
        {
            CutOffMoved moved => new(
                "deadline-moved",
                $"cut-off.moved:{moved.CutOff.Value}:{moved.At.UtcTicks}",
                new Facts().Moment("from", moved.From).Moment("to", moved.To).Link("/dossiers")
            ),
            CutOffAdded added when wave.NextBeside(added.Deadline, added.At) is { } then => new(
                "cut-off-added",
                $"cut-off.added:{added.CutOff.Value}:{added.At.UtcTicks}",
                new Facts().Moment("to", added.Deadline).Deadline("from", then.Deadline).Link("/dossiers")
            ),
            CutOffRemoved removed when wave.NextBeside(removed.Deadline, removed.At) is { } next => new(
                "cut-off-removed",
                $"cut-off.removed:{removed.CutOff.Value}:{removed.At.UtcTicks}",
                new Facts().Moment("from", removed.Deadline).Deadline("to", next.Deadline).Link("/dossiers")
            ),
            OpeningMoved moved => new(
                OpeningTemplate,
                $"wave.opening-moved:{moved.Wave.Value}:{moved.At.UtcTicks}",
                new Facts().Moment("from", moved.From).Moment("to", moved.To)
            ),
            ReviewsDueSet due => new(
                "reviews-due-moved",
                $"reviews.due-moved:{due.Wave.Value}:{due.Due.ToUnixTimeSeconds()}:{due.At.UtcTicks}",
                Before(due.From).Deadline("to", wave.ReviewsDue!).Link("/reviews")
            ),
            _ => null,
        };

    private static Facts Before(DateTimeOffset? from) =>
        from is { } known ? new Facts().Moment("from", known) : new Facts().Text("from", "");

    public DateAnnouncement Of(Call call, Wave wave)
    {
        var facts = Facts.Text("call", call.Presentation.Title).Text("wave", $"{wave.Number}");
        return this with { Facts = Template == OpeningTemplate ? facts.Link($"/calls/{call.Slug}") : facts };
    }
}
