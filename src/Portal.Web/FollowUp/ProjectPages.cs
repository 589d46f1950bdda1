using Portal.Domain;
using Portal.Domain.FollowUp;

namespace Portal.Web.FollowUp;

/// <summary>A project as its team or staff sees it; what belongs to one act is read by the part of the page that offers it.</summary>
/// <param name="IsStaff">Whether staff reads it.</param>
/// <param name="MayAct">Whether the reader coordinates it, or is in charge of its call.</param>
/// <param name="MaySecond">Whether the reader can be the second person of what takes two of staff.</param>
/// <param name="LastDay">As agreed or moved since.</param>
public sealed record ProjectPage(
    ProjectId Id,
    DossierId Dossier,
    string Number,
    string Title,
    string Lead,
    LocalizedText Call,
    string CallSlug,
    int Wave,
    WaveId WaveId,
    ProjectState State,
    Money Aid,
    string Conditions,
    DateOnly? FirstDay,
    DateOnly? LastDay,
    Suspension? Suspension,
    ProjectEnding? Ending,
    IReadOnlyList<MilestoneRow> Milestones,
    IReadOnlyList<ProjectMoment> Story,
    bool IsDemonstration,
    bool IsStaff,
    bool MayAct,
    bool MaySecond
)
{
    /// <summary>The aid by the decision where it was corrected below what is agreed, zero where it funds nothing; null where it wasn't.</summary>
    public Money? OverruledTo { get; init; }

    public string Root => IsStaff ? $"/staff/projects/{Id.Value}" : $"/dossiers/{Dossier.Value}/project";

    /// <summary>What is awaited first, of those not late before those ahead.</summary>
    public MilestoneRow? Next => Milestones.FirstOrDefault(one => one.IsAwaited);
}

public sealed record MilestoneRow(
    MilestoneId Id,
    LocalizedText Title,
    MilestoneKind Kind,
    Deadline Due,
    MilestoneState State,
    bool IsAwaited,
    GoDecision? Go
);

/// <summary>Something that happened to the project, told by the name that the history keeps it under.</summary>
public sealed record ProjectMoment(string Name, DateTimeOffset At);
