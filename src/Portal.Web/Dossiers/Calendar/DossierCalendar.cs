using System.Text;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Portal.Domain;
using Portal.Infrastructure;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Dossiers.Calendar;

/// <summary>What a person's dossiers ask for, and until when, as iCalendar: drafts to file, complements to bring, steps to take up.</summary>
public sealed class DossierCalendar(Texts texts, PortalAddress address)
{
    private static readonly Duration DayBefore = Duration.FromDays(-1);

    /// <param name="language">In which it is read: <c>fr</c> or <c>en</c>.</param>
    /// <param name="stamp">When it is written, UTC.</param>
    public byte[] Write(IReadOnlyList<DossierRow> rows, string language, DateTimeOffset stamp)
    {
        var calendar = new Ical.Net.Calendar { Method = "PUBLISH", ProductId = "-//Portail des appels//FR" };
        calendar.AddProperty("X-WR-CALNAME", texts.In(language, "calendar.name"));
        calendar.AddTimeZone(VTimeZone.FromDateTimeZone(Deadline.Paris, stamp.UtcDateTime.AddYears(-1), false));
        foreach (var row in rows)
        foreach (var (what, due) in DuesOf(row))
            calendar.Events.Add(EventOf(row, what, due, language, stamp));
        return Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(calendar)!);
    }

    private static IEnumerable<(string What, Deadline Due)> DuesOf(DossierRow row)
    {
        if (row is { IsWritten: true, Next: { } next })
            yield return ("file", next.Deadline);
        if (row.Asked is { } asked)
            yield return ("complements", asked.Due);
        if (row.Step?.TakeUp is { } until)
            yield return ("take-up", until);
    }

    private CalendarEvent EventOf(DossierRow row, string what, Deadline due, string language, DateTimeOffset stamp)
    {
        var said = texts.In(language, $"calendar.{what}", row.Title);
        return new CalendarEvent
        {
            Uid = $"{what}-{row.Id.Value}@{address.Host}",
            DtStamp = new CalDateTime(stamp.UtcDateTime, CalDateTime.UtcTzId),
            Start = new CalDateTime(due.Civil, due.Zone),
            Summary = said,
            Description = row.Call.Title.In(language),
            Url = new Uri(address.Of($"/dossiers/{row.Id.Value}")),
            Transparency = Ical.Net.TransparencyType.Transparent,
            Alarms =
            {
                new Alarm
                {
                    Action = "DISPLAY",
                    Description = said,
                    Trigger = new Trigger(DayBefore),
                },
            },
        };
    }
}
