using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Portal.Domain.Decisions;

/// <summary>What a ranking is computed from: the eligible dossiers of a wave and what experts gave them.</summary>
/// <param name="Dossiers">All that are ranked, in the order of their numbers.</param>
/// <param name="Reviews">Submitted ones, in the order of their dossiers and experts.</param>
/// <param name="Criteria">Of the grid by which they scored; empty where they scored by several.</param>
/// <param name="Scales">How many scales the reviews were given on.</param>
public sealed record RankingMatter(
    IReadOnlyList<RankedMatter> Dossiers,
    IReadOnlyList<GivenReview> Reviews,
    IReadOnlyList<WeighedCriterion> Criteria,
    int Scales
)
{
    /// <summary>The same draws as <c>bin/rank</c> makes unless it is told otherwise: nobody tries seeds until one pleases.</summary>
    public const int Seed = 1;

    /// <summary>The section that all of a wave's votes share.</summary>
    public const string Section = "wave";

    [JsonIgnore]
    public IReadOnlyList<Vote> Votes => [.. Reviews.Select(review => review.As((double)review.Score))];

    /// <summary>All dossiers by the mean of their scores as given; those without a review last.</summary>
    public IReadOnlyList<RankedDossier> Ranked()
    {
        var scores = Reviews.ToLookup(review => review.Dossier, review => review.Score);
        return Ranking.Of(
            Dossiers.ToDictionary(one => one.Dossier, IReadOnlyList<decimal> (one) => [.. scores[one.Dossier]])
        );
    }

    /// <summary>SHA-256 of the matter, of where the line was asked for, of the model and its seed.</summary>
    public string Sha256For(FundingTerms terms) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Lines(terms)))));

    private IEnumerable<string> Lines(FundingTerms terms) =>
        [
            Line(ScoreModel.Version, Seed, Scales, terms.Dossiers, terms.Envelope),
            .. Dossiers.Select(one => Line(one.Dossier.Value, one.Requested)),
            .. Criteria.Select(one => Line(one.Key, one.Weight)),
            .. Reviews.Select(one => Line([one.Dossier.Value, one.Expert.Value, one.Score, .. MarksOf(one)])),
        ];

    private static IEnumerable<object> MarksOf(GivenReview review) =>
        review
            .Marks.OrderBy(mark => mark.Key, StringComparer.Ordinal)
            .SelectMany(mark => new object[] { mark.Key, mark.Value });

    private static string Line(params IEnumerable<object?> parts) =>
        string.Join(
            ',',
            parts.Select(part =>
                part is decimal number
                    ? number.ToString("0.####", CultureInfo.InvariantCulture)
                    : Convert.ToString(part, CultureInfo.InvariantCulture)
            )
        );
}

/// <param name="Requested">The aid that its filing asks for, in euros; null where it says none.</param>
public sealed record RankedMatter(DossierId Dossier, decimal? Requested);

/// <param name="Marks">By criterion.</param>
public sealed record GivenReview(
    DossierId Dossier,
    ExpertId Expert,
    decimal Score,
    IReadOnlyDictionary<string, int> Marks
)
{
    /// <summary>As a vote, with this score or another one.</summary>
    public Vote As(double score) =>
        new(Dossier.Value.ToString(), Expert.Value.ToString(), RankingMatter.Section, score);
}

public sealed record WeighedCriterion(string Key, LocalizedText Title, decimal Weight);

/// <summary>Where the money ends: after so many dossiers, or where their requests have used an envelope up.</summary>
/// <param name="Envelope">Euros.</param>
public sealed record FundingTerms(int? Dossiers, decimal? Envelope)
{
    public static FundingTerms Of(int? dossiers, Money? envelope) =>
        (dossiers, envelope) switch
        {
            (> 0, null) => new FundingTerms(dossiers, Envelope: null),
            (null, { Euros: > 0 }) => new FundingTerms(Dossiers: null, envelope.Value.Euros),
            _ => throw new RefusedException(RankingRefusals.LineNeeded),
        };

    /// <summary>How many of these, in their order, can be funded. The first whose request doesn't fit ends it.</summary>
    /// <param name="requests">Euros, by rank; what asks for nothing costs nothing.</param>
    public int FundedOf(IReadOnlyList<decimal?> requests)
    {
        if (Dossiers is { } dossiers)
            return Math.Min(dossiers, requests.Count);
        var (left, funded) = (Envelope!.Value, 0);
        while (funded < requests.Count && (left -= requests[funded] ?? 0) >= 0)
            funded++;
        return funded;
    }
}
