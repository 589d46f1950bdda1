using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Decisions;
using Portal.Domain.Decisions.Portfolios;
using Portal.Web.Staff;

namespace Portal.Web.Decisions.Portfolios;

/// <param name="Ranking">The last ranking that was computed, on which scores rest; null without one.</param>
/// <param name="IsKeptFrom">Whether the reader is in the team of a dossier of the wave.</param>
/// <param name="Part">Null as long as nobody has begun.</param>
public sealed record PortfolioPage(WaveHead Wave, RankingRunId? Ranking, bool IsKeptFrom, PortfolioPart? Part)
{
    public string? Reason { get; init; }
}

/// <param name="Lines">In the jury's order.</param>
/// <param name="Questions">By whose answers rules can be set.</param>
/// <param name="Acts">The take-overs, the latest first.</param>
public sealed record PortfolioPart(
    Money Envelope,
    int Revision,
    string ChangedBy,
    DateTimeOffset ChangedAt,
    IReadOnlyList<PortfolioRow> Lines,
    IReadOnlyList<PortfolioRule> Rules,
    IReadOnlyList<FormField> Questions,
    PortfolioChoice Jury,
    PortfolioOptimum Optimum,
    IReadOnlyList<TakeOverRow> Acts
)
{
    public IReadOnlyList<PortfolioRule> BrokenByJury => Jury.Broken(Rules);

    public IReadOnlyList<PortfolioDifference> Differences =>
        Optimum.Choice is { } choice ? PortfolioDifferences.Of(Jury, choice, Rules) : [];

    public PortfolioChoice? ChoiceOf(ChoiceKind kind) => kind == ChoiceKind.Jury ? Jury : Optimum.Choice;
}

public enum ChoiceKind
{
    Jury,
    Optimum,
}

public sealed record PortfolioRow(PortfolioCandidate Candidate, string Title, string Region, Outcome? Decided);

public sealed record TakeOverRow(TakeOverId Id, string By, DateTimeOffset At, int Decisions, DateTimeOffset? UndoneAt);

/// <summary>What would be decided, before anybody does.</summary>
/// <param name="Others">Those that would not be funded.</param>
public sealed record TakeOverPage(
    WaveHead Wave,
    ChoiceKind Kind,
    PortfolioChoice Choice,
    IReadOnlyList<PortfolioRow> Funded,
    IReadOnlyList<PortfolioRow> Others,
    TakeOverForm Form
)
{
    /// <summary>What a confirmation is given on.</summary>
    public string Mark =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Join(
                        '\n',
                        Funded
                            .Select(row => row.Candidate)
                            .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Number} {one.Cost}"))
                            .Append("")
                            .Concat(Others.Select(row => row.Candidate.Number))
                    )
                )
            )
        );
}

public sealed class TakeOverForm
{
    public string? Mark { get; set; }

    public string? Funded { get; set; }

    public string? Rejected { get; set; }
}

public sealed class RuleForm
{
    public PortfolioRuleKind? Kind { get; set; }

    /// <summary>A group of dossiers, or the number of one.</summary>
    public string? On { get; set; }

    public string? Limit { get; set; }

    public string? Why { get; set; }
}
