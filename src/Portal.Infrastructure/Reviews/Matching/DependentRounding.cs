using Portal.Domain.Reviews.Matching;

namespace Portal.Infrastructure.Reviews.Matching;

/// <summary>
/// Draws whole pairs from parts (Gandhi, Khuller, Parthasarathy and Srinivasan, 2006). Along a cycle of parts, every other
/// one gains what its neighbours lose, or the other way round, by a chance that leaves each expectation as it was, until
/// one of them is whole. A dossier’s sum never changes; an expert’s ends at a whole number beside it.
/// </summary>
internal sealed class DependentRounding
{
    private readonly List<(int A, int B, Pair? Pair, int Value)> _edges = [];
    private readonly List<int>[] _parts;

    /// <param name="hundredths">Those of a dossier sum up to whole places.</param>
    public DependentRounding(IReadOnlyDictionary<Pair, int> hundredths, int dossiers, int experts)
    {
        var sink = dossiers + experts;
        _parts = [.. Enumerable.Range(0, sink + 1).Select(_ => new List<int>())];
        var loads = new int[experts];
        foreach (var (pair, value) in hundredths.OrderBy(one => one.Key))
        {
            Add(pair.Dossier, dossiers + pair.Expert, pair, value);
            loads[pair.Expert] += value;
        }
        // What lacks to an expert's next whole place: with it, whoever has a part has another one.
        for (var expert = 0; expert < experts; expert++)
            if (loads[expert] % MatchLottery.Whole is > 0 and var over)
                Add(dossiers + expert, sink, pair: null, MatchLottery.Whole - over);
    }

    public IReadOnlyList<Pair> Round(Random chance, CancellationToken cancellation)
    {
        for (var vertex = 0; vertex < _parts.Length; vertex++)
            while (_parts[vertex].Count > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                Turn(CycleFrom(vertex), chance);
            }
        return
        [
            .. _edges.Where(one => one is { Pair: not null, Value: MatchLottery.Whole }).Select(one => one.Pair!.Value),
        ];
    }

    private void Add(int a, int b, Pair? pair, int value)
    {
        _edges.Add((a, b, pair, value));
        if (!IsPart(value))
            return;
        _parts[a].Add(_edges.Count - 1);
        _parts[b].Add(_edges.Count - 1);
    }

    private static bool IsPart(int value) => value is > 0 and < MatchLottery.Whole;

    /// <summary>Walks along parts until it comes where it was.</summary>
    private List<int> CycleFrom(int start)
    {
        var (path, at, places) = (new List<int>(), start, new Dictionary<int, int> { [start] = 0 });
        while (true)
        {
            var last = path.Count > 0 ? path[^1] : -1;
            var next = _parts[at].First(edge => edge != last);
            path.Add(next);
            at = _edges[next].A == at ? _edges[next].B : _edges[next].A;
            if (places.TryGetValue(at, out var place))
                return path[place..];
            places[at] = path.Count;
        }
    }

    private void Turn(List<int> cycle, Random chance)
    {
        var (up, down) = (int.MaxValue, int.MaxValue);
        for (var place = 0; place < cycle.Count; place++)
        {
            var (value, room) = (_edges[cycle[place]].Value, MatchLottery.Whole - _edges[cycle[place]].Value);
            (up, down) =
                place % 2 == 0
                    ? (Math.Min(up, room), Math.Min(down, value))
                    : (Math.Min(up, value), Math.Min(down, room));
        }
        var by = chance.Next(up + down) < down ? up : -down;
        for (var place = 0; place < cycle.Count; place++)
            Set(cycle[place], place % 2 == 0 ? by : -by);
    }

    private void Set(int edge, int by)
    {
        var (a, b, pair, value) = _edges[edge];
        _edges[edge] = (a, b, pair, value + by);
        if (IsPart(value + by))
            return;
        _parts[a].Remove(edge);
        _parts[b].Remove(edge);
    }
}
