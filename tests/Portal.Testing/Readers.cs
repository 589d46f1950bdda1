using System.Text.Json;

namespace Portal.Testing;

/// <summary>A feed as the npm package <c>rss-parser</c> reads it.</summary>
public sealed record ReadFeed(
    string Title,
    string Link,
    string FeedUrl,
    DateTimeOffset LastBuildDate,
    IReadOnlyList<ReadItem> Items
);

/// <param name="IsoDate">When it was published.</param>
public sealed record ReadItem(string Id, string Title, string Link, string Summary, DateTimeOffset IsoDate)
{
    public string Path => new Uri(Link).AbsolutePath;
}

/// <summary>A calendar as the npm package <c>ical.js</c> reads it, which knows no zone but those that it describes itself.</summary>
public sealed record ReadCalendar(string Name, IReadOnlyList<ReadEvent> Events);

/// <param name="Zone">Of its start; <c>floating</c> where the calendar doesn't describe it.</param>
/// <param name="Seconds">Its start since 1970, UTC.</param>
/// <param name="Alarms">When each reminds, in seconds from the start.</param>
public sealed record ReadEvent(
    string Uid,
    string Summary,
    string Description,
    string Url,
    string Zone,
    long Seconds,
    IReadOnlyList<int> Alarms
)
{
    public DateTimeOffset At => DateTimeOffset.FromUnixTimeSeconds(Seconds);

    public string Path => new Uri(Url).AbsolutePath;
}

/// <summary>A mail as the npm package <c>postal-mime</c> reads it.</summary>
/// <param name="Headers">By their names in lower case.</param>
public sealed record ReadMail(
    string Subject,
    string MessageId,
    string Date,
    string To,
    string Text,
    string Html,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyList<ReadAttachment> Attachments
);

/// <param name="IsRelated">Whether it belongs to the HTML.</param>
public sealed record ReadAttachment(string MimeType, string Disposition, string ContentId, bool IsRelated);

/// <summary>Feeds, calendars and mails through the eyes of programs that were not used to write them.</summary>
public static class Readers
{
    private const string Feed = """
        const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
        new (require("rss-parser"))().parseString(given).then((feed) => console.log(JSON.stringify(feed)));
        """;

    private const string Mail = """
        const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
        import("postal-mime").then(async (its) => {
          const mail = await its.default.parse(Buffer.from(given, "base64"));
          console.log(JSON.stringify({
            ...mail,
            to: mail.to[0].address,
            headers: Object.fromEntries(mail.headers.map((one) => [one.key, one.value])),
            attachments: mail.attachments.map((one) => ({ ...one, content: null, isRelated: !!one.related })),
          }));
        });
        """;

    private const string Calendar = """
        const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
        const its = require("ical.js");
        const ICAL = its.default ?? its;
        const calendar = new ICAL.Component(ICAL.parse(given));
        for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
        const events = calendar.getAllSubcomponents("vevent").map((one) => {
          const event = new ICAL.Event(one);
          return {
            uid: event.uid,
            summary: event.summary,
            description: event.description,
            url: one.getFirstPropertyValue("url"),
            zone: event.startDate.zone.tzid,
            seconds: event.startDate.toUnixTime(),
            alarms: one.getAllSubcomponents("valarm").map((alarm) => alarm.getFirstPropertyValue("trigger").toSeconds()),
          };
        });
        console.log(JSON.stringify({ name: calendar.getFirstPropertyValue("x-wr-calname"), events }));
        """;

    public static Task<ReadFeed> FeedAsync(string xml) => ReadAsync<ReadFeed>(Feed, xml);

    public static Task<ReadCalendar> CalendarAsync(string text) => ReadAsync<ReadCalendar>(Calendar, text);

    public static Task<ReadMail> MailAsync(byte[] message) =>
        ReadAsync<ReadMail>(Mail, Convert.ToBase64String(message));

    private static async Task<T> ReadAsync<T>(string script, string given)
    {
        var (code, said, errors) = await NodeScript.RunAsync(script, given);
        return code == 0
            ? JsonSerializer.Deserialize<T>(said, JsonSerializerOptions.Web)!
            : throw new FormatException($"It can't be read: {errors}");
    }
}
