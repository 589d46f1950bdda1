using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Juries;
using Portal.Infrastructure.Texts;
using Portal.Web.Reviews;
using Portal.Web.Staff;

namespace Portal.Web.Juries;

public sealed record WaveJuriesPage(WaveHead Wave, IReadOnlyList<JuryRow> Juries, FoundForm Form);

public sealed class FoundForm
{
    public string? Name { get; set; }

    public int Quorum { get; set; } = 50;
}

public sealed record JuriesPage(IReadOnlyList<JuryRow> Juries);

/// <param name="Next">When it sits next; null where nothing is planned.</param>
public sealed record JuryRow(
    JuryId Id,
    string Name,
    LocalizedText Call,
    int Wave,
    int Members,
    JuryRole? Role,
    Deadline? Next
);

/// <param name="HasDeclared">Whether the person sits in it and went through the titles.</param>
/// <param name="MayAct">Whether the wave is in the person's charge.</param>
public sealed record JuryPage(
    JuryId Id,
    string Name,
    CallPresentation Call,
    WaveId WaveId,
    int Wave,
    int QuorumPercent,
    JuryRole? Role,
    bool HasDeclared,
    bool MayAct,
    IReadOnlyList<MemberRow> Members,
    IReadOnlyList<Candidate> Candidates,
    IReadOnlyList<SittingRow> Sittings
);

public sealed record MemberRow(PersonId Person, string Name, JuryRole Role, bool HasDeclared);

public sealed record Candidate(PersonId Person, string Name);

/// <param name="State">A text: to come, under way, over, cancelled.</param>
public sealed record SittingRow(SittingId Id, Deadline Start, string Place, SittingState State, int Items);

public sealed record JuryConflictsPage(JuryId Id, string Name, IReadOnlyList<TitleRow> Dossiers)
{
    public TypedConflicts Typed { get; init; } = TypedConflicts.None;
}

/// <param name="IsKnown">Whether the conflict is known already.</param>
public sealed record TitleRow(DossierId Dossier, string Number, string Title, string Lead, bool IsKnown);

/// <param name="IsHeard">False where the reader must not hear of it: then it has no title and no number.</param>
/// <param name="At">When it is due to begin.</param>
/// <param name="WasCalled">Whether the room has come to it.</param>
public sealed record AgendaRow(
    AgendaItemId Id,
    int Place,
    int Minutes,
    DateTimeOffset At,
    bool WasCalled,
    bool IsHeard,
    DossierId? Dossier = null,
    string Number = "",
    string Title = "",
    string Lead = ""
)
{
    /// <summary>« 14:30 ».</summary>
    public string Clock => Dates.Civil(At).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}

/// <param name="MayChange">Whether its time and agenda are theirs to change.</param>
/// <param name="MayEnter">Whether the room is theirs to see.</param>
/// <param name="MustDeclare">Whether they have to say first where they are in conflict.</param>
public sealed record SittingPage(
    SittingId Id,
    JuryId Jury,
    string JuryName,
    Deadline Start,
    string Place,
    SittingState State,
    bool MayChange,
    bool MayEnter,
    bool MustDeclare,
    IReadOnlyList<AgendaRow> Agenda,
    IReadOnlyList<TitleRow> NotOnAgenda
);

/// <param name="Quorum">Of the item that is called; null where the reader must not hear of it.</param>
public sealed record RoomPage(
    SittingId Id,
    DateTimeOffset Now,
    JuryId Jury,
    string JuryName,
    Deadline Start,
    SittingState State,
    SittingAct? Opening,
    SittingAct? Closing,
    JuryRole? Role,
    bool Leads,
    bool MustDeclare,
    bool IsPresent,
    IReadOnlyList<PresentRow> Present,
    IReadOnlyList<PresentRow> Absent,
    IReadOnlyList<AgendaRow> Agenda,
    RoomItem? Current,
    Quorum? Quorum,
    RoomPoll? Poll,
    IReadOnlyList<RoomResult> Results,
    IReadOnlyList<RoomRank> Ranking,
    IReadOnlyList<Refusal> Obstacles
)
{
    public bool IsOpen => Opening is not null && Closing is null;
}

public sealed record PresentRow(PersonId Person, string Name, JuryRole Role, bool IsAway);

/// <param name="Row">What is called; without a title where the reader leaves the room.</param>
public sealed record RoomItem(AgendaRow Row, string Notes, string Proposal, int Revision);

/// <param name="Waiting">Who has not voted yet in an open vote.</param>
public sealed record RoomPoll(
    PollId Id,
    PollKind Kind,
    bool IsSecret,
    IReadOnlyList<string> Choices,
    DateTimeOffset ClosesAt,
    int Cast,
    int Voters,
    IReadOnlyList<string> Waiting,
    bool MayVote,
    bool HasVoted
);

/// <summary>A vote that ended.</summary>
/// <param name="Open">Who voted what, in an open vote.</param>
public sealed record RoomResult(
    AgendaItemId Item,
    PollKind Kind,
    bool IsSecret,
    IReadOnlyList<MinutesCount> Tally,
    PollOutcome? Outcome,
    IReadOnlyList<MinutesChoice> Open
);

/// <param name="Mark">The mean mark of the jury; null where none was given.</param>
/// <param name="Score">The experts' mean.</param>
/// <param name="Expected">The expected rank in the wave; null where none is computed, or it isn't the reader's to know.</param>
public sealed record RoomRank(
    int? Rank,
    string Number,
    string Title,
    decimal? Mark,
    decimal? Score,
    double? Expected,
    bool IsCurrent
);

/// <param name="Items">By dossier, those whose notes are the reader's to correct.</param>
public sealed record MinutesPage(
    SittingId Sitting,
    JuryId Jury,
    string JuryName,
    Deadline Start,
    bool IsOver,
    bool MayDrawUp,
    bool MaySign,
    IReadOnlyList<MinutesVersion> Versions,
    IReadOnlyDictionary<Guid, AgendaItemId> Items
);

public sealed record MinutesVersion(
    int Version,
    string Sha256,
    DateTimeOffset DrawnUpAt,
    Signed? Chair,
    Signed? Secretary,
    MinutesContent Content,
    int Withheld
)
{
    public bool IsSigned => Chair is not null && Secretary is not null;
}

public sealed record Signed(string Name, DateTimeOffset At);
