namespace Portal.Domain.Decisions;

/// <summary>One draw of what stands behind the scores, in marks.</summary>
/// <param name="Quality">What each proposal is worth, above or below the mean.</param>
/// <param name="Severity">What is added to every score of a voter: below zero for the severe.</param>
public sealed record ScoreDraw(
    IReadOnlyList<double> Quality,
    IReadOnlyList<double> Severity,
    double QualityDeviation,
    double NoiseDeviation
);
