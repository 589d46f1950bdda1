namespace Portal.Domain.Decisions;

/// <summary>One step of a list's approval, signed. A change to the list afterwards takes its force and keeps it on record.</summary>
public sealed class ListSignature
{
    private ListSignature() { }

    internal ListSignature(WinnerListId list, int number, int step, PersonId by, DateTimeOffset at) =>
        (ListId, Number, Step, By, At) = (list, number, step, by, at);

    public WinnerListId ListId { get; private set; }

    /// <summary>Counted from 1 on its list, those that hold no longer among them.</summary>
    public int Number { get; private set; }

    /// <summary>The place of the step that it signs, from 1.</summary>
    public int Step { get; private set; }

    public PersonId By { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>When the list was changed, UTC; null while it holds.</summary>
    public DateTimeOffset? VoidedAt { get; private set; }

    public bool Holds => VoidedAt is null;

    internal void Void(DateTimeOffset now) => VoidedAt ??= now;
}

public enum ListChangeKind
{
    /// <summary>What is decided on one of its dossiers.</summary>
    Decision,

    /// <summary>When it is to be public.</summary>
    Publication,
}

/// <summary>What was changed on a list after it was prepared.</summary>
/// <param name="Dossier">Whose decision it was; null where it was none's.</param>
public sealed record ListChange(ListChangeKind Kind, DossierId? Dossier, PersonId By, DateTimeOffset At);
