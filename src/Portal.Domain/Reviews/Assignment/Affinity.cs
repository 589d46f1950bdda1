namespace Portal.Domain.Reviews.Assignment;

/// <summary>How well an expert suits a dossier, by its parts: each is kept, to explain the pair.</summary>
/// <param name="Text">How near their texts are to the dossier's, as a share of the nearest pair of the wave.</param>
/// <param name="Skills">The cosine between the expert's skills and the words of the thesaurus that the dossier says.</param>
public sealed record Affinity(double Text, double Skills)
{
    /// <summary>What a text says weighs more than what is ticked: a skill is one word, and everybody has some.</summary>
    public const double TextWeight = 0.7;
    public const double SkillsWeight = 0.3;

    /// <summary>From 0 to 1.</summary>
    public double Total => TextWeight * Text + SkillsWeight * Skills;

    public static double SkillsOf(IReadOnlyCollection<string> expert, IReadOnlyCollection<string> dossier) =>
        expert.Count == 0 || dossier.Count == 0
            ? 0
            : expert.Intersect(dossier, StringComparer.Ordinal).Count() / Math.Sqrt(expert.Count * dossier.Count);
}
