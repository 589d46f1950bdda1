using Portal.Domain.Reviews.Matching;

namespace Portal.Infrastructure.Reviews.Matching;

/// <summary>What the rows of a program cost, to weigh any pair by, be it in the program or not.</summary>
internal sealed record Prices(
    MatchLimits Limits,
    double Weight,
    double[] Counts,
    double[] Served,
    double[] Loads,
    IReadOnlyDictionary<(int Dossier, Quota Quota), double> Quotas
)
{
    /// <summary>What the objective gains at most by choosing a pair, before something else gives way.</summary>
    public double Of(Pair pair)
    {
        var gain =
            Limits.Affinities.Of(pair) * (Weight - Served[pair.Dossier]) - Counts[pair.Dossier] - Loads[pair.Expert];
        foreach (var quota in Limits.QuotasOf[pair.Expert])
            gain -= Quotas.GetValueOrDefault((pair.Dossier, quota));
        return gain;
    }
}
