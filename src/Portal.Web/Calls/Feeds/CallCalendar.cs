using System.Text;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Portal.Domain;
using Portal.Domain.Waves;
using Portal.Infrastructure;
using Portal.Infrastructure.Calls.News;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Feeds;

/// <summary>Openings and cut-offs of the calls as iCalendar (RFC 5545); calendars look for changes once an hour.</summary>
public sealed class CallCalendar(Texts texts, PortalAddress address)
{
    private const string EveryHour = "PT1H";

    /// <param name="stamp">When it is written, UTC.</param>
    public byte[] Write(IReadOnlyList<CallInWaves> calls, DateTimeOffset stamp)
    {
        var calendar = new Ical.Net.Calendar { Method = "PUBLISH", ProductId = "-//Portail des appels//FR" };
        calendar.AddProperty("X-WR-CALNAME", texts["feeds.title"]);
        calendar.AddProperty("X-PUBLISHED-TTL", EveryHour);
        calendar.AddTimeZone(VTimeZone.FromDateTimeZone(Deadline.Paris, stamp.UtcDateTime.AddYears(-5), false));
        foreach (var (call, wave) in calls.SelectMany(one => one.Waves.Select(wave => (one, wave))))
        {
            calendar.Events.Add(OpeningOf(call, wave, stamp));
            calendar.Events.AddRange(wave.CutOffs.Select(cutOff => CutOffOf(call, wave, cutOff, stamp)));
        }
        return Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(calendar)!);
    }

    private CalendarEvent OpeningOf(CallInWaves call, Wave wave, DateTimeOffset stamp) =>
        At($"opening-{wave.Id.Value}", "feeds.opening", call, wave, wave.OpensAt, stamp);

    private CalendarEvent CutOffOf(CallInWaves call, Wave wave, CutOff cutOff, DateTimeOffset stamp) =>
        At($"cut-off-{cutOff.Id.Value}", "feeds.cut-off", call, wave, cutOff.Deadline.At, stamp);

    private CalendarEvent At(
        string id,
        string text,
        CallInWaves one,
        Wave wave,
        DateTimeOffset at,
        DateTimeOffset stamp
    ) =>
        new()
        {
            Uid = $"{id}@{address.Host}",
            DtStamp = new CalDateTime(stamp.UtcDateTime, CalDateTime.UtcTzId),
            Start = new CalDateTime(Dates.Civil(at), Deadline.Paris),
            Summary = texts[text, one.Call.Presentation.Title.In(texts.Language), wave.Number],
            Description = one.Call.Presentation.Summary.In(texts.Language),
            Url = new Uri(address.Of($"/calls/{one.Call.Slug}")),
            // It takes nobody's time.
            Transparency = Ical.Net.TransparencyType.Transparent,
        };
}
