namespace Portal.Domain.Reviews.Matching;

/// <summary>How well each expert suits each dossier; a pair without an affinity is forbidden.</summary>
public sealed class Affinities
{
    private readonly double[,] _values;

    /// <param name="experts">Their names, each once.</param>
    /// <param name="dossiers">Their names, each once.</param>
    public Affinities(IReadOnlyList<string> experts, IReadOnlyList<string> dossiers)
    {
        (Experts, Dossiers, _values) = (experts, dossiers, new double[dossiers.Count, experts.Count]);
        for (var dossier = 0; dossier < dossiers.Count; dossier++)
        for (var expert = 0; expert < experts.Count; expert++)
            _values[dossier, expert] = double.NaN;
    }

    public IReadOnlyList<string> Experts { get; }

    public IReadOnlyList<string> Dossiers { get; }

    /// <summary>Null where the pair is forbidden; never negative.</summary>
    public double? this[int dossier, int expert]
    {
        get => _values[dossier, expert] is var value && double.IsNaN(value) ? null : value;
        set => _values[dossier, expert] = value ?? double.NaN;
    }

    /// <summary>The pairs that aren't forbidden.</summary>
    public IEnumerable<Pair> Pairs =>
        Enumerable
            .Range(0, Dossiers.Count)
            .SelectMany(dossier => Enumerable.Range(0, Experts.Count).Select(expert => new Pair(dossier, expert)))
            .Where(pair => this[pair.Dossier, pair.Expert] is not null);

    /// <summary>That of a pair that isn't forbidden.</summary>
    public double Of(Pair pair) => _values[pair.Dossier, pair.Expert];

    /// <summary>What each dossier has of some pairs, by its place.</summary>
    public double[] Totals(IEnumerable<Pair> pairs)
    {
        var totals = new double[Dossiers.Count];
        foreach (var pair in pairs)
            totals[pair.Dossier] += Of(pair);
        return totals;
    }

    /// <summary>The experts that may read a dossier, those who suit it best first.</summary>
    public IEnumerable<int> ExpertsFor(int dossier) =>
        Enumerable
            .Range(0, Experts.Count)
            .Where(expert => this[dossier, expert] is not null)
            .OrderByDescending(expert => this[dossier, expert]);
}
