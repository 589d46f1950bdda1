using Microsoft.AspNetCore.Mvc.ModelBinding;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Texts;
using Portal.Web.Staff;

namespace Portal.Web.Reviews.Pool;

/// <summary>How far an expert of a pool has come.</summary>
public enum PoolState
{
    InPool,
    Invited,
    Expired,
    Declined,
    Accepted,
    Serves,
}

public sealed record PoolPage(
    WaveHead Wave,
    PoolFilter Filter,
    IReadOnlyList<PoolRow> Rows,
    int All,
    IReadOnlyList<ProgrammeTerm> Regions,
    InviteForm Form
)
{
    /// <summary>Of all roles, in the order in which they are asked.</summary>
    public IReadOnlyList<PoolRow> Standby { get; init; } = [];
}

/// <summary>Who is about to be invited, and the mail that one of them gets.</summary>
public sealed record InviteManyPage(WaveHead Wave, IReadOnlyList<PoolRow> Rows, string Subject, string Mail);

public sealed class PoolFilter
{
    public ExpertRole? Role { get; set; }

    public string? Region { get; set; }

    public PoolState? State { get; set; }

    public bool Takes(PoolRow row) =>
        (Role is null || row.Role == Role)
        && (string.IsNullOrEmpty(Region) || row.Region == Region)
        && (State is null || row.State == State);
}

/// <param name="Step">What a serving expert has still to do before reviewing: <c>charter</c>, <c>conflicts</c>, or nothing.</param>
public sealed record PoolRow(
    PoolExpertId Id,
    string Name,
    string Organisation,
    ExpertRole Role,
    string? Region,
    PoolState State,
    string Step,
    int Capacity,
    int Assigned,
    int Submitted,
    int Conflicts,
    int? Standby,
    bool CanBeInvited
);

public sealed record PoolExpertPage(
    WaveHead Wave,
    PoolExpertId Id,
    string Name,
    ExpertFacts? Facts,
    PoolState State,
    DateTimeOffset? InvitedAt,
    string? Declined,
    IReadOnlyList<Keyword> Skills,
    LocalizedText? Region,
    IReadOnlyList<ConflictLine> Conflicts,
    bool MayConfirm,
    IReadOnlyList<DossierChoice> Dossiers
)
{
    public DateTimeOffset? ExpiresAt { get; init; }

    public bool StandsBy { get; init; }

    public bool CanBeInvited { get; init; }

    /// <summary>Whom they suggest in their place.</summary>
    public Substitute? Substitute { get; init; }
}

/// <param name="Reason">Its kind and its evidence, in words.</param>
public sealed record ConflictLine(
    DossierId Dossier,
    string Number,
    string Title,
    ConflictKind Kind,
    Refusal Reason,
    DateTimeOffset FoundAt,
    string? NotedBy,
    GoneLine? Gone,
    ProposedLine? Proposal,
    LiftedLine? Lifting
)
{
    public bool Stands => Lifting is null;
}

/// <param name="At">Since when it is no longer found.</param>
/// <param name="Changed">When the expert's record was last changed before; null where it never was.</param>
public sealed record GoneLine(DateTimeOffset At, DateTimeOffset? Changed);

public sealed record ProposedLine(string By, bool IsMine, DateTimeOffset At, string Reason);

public sealed record LiftedLine(string By, DateTimeOffset At);

public sealed record DossierChoice(DossierId Id, string Number, string Title);

public sealed record PoolEditPage(WaveHead Wave, PoolExpertId? Id, ProfilePart Profile);

/// <summary>What is typed of an expert, beside what there is to choose from.</summary>
/// <param name="IsOwn">Whether the expert types it.</param>
public sealed record ProfilePart(
    PoolExpertForm Form,
    IReadOnlyList<Keyword> Thesaurus,
    IReadOnlyList<ProgrammeTerm> Regions,
    bool IsOwn
)
{
    /// <summary>Whether the form chooses only among what it offers; where it doesn't, its fields say so.</summary>
    public bool Offers(ModelStateDictionary state, Texts texts)
    {
        if (!string.IsNullOrEmpty(Form.Region) && Regions.All(one => one.Key != Form.Region))
            state.AddModelError(nameof(Form.Region), texts["shared.value-wrong"]);
        if (Form.Skills.Except(Thesaurus.Select(word => word.Key)).Any())
            state.AddModelError(nameof(Form.Skills), texts["shared.value-wrong"]);
        return state.IsValid;
    }
}

/// <summary>What a pool holds of an expert, to be read.</summary>
/// <param name="Skills">In the words of the call's thesaurus.</param>
public sealed record FactsPart(ExpertFacts Facts, LocalizedText? Region, IReadOnlyList<LocalizedText> Skills);

/// <summary>What an expert reads of what the portal holds of them.</summary>
public sealed record OwnProfilesPage(IReadOnlyList<OwnProfile> Waves);

/// <summary>That of one wave.</summary>
/// <param name="Revision">Of the record.</param>
public sealed record OwnProfile(ExpertId Expert, CallPresentation Call, int Wave, FactsPart Known, uint Revision);

/// <param name="Own">What stands.</param>
/// <param name="IsOvertaken">Whether it was changed by somebody else meanwhile.</param>
public sealed record OwnProfileEditPage(OwnProfile Own, ProfilePart Profile, bool IsOvertaken);
