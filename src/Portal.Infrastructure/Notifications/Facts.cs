using Portal.Domain;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Notifications;

/// <summary>Who a mail goes to, and in which language.</summary>
internal sealed record Addressee(string Email, string Name, string Language);

/// <summary>What a mail tells, by the names that its texts use; written in the reader's language.</summary>
internal sealed class Facts
{
    private readonly List<(string Name, Func<string, string> In)> _facts = [];

    public Facts Text(string name, string text) => Add(name, _ => text);

    public Facts Text(string name, LocalizedText text) => Add(name, text.In);

    public Facts Moment(string name, DateTimeOffset at, bool toTheSecond = false) =>
        Add(name, language => Dates.Long(at, language) + (toTheSecond ? $" ({Dates.Time(at)})" : ""));

    /// <summary>A day in words; empty where there is none.</summary>
    public Facts Day(string name, DateOnly? day) =>
        Add(name, language => day is { } known ? Dates.Day(known, language) : "");

    /// <summary>Empty where there is none.</summary>
    public Facts Deadline(string name, Deadline? deadline) =>
        Add(name, language => deadline is null ? "" : Dates.Long(deadline, language));

    /// <summary>A path of the portal; the composer makes it a full address.</summary>
    public Facts Link(string path) => Add("link", _ => path);

    public IReadOnlyDictionary<string, string> For(Addressee reader)
    {
        var told = _facts.ToDictionary(fact => fact.Name, fact => fact.In(reader.Language), StringComparer.Ordinal);
        told["name"] = reader.Name;
        return told;
    }

    private Facts Add(string name, Func<string, string> text)
    {
        _facts.Add((name, text));
        return this;
    }
}
