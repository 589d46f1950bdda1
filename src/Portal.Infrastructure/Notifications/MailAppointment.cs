using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Portal.Domain;

namespace Portal.Infrastructure.Notifications;

/// <summary>An appointment that a mail brings along, for the reader's calendar.</summary>
/// <param name="Id">Of what it is about: the same in every change, so that a calendar knows it again.</param>
/// <param name="Sequence">Rises with each change.</param>
public sealed record MailAppointment(
    Guid Id,
    int Sequence,
    string Summary,
    string Place,
    DateTimeOffset StartsAt,
    int Minutes,
    bool IsCancelled
)
{
    public string Method => IsCancelled ? "CANCEL" : "REQUEST";

    /// <summary>As iCalendar (RFC 5545, RFC 5546), in Paris time with the rules of its zone.</summary>
    /// <param name="host">The portal's, which makes the id unique.</param>
    /// <param name="organizer">The address that the portal writes from.</param>
    /// <param name="attendee">Who reads it.</param>
    /// <param name="stamp">When it was written, UTC.</param>
    public string Write(string host, string organizer, EmailAddress attendee, DateTimeOffset stamp)
    {
        var calendar = new Ical.Net.Calendar { Method = Method, ProductId = "-//Portail des appels//FR" };
        calendar.AddTimeZone(
            VTimeZone.FromDateTimeZone(Deadline.Paris, StartsAt.UtcDateTime.AddYears(-1), includeHistoricalData: false)
        );
        calendar.Events.Add(
            new CalendarEvent
            {
                Uid = $"audition-{Id}@{host}",
                Sequence = Sequence,
                Summary = Summary,
                Location = Place,
                DtStamp = new CalDateTime(stamp.UtcDateTime, CalDateTime.UtcTzId),
                Start = Paris(StartsAt),
                End = Paris(StartsAt.AddMinutes(Minutes)),
                Status = IsCancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
                Organizer = new Organizer($"mailto:{organizer}"),
                Attendees =
                [
                    new Attendee($"mailto:{attendee.Value}")
                    {
                        ParticipationStatus = EventParticipationStatus.Accepted,
                        Rsvp = false,
                    },
                ],
            }
        );
        return new CalendarSerializer().SerializeToString(calendar)!;
    }

    private static CalDateTime Paris(DateTimeOffset at) => new(Texts.Dates.Civil(at), Deadline.Paris);
}
