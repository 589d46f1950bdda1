using Portal.Domain;
using Portal.Domain.Reviews.Assignment;
using Portal.Domain.Reviews.Matching;
using Portal.Web.Staff;

namespace Portal.Web.Reviews.Assignment;

/// <param name="Ready">What the officer's experts are: who can be given dossiers by now, of all who serve.</param>
public sealed record AssignmentsPage(
    WaveHead Wave,
    IReadOnlyList<ProposalRow> Proposals,
    int Experts,
    int Ready,
    AssignmentForm Form,
    WishesPart Wishes
)
{
    public bool AnyUnderWay => Proposals.Any(one => one.State == ProposalState.UnderWay);

    public IReadOnlyList<ProposalRow> Comparable =>
        [.. Proposals.Where(one => one.State is ProposalState.Ready or ProposalState.Accepted)];
}

/// <summary>Where the wishes of a wave's experts stand.</summary>
/// <param name="Until">Null where they aren't asked for now.</param>
/// <param name="Said">How many experts said one at least.</param>
public sealed record WishesPart(bool WereAsked, Deadline? Until, int Said);

/// <param name="Done">Steps, of <paramref name="Total"/>; a total of 0 isn't begun yet.</param>
public sealed record ProposalRow(
    ProposalId Id,
    DateTimeOffset AskedAt,
    ProposalState State,
    AssignmentTerms Terms,
    int Done,
    int Total
);

/// <summary>What the page's script asks for while it waits.</summary>
public sealed record ProposalStep(ProposalState State, int Done, int Total, string Words);

/// <param name="Refused">In words, where it is accepted.</param>
public sealed record ProposalPage(
    WaveHead Wave,
    ProposalRow Proposal,
    double Sum,
    double Floor,
    double SumBound,
    double FloorBound,
    IReadOnlyList<ServedDossier> Dossiers,
    IReadOnlyList<LoadedExpert> Experts,
    IReadOnlyList<string> Obstacles,
    IReadOnlyList<string> Refused,
    int Revision
)
{
    public bool IsBeyondCapacity => Experts.Any(one => one.IsBeyondCapacity);
}

/// <summary>A dossier and who would review it; those served least come first.</summary>
public sealed record ServedDossier(
    DossierId Id,
    string Number,
    string Title,
    double Total,
    IReadOnlyList<ServingExpert> Experts,
    IReadOnlyList<BrokenRule> Broken
);

/// <param name="Has">Whether the dossier is assigned to them already.</param>
public sealed record ServingExpert(ExpertId Id, string Name, string Role, Affinity Affinity, bool Has);

/// <param name="IsOver">Whether they have more than was asked.</param>
/// <param name="IsBeyondCapacity">Whether they have more than they said they can take.</param>
public sealed record LoadedExpert(
    ExpertId Id,
    string Name,
    string Role,
    int Load,
    int Most,
    bool IsOver,
    bool IsBeyondCapacity
);

/// <summary>A change of one dossier, with what it does before it is saved.</summary>
/// <param name="After">Null where nothing is chosen yet.</param>
public sealed record ChangePage(
    WaveHead Wave,
    Guid Proposal,
    ServedDossier Dossier,
    IReadOnlyList<CandidateRow> Candidates,
    ExpertId? Gives,
    ExpertId? Takes,
    ChangeEffects? After,
    int Revision
);

/// <param name="Load">Dossiers that they would have by the proposal.</param>
public sealed record CandidateRow(ExpertId Id, string Name, string Role, Affinity Affinity, int Load, int Most);

/// <param name="Totals">Of the dossiers that change, by their numbers.</param>
/// <param name="Broken">What these dossiers then break, by their numbers.</param>
public sealed record ChangeEffects(
    IReadOnlyList<(string Number, double Before, double After)> Totals,
    double FloorBefore,
    double FloorAfter,
    double SumBefore,
    double SumAfter,
    IReadOnlyList<(string Name, int Before, int After, int Most)> Loads,
    IReadOnlyList<(string Number, BrokenRule Rule)> Broken
);

/// <summary>Two dossiers exchange an expert each, with what it does before it is saved.</summary>
public sealed record ExchangePage(
    WaveHead Wave,
    Guid Proposal,
    ExchangeForm Form,
    ServedDossier One,
    ServedDossier Other,
    string OneExpert,
    string OtherExpert,
    ChangeEffects After,
    int Revision
);

/// <summary>Which expert of which dossier is exchanged with which.</summary>
public sealed class ExchangeForm
{
    public Guid Dossier { get; set; }

    public Guid Expert { get; set; }

    public Guid WithDossier { get; set; }

    public Guid WithExpert { get; set; }

    internal IReadOnlyList<AssignmentChange> Changes =>
        AssignmentChange.Exchange(
            new AssignedPair(new DossierId(Dossier), new ExpertId(Expert)),
            new AssignedPair(new DossierId(WithDossier), new ExpertId(WithExpert))
        );
}

/// <summary>Two proposals side by side.</summary>
public sealed record ComparisonPage(
    WaveHead Wave,
    ProposalPage Here,
    ProposalPage There,
    IReadOnlyList<ComparedDossier> Differences
);

public sealed record ComparedDossier(
    string Number,
    string Title,
    IReadOnlyList<string> Here,
    IReadOnlyList<string> There
);
