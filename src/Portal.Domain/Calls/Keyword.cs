using Portal.Domain.Programme;

namespace Portal.Domain.Calls;

/// <summary>A word of a call's thesaurus, in which its experts' skills are told.</summary>
/// <param name="Key">The name that data uses, such as <c>health-economics</c>.</param>
public sealed record Keyword(string Key, LocalizedText Name)
{
    /// <summary>Of one call.</summary>
    public const int Most = 200;

    /// <summary>What keeps words from being a thesaurus.</summary>
    public static IReadOnlyList<Refusal> ObstaclesTo(IReadOnlyList<Keyword> words)
    {
        var obstacles = new List<Refusal>();
        if (words.Count > Most)
            obstacles.Add(CallRefusals.TooManyKeywords(Most));
        obstacles.AddRange(
            words
                .Where(word => !Term.IsKey(word.Key) || !word.Name.IsWhole)
                .Select(word => CallRefusals.KeywordNotWhole(word.Key))
        );
        obstacles.AddRange(
            words
                .CountBy(word => word.Key)
                .Where(one => one.Value > 1)
                .Select(one => CallRefusals.KeywordTwice(one.Key))
        );
        return obstacles;
    }
}
