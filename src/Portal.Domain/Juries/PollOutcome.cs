using System.Globalization;

namespace Portal.Domain.Juries;

/// <summary>What a vote that ended says: what more were for than against, or the mean of the marks.</summary>
/// <param name="IsCarried">Null where marks were given, or nothing counts.</param>
/// <param name="Mean">Null where no mark was given.</param>
/// <param name="IsWithheld">Whether it would tell who voted what.</param>
public sealed record PollOutcome(bool? IsCarried, decimal? Mean, bool IsWithheld = false)
{
    /// <returns>Null before the end, and where too few voted or were there at the end.</returns>
    public static PollOutcome? Of(PollKind kind, IReadOnlyDictionary<string, int> tally, bool? hadQuorum) =>
        hadQuorum != true ? null
        : tally.Count == 0 ? new PollOutcome(IsCarried: null, Mean: null, IsWithheld: true)
        : kind == PollKind.Opinion
            ? new PollOutcome(tally.GetValueOrDefault(Poll.For) > tally.GetValueOrDefault(Poll.Against), Mean: null)
        : new PollOutcome(IsCarried: null, MeanOf(tally));

    private static decimal? MeanOf(IReadOnlyDictionary<string, int> tally)
    {
        var marks = tally
            .Where(one => one.Key != Poll.Abstain)
            .Select(one => (Mark: int.Parse(one.Key, CultureInfo.InvariantCulture), Count: one.Value))
            .ToList();
        var count = marks.Sum(one => one.Count);
        return count == 0 ? null : decimal.Round(marks.Sum(one => (decimal)one.Mark * one.Count) / count, 2);
    }
}
