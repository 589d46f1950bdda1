using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Infrastructure.Dossiers;
using Portal.Web.Staff;

namespace Portal.Web.Decisions.Rankings;

/// <param name="Lines">By mean score, as the reviews stand now.</param>
/// <param name="Latest">The last ranking that was computed; null without one, and for who is in a team of the wave.</param>
/// <param name="IsOutdated">Whether what it was computed from has changed since.</param>
/// <param name="Runs">All rankings that were asked for, the latest first.</param>
/// <param name="IsKeptFrom">Whether the reader is in the team of a dossier of the wave.</param>
public sealed record RankingPage(
    WaveHead Wave,
    IReadOnlyList<RankedLine> Lines,
    RunPart? Latest,
    bool IsOutdated,
    IReadOnlyList<RunRow> Runs,
    bool IsKeptFrom
)
{
    /// <summary>The steps that its dossiers go through; none where all is filed at once.</summary>
    public IReadOnlyList<CallStep> Steps { get; init; } = [];
}

public sealed record RankedLine(int? Rank, DossierLine Line);

public sealed record RunRow(
    RankingRunId Id,
    string By,
    DateTimeOffset AskedAt,
    FundingTerms Terms,
    bool IsComputed,
    bool HasFailed
);

/// <summary>A ranking as it was computed, whatever has changed since.</summary>
public sealed record RunPage(WaveHead Wave, RunRow Run, RunPart? Part)
{
    /// <summary>Whether what it was computed from has changed since.</summary>
    public bool IsOutdated { get; init; }
}

/// <param name="Lines">In the order chosen.</param>
/// <param name="IsByMean">Whether the lines are in the order of means, though they could be adjusted.</param>
public sealed record RunPart(
    RankingRunId Id,
    string By,
    DateTimeOffset AskedAt,
    FundingTerms Terms,
    RankingResult Result,
    RunOrigin Origin,
    IReadOnlyList<RunLine> Lines,
    bool IsByMean
)
{
    public int Reviews => Result.Dossiers.Sum(one => one.Reviews);

    public IEnumerable<RunLine> In(FundingGroup group) => Lines.Where(line => line.Score.Group == group);
}

/// <summary>By what it can be made again.</summary>
public sealed record RunOrigin(string InputsSha256, int ModelVersion, int Seed);

/// <param name="Outcome">What is decided by now; null where nothing is.</param>
public sealed record RunLine(RankedScore Score, string Number, string Title, string? Outcome);

public sealed record SensitivityPage(
    WaveHead Wave,
    RankingRunId Run,
    bool IsAdjusted,
    IReadOnlyList<ExpertLine> Experts,
    IReadOnlyList<CriterionLine> Criteria
);

/// <param name="Severity">Null where it can't be told.</param>
/// <param name="Without">What changes without the expert; null where nobody else reviewed.</param>
public sealed record ExpertLine(string Name, int Reviews, ExpertSeverity? Severity, ChangePart? Without);

public sealed record CriterionLine(LocalizedText Title, ChangePart Without, ChangePart Half, ChangePart Double);

/// <summary>Numbers of dossiers.</summary>
public sealed record ChangePart(
    IReadOnlyList<string> Raised,
    IReadOnlyList<string> Dropped,
    IReadOnlyList<string> Unreviewed
);

public sealed class RankingForm
{
    public string? Dossiers { get; set; }

    public string? Envelope { get; set; }
}
