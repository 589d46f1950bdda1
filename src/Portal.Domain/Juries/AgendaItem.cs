namespace Portal.Domain.Juries;

/// <summary>One dossier on the agenda of a sitting: when it was called, who left the room for it, what was written down.</summary>
public sealed class AgendaItem
{
    private AgendaItem() { }

    internal AgendaItem(SittingId sitting, int place, DossierId dossier, int minutes) =>
        (Id, SittingId, Place, DossierId, Minutes) = (AgendaItemId.New(), sitting, place, dossier, minutes);

    public AgendaItemId Id { get; private set; }

    public SittingId SittingId { get; private set; }

    /// <summary>Its number on the agenda, from 1.</summary>
    public int Place { get; private set; }

    public DossierId DossierId { get; private set; }

    /// <summary>The time that is set aside for it.</summary>
    public int Minutes { get; private set; }

    /// <summary>When it was first called, UTC.</summary>
    public DateTimeOffset? CalledAt { get; private set; }

    /// <summary>Who had to leave the room for it.</summary>
    public IReadOnlyList<PersonId> Away { get; private set; } = [];

    /// <summary>What was said, in the secretary's words.</summary>
    public string Notes { get; private set; } = "";

    /// <summary>What the jury proposes.</summary>
    public string Proposal { get; private set; } = "";

    internal void MoveTo(int place) => Place = place;

    internal void Call(DateTimeOffset now) => CalledAt ??= now;

    internal void SendAway(IEnumerable<PersonId> people) => Away = [.. Away.Union(people)];

    /// <summary>How often it was written down: who writes tells which text they had before them.</summary>
    public int Revision { get; private set; }

    internal void WriteDown(string notes, string proposal) =>
        (Notes, Proposal, Revision) = (notes.Trim(), proposal.Trim(), Revision + 1);
}

/// <summary>A person in the room, from when to when.</summary>
public sealed class Attendance
{
    private Attendance() { }

    internal Attendance(SittingId sitting, PersonId person, DateTimeOffset from) =>
        (SittingId, Person, From) = (sitting, person, from);

    public SittingId SittingId { get; private set; }

    public PersonId Person { get; private set; }

    public DateTimeOffset From { get; private set; }

    /// <summary>Null while the person is there.</summary>
    public DateTimeOffset? Until { get; private set; }

    public bool Covers(DateTimeOffset at) => From <= at && (Until is not { } until || at < until);

    internal void End(DateTimeOffset now) => Until ??= now;
}
