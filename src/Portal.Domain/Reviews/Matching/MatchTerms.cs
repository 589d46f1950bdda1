namespace Portal.Domain.Reviews.Matching;

/// <summary>What an assignment has to keep to.</summary>
/// <param name="PerDossier">Experts a dossier, at least one.</param>
/// <param name="MaxLoad">Dossiers an expert at most.</param>
/// <param name="MinLoad">Dossiers an expert at least.</param>
/// <param name="Seed">Chooses among assignments of the same worth, so that none is favoured by its place in a list.</param>
public sealed record MatchTerms(int PerDossier, int MaxLoad, int MinLoad = 0, int Seed = 0)
{
    /// <summary>Dossiers that are given another number of experts, by their place.</summary>
    public IReadOnlyDictionary<int, int> Otherwise { get; init; } = new Dictionary<int, int>();

    /// <summary>What stays whatever else is chosen: assigned by hand, or under review already.</summary>
    public IReadOnlySet<Pair> Pinned { get; init; } = new HashSet<Pair>();

    public MatchRules Rules { get; init; } = MatchRules.None;
}

/// <summary>Who may read a dossier together.</summary>
/// <param name="Experts">What the rules ask about, by the experts' places; empty where they ask nothing.</param>
/// <param name="Roles">At least one expert of each.</param>
/// <param name="OneOfOrganisation">At most one expert of an organisation.</param>
/// <param name="NotAllOfRegion">At least one expert from outside a region that all others are from.</param>
public sealed record MatchRules(
    IReadOnlyList<ExpertTraits> Experts,
    IReadOnlyList<string> Roles,
    bool OneOfOrganisation,
    bool NotAllOfRegion
)
{
    public static MatchRules None { get; } = new([], [], OneOfOrganisation: false, NotAllOfRegion: false);
}

/// <summary>What is known of an expert beside their texts.</summary>
/// <param name="Role">As the required roles name it.</param>
/// <param name="Organisation">One name for all that belongs together.</param>
/// <param name="Region">Null where it is unknown, and no rule asks.</param>
/// <param name="Capacity">Dossiers that this expert reads at most.</param>
public sealed record ExpertTraits(
    string? Role = null,
    string? Organisation = null,
    string? Region = null,
    int? Capacity = null
);

/// <summary>What an assignment aims at.</summary>
public enum MatchObjective
{
    /// <summary>The largest sum of affinities.</summary>
    Sum,

    /// <summary>The highest total for the least-served dossier first, then the largest sum.</summary>
    Fair,
}
