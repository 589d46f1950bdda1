using Portal.Domain.Reviews.Wishes;

namespace Portal.Domain.Reviews.Assignment;

/// <summary>How well an expert suits a dossier, by its parts: each is kept, to explain the pair.</summary>
/// <param name="Text">How near their texts are to the dossier's, as a share of the nearest pair of the wave.</param>
/// <param name="Skills">The cosine between the expert's skills and the words of the thesaurus that the dossier says.</param>
/// <param name="Wish">What they said of it, from 0 to 1; null where nobody was asked.</param>
public sealed record Affinity(double Text, double Skills, double? Wish = null)
{
    /// <summary>What a text says weighs more than what is ticked: a skill is one word, and everybody has some.</summary>
    public const double TextWeight = 0.7;
    public const double SkillsWeight = 0.3;

    /// <summary>
    /// Where wishes are asked for, they count as much for all: less than what an expert knows, enough to choose between two
    /// who know as much.
    /// </summary>
    public const double WishWeight = 0.2;

    /// <summary>From 0 to 1.</summary>
    public double Total => Wish is { } wish ? (1 - WishWeight) * Known + WishWeight * wish : Known;

    private double Known => TextWeight * Text + SkillsWeight * Skills;

    /// <summary>Who says nothing stands in the middle: a wish not said is neither a yes nor a no.</summary>
    public static double WorthOf(WishKind? wish) =>
        wish switch
        {
            WishKind.Eager => 1,
            WishKind.Willing => 0.75,
            WishKind.RatherNot => 0,
            _ => 0.5,
        };

    public static double SkillsOf(IReadOnlyCollection<string> expert, IReadOnlyCollection<string> dossier) =>
        expert.Count == 0 || dossier.Count == 0
            ? 0
            : expert.Intersect(dossier, StringComparer.Ordinal).Count() / Math.Sqrt(expert.Count * dossier.Count);
}
