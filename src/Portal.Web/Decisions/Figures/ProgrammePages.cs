using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Programme;
using Portal.Domain.Waves;

namespace Portal.Web.Decisions.Figures;

/// <summary>A wave of a public call: what is known of it now.</summary>
/// <param name="ClosesAt">Its last cut-off, UTC; null where it goes on.</param>
/// <param name="Filed">Dossiers of the cut-offs that have passed; null while none has.</param>
/// <param name="Winners">Null while no list is public.</param>
public sealed record ProgrammeWave(
    string Slug,
    CallPresentation Call,
    int Number,
    WaveState State,
    DateTimeOffset OpensAt,
    DateTimeOffset? ClosesAt,
    int? Filed,
    int? Winners,
    decimal? Euros
);

/// <summary>What a region was granted, beside how many people live there.</summary>
public sealed record RegionShare(GrantFigure Grants, Inhabitants? Inhabitants)
{
    public decimal? EurosEach => Inhabitants is { } its ? Math.Round(Grants.Euros / its.Count, 4) : null;
}

/// <param name="Experts">Who reviewed dossiers of published waves, in tens; null where they are fewer than ten.</param>
public sealed record ProgrammePage(
    IReadOnlyList<ProgrammeWave> Waves,
    int Calls,
    int? Experts,
    IReadOnlyList<SuccessRate> Rates,
    IReadOnlyList<RegionShare> Regions,
    bool IsDemonstration
)
{
    public int Filed => Waves.Sum(wave => wave.Filed ?? 0);

    public int Winners => Waves.Sum(wave => wave.Winners ?? 0);

    public decimal Euros => Waves.Sum(wave => wave.Euros ?? 0);

    /// <summary>From the cut-off to the publication, the mean of the dossiers; null while nothing is published.</summary>
    public int? Days =>
        Rates.Count == 0
            ? null
            : (int)Math.Round((decimal)Rates.Sum(rate => rate.Days * rate.Filed) / Rates.Sum(rate => rate.Filed));

    public decimal? EurosEach =>
        Regions.Where(region => region.Inhabitants is not null).ToList() is { Count: > 0 } counted
            ? Math.Round(
                counted.Sum(region => region.Grants.Euros) / counted.Sum(region => region.Inhabitants!.Count),
                4
            )
            : null;

    /// <summary>Where the numbers of inhabitants are from, each year once.</summary>
    public IReadOnlyList<Inhabitants> Sources =>
        [
            .. Regions
                .Select(region => region.Inhabitants)
                .OfType<Inhabitants>()
                .DistinctBy(one => (one.Year, one.Source)),
        ];
}
