using System.Text.Json.Nodes;

namespace Portal.Domain.Dossiers;

/// <summary>How a version of an answer came about.</summary>
public enum FieldVersionKind
{
    /// <summary>Written, and the answer from then on.</summary>
    Written,

    /// <summary>An earlier version, taken up again.</summary>
    Restored,

    /// <summary>What the earlier dossier said, where this one goes on from it.</summary>
    CarriedOver,

    /// <summary>
    /// Written by somebody while another one changed the same answer: kept beside it, so that nobody's text vanishes,
    /// until one of the two is chosen.
    /// </summary>
    SetAside,
}

/// <summary>One version of one answer: what stood there, by whom, since when. It never changes.</summary>
public sealed class FieldVersion
{
    private FieldVersion() { }

    internal FieldVersion(
        DossierId dossier,
        string section,
        string field,
        int revision,
        Answers answers,
        FieldVersionKind kind,
        PersonId by,
        DateTimeOffset now
    )
    {
        (Id, DossierId, SectionKey, FieldKey) = (FieldVersionId.New(), dossier, section, field);
        (Revision, Answers, Kind, By, At) = (revision, answers.Only([field]), kind, by, now);
    }

    public FieldVersionId Id { get; private set; }

    public DossierId DossierId { get; private set; }

    public string SectionKey { get; private set; } = "";

    public string FieldKey { get; private set; } = "";

    /// <summary>The revision of the section with which it was saved.</summary>
    public int Revision { get; private set; }

    /// <summary>This one answer, as it was typed; none where the field was emptied.</summary>
    public Answers Answers { get; private set; } = Answers.None;

    public FieldVersionKind Kind { get; private set; }

    public PersonId By { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>Who chose between an answer set aside and the one that stands, and when; null while nobody did.</summary>
    public Settlement? Settled { get; private set; }

    public bool IsOpenConflict => Kind == FieldVersionKind.SetAside && Settled is null;

    internal void Settle(PersonId by, DateTimeOffset now) => Settled ??= new Settlement(by, now);

    internal JsonNode? Json => Answers.Json(FieldKey);
}

public sealed record Settlement(PersonId By, DateTimeOffset At);
