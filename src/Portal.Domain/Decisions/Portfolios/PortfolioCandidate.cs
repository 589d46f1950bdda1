namespace Portal.Domain.Decisions.Portfolios;

/// <summary>A dossier that could be funded.</summary>
/// <param name="Quality">Its score, adjusted where it could be; null without a review.</param>
/// <param name="Requested">Euros; null where its filing says none.</param>
/// <param name="Proposed">What the jury would grant, where it isn't what was asked for.</param>
/// <param name="Groups">What it answered to the questions of choice: <c>region:bretagne</c>.</param>
public sealed record PortfolioCandidate(
    DossierId Dossier,
    string Number,
    decimal? Quality,
    decimal? Requested,
    decimal? Proposed,
    IReadOnlySet<string> Groups
)
{
    /// <summary>What it takes from the envelope, in euros.</summary>
    public decimal Cost => Proposed ?? Requested ?? 0;
}
