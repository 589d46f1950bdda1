namespace Portal.Domain.Decisions;

public static class RankingRefusals
{
    /// <summary>Neither a number of dossiers nor an envelope was given, or both.</summary>
    public static Refusal LineNeeded { get; } = new("ranking.line-needed");

    public static Refusal TooFewDossiers { get; } = new("ranking.too-few-dossiers");

    /// <summary>The asker, or reader, is in the team of a dossier that the ranking weighs.</summary>
    public static Refusal OwnDossier { get; } = new("ranking.own-dossier");

    public static Refusal SeveralScales { get; } = new("ranking.several-scales");

    /// <param name="mean">Reviews a dossier.</param>
    /// <param name="least">That it takes.</param>
    public static Refusal TooFewReviews(decimal mean, decimal least) => new("ranking.too-few-reviews", mean, least);

    /// <param name="groups">Of experts and dossiers that have nothing in common.</param>
    public static Refusal Unconnected(decimal groups) => new("ranking.unconnected", groups);
}
