using Portal.Domain.Juries;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Juries;

/// <summary>When somebody was in the room, and who says so where they didn't themselves; a line each time.</summary>
public sealed class PresenceWords(Texts texts)
{
    public string Of(MinutesMember member) =>
        member.Presences.Count == 0 ? texts["juries.absent"] : string.Join('\n', member.Presences.Select(Of));

    private string Of(MinutesPresence one)
    {
        var when = texts["juries.from-until", Dates.Time(one.From), Dates.Time(one.Until)];
        string[] noted =
        [
            .. one.EnteredBy is { } entered ? [texts["juries.entered-noted", entered]] : Array.Empty<string>(),
            .. one.LeftBy is { } left ? [texts["juries.left-noted", left]] : Array.Empty<string>(),
        ];
        return noted.Length == 0 ? when : $"{when} ({string.Join(", ", noted)})";
    }
}
