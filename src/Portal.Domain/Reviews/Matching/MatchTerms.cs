namespace Portal.Domain.Reviews.Matching;

/// <summary>What an assignment has to keep to.</summary>
/// <param name="PerDossier">Experts a dossier, at least one.</param>
/// <param name="MaxLoad">Dossiers an expert at most.</param>
/// <param name="MinLoad">Dossiers an expert at least.</param>
/// <param name="Seed">Chooses among assignments of the same worth, so that none is favoured by its place in a list.</param>
public sealed record MatchTerms(int PerDossier, int MaxLoad, int MinLoad = 0, int Seed = 0);

/// <summary>What an assignment aims at.</summary>
public enum MatchObjective
{
    /// <summary>The largest sum of affinities.</summary>
    Sum,

    /// <summary>The highest total for the least-served dossier first, then the largest sum.</summary>
    Fair,
}
