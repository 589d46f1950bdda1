using System.Runtime.InteropServices;

namespace Portal.Domain.Reviews.Matching;

/// <summary>An expert reads a dossier; both by their place in the <see cref="Affinities"/>.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Pair(int Dossier, int Expert) : IComparable<Pair>
{
    public int CompareTo(Pair other) => (Dossier, Expert).CompareTo((other.Dossier, other.Expert));
}

/// <summary>An assignment of experts to dossiers, and what it is worth.</summary>
/// <param name="affinities">Of the pairs.</param>
/// <param name="pairs">All of them allowed.</param>
/// <param name="sumBound">No assignment on the same terms has a larger sum, or none with the same floor where that comes first.</param>
/// <param name="floorBound">No assignment on the same terms has a higher floor.</param>
public sealed class Match(Affinities affinities, IReadOnlyList<Pair> pairs, double sumBound, double floorBound)
{
    /// <summary>Up to this share of its value a figure is what its bound allows: solvers calculate in doubles.</summary>
    private const double Tolerance = 1e-6;

    private readonly int[] _loads = Loads(affinities, pairs);

    public IReadOnlyList<Pair> Pairs { get; } = pairs;

    public double Total { get; } = pairs.Sum(affinities.Of);

    /// <summary>The total affinity of the dossier that is served least.</summary>
    public double Floor { get; } = affinities.Totals(pairs).Min();

    public double SumBound { get; } = sumBound;

    public double FloorBound { get; } = floorBound;

    public bool SumProvenOptimal => Reaches(Total, SumBound);

    public bool FloorProvenOptimal => Reaches(Floor, FloorBound);

    public int LeastLoad => _loads.Min();

    public int GreatestLoad => _loads.Max();

    /// <summary>Whether a figure is what its bound allows.</summary>
    public static bool Reaches(double figure, double bound) => figure >= bound - Tolerance * Math.Abs(bound);

    private static int[] Loads(Affinities affinities, IReadOnlyList<Pair> pairs)
    {
        var loads = new int[affinities.Experts.Count];
        foreach (var pair in pairs)
            loads[pair.Expert]++;
        return loads;
    }
}
