namespace Portal.Infrastructure.Reviews.Matching;

/// <summary>Texts by their words, to ask how much one has to do with another text.</summary>
internal sealed class TextIndex
{
    /// <summary>How fast a word that is said again counts less, and how much long texts are held back (Robertson, 1994).</summary>
    private const double Saturation = 1.2;
    private const double Length = 0.75;

    private readonly Dictionary<string, List<(int Text, int Times)>> _places = new(StringComparer.Ordinal);
    private readonly int[] _lengths;
    private readonly double _meanLength;

    public TextIndex(IReadOnlyList<IReadOnlyList<string>> texts)
    {
        _lengths = [.. texts.Select(text => text.Count)];
        _meanLength = Math.Max(1, _lengths.DefaultIfEmpty().Average());
        for (var text = 0; text < texts.Count; text++)
            foreach (var word in texts[text].CountBy(word => word, StringComparer.Ordinal))
            {
                if (!_places.TryGetValue(word.Key, out var places))
                    _places[word.Key] = places = [];
                places.Add((text, word.Value));
            }
    }

    /// <summary>
    /// BM25 of each text, for the words of another one; as a share of what a text of mean length that says all of them
    /// once would have.
    /// </summary>
    public double[] Bm25(IReadOnlyList<string> words)
    {
        var (scores, most) = (new double[_lengths.Length], 0.0);
        foreach (var word in words.Distinct(StringComparer.Ordinal))
        {
            var places = _places.GetValueOrDefault(word, []);
            var rarity = Math.Log(1 + (_lengths.Length - places.Count + 0.5) / (places.Count + 0.5));
            most += rarity;
            foreach (var (text, times) in places)
                scores[text] +=
                    rarity
                    * times
                    * (Saturation + 1)
                    / (times + Saturation * (1 - Length + Length * _lengths[text] / _meanLength));
        }
        return [.. scores.Select(score => most > 0 ? score / most : 0)];
    }

    /// <summary>The cosine between each text and another one, of logarithms of counts by the words' rarity.</summary>
    public double[] Cosine(IReadOnlyList<string> words)
    {
        var (scores, square) = (new double[_lengths.Length], 0.0);
        foreach (var word in words.CountBy(word => word, StringComparer.Ordinal))
        {
            var places = _places.GetValueOrDefault(word.Key, []);
            var weight = (1 + Math.Log(word.Value)) * Rarity(places.Count);
            square += weight * weight;
            foreach (var (text, times) in places)
                scores[text] += weight * (1 + Math.Log(times)) * Rarity(places.Count);
        }
        var norms = Norms;
        return [.. scores.Select((score, text) => score > 0 ? score / Math.Sqrt(square * norms[text]) : 0)];
    }

    private double[] Norms => field ??= SquaresOfTexts();

    private double[] SquaresOfTexts()
    {
        var squares = new double[_lengths.Length];
        foreach (var places in _places.Values)
        foreach (var (text, times) in places)
            squares[text] += Math.Pow((1 + Math.Log(times)) * Rarity(places.Count), 2);
        return squares;
    }

    private double Rarity(int texts) => Math.Log((1 + _lengths.Length) / (1.0 + texts)) + 1;
}
