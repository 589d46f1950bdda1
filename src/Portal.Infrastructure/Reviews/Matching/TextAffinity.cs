using Portal.Domain.Reviews.Matching;

namespace Portal.Infrastructure.Reviews.Matching;

/// <summary>What an expert has written or says of themselves, piece by piece.</summary>
/// <param name="Language"><c>fr</c> or <c>en</c>; null where it is to be told from each text.</param>
public sealed record ExpertTexts(string Id, IReadOnlyList<string> Texts, string? Language = null);

/// <summary>What a dossier says.</summary>
/// <param name="Language"><c>fr</c> or <c>en</c>; null where it is to be told from the text.</param>
public sealed record DossierText(string Id, string Text, string? Language = null);

/// <summary>
/// How near an expert's texts are to a dossier's, from 0 on. Short dossiers are looked for in each piece by BM25, and the
/// expert's pieces count by their rank; whole dossiers are compared with all pieces together by the cosine. One way for
/// all dossiers of a wave, so that they can be compared.
/// </summary>
public static class TextAffinity
{
    /// <summary>Words and pairs of words, in the median dossier, up to which dossiers are short.</summary>
    private const int Short = 2_000;

    /// <summary>What a piece counts for, of what the one before it counts for.</summary>
    private const double NextPiece = 0.8;

    /// <summary>Of texts that don't tell, where no other one does either.</summary>
    private const string Otherwise = "fr";

    public static Affinities Of(IReadOnlyList<ExpertTexts> experts, IReadOnlyList<DossierText> dossiers)
    {
        using var stems = new Stems();
        var usual = UsualLanguage(experts, dossiers);
        IReadOnlyList<string> Words(string text, string? language) =>
            stems.Of(text, language ?? Stems.LanguageOf(text) ?? usual);
        var pieces = experts
            .Select(expert => expert.Texts.Select(text => Words(text, expert.Language)).ToList())
            .ToList();
        var words = dossiers.Select(dossier => Words(dossier.Text, dossier.Language)).ToList();
        var score =
            words.Select(one => one.Count).Order().ElementAt(words.Count / 2) <= Short
                ? ByPiece(pieces)
                : Whole(pieces);
        var affinities = new Affinities(
            [.. experts.Select(expert => expert.Id)],
            [.. dossiers.Select(dossier => dossier.Id)]
        );
        for (var dossier = 0; dossier < dossiers.Count; dossier++)
        {
            var scores = score(words[dossier]);
            for (var expert = 0; expert < experts.Count; expert++)
                affinities[dossier, expert] = scores[expert];
        }
        return affinities;
    }

    /// <summary>What most texts are in, for those too short to tell.</summary>
    private static string UsualLanguage(IReadOnlyList<ExpertTexts> experts, IReadOnlyList<DossierText> dossiers) =>
        experts
            .SelectMany(expert => expert.Texts.Select(text => expert.Language ?? Stems.LanguageOf(text)))
            .Concat(dossiers.Select(dossier => dossier.Language ?? Stems.LanguageOf(dossier.Text)))
            .OfType<string>()
            .CountBy(language => language, StringComparer.Ordinal)
            .OrderByDescending(language => language.Value)
            .Select(language => language.Key)
            .FirstOrDefault(Otherwise);

    private static Func<IReadOnlyList<string>, double[]> ByPiece(List<List<IReadOnlyList<string>>> pieces)
    {
        var index = new TextIndex([.. pieces.SelectMany(one => one)]);
        return words =>
        {
            var scores = index.Bm25(words);
            var (sums, first) = (new double[pieces.Count], 0);
            for (var expert = 0; expert < pieces.Count; first += pieces[expert++].Count)
                sums[expert] = scores
                    .AsSpan(first, pieces[expert].Count)
                    .ToArray()
                    .OrderDescending()
                    .Select((score, rank) => score * Math.Pow(NextPiece, rank))
                    .Sum();
            return sums;
        };
    }

    private static Func<IReadOnlyList<string>, double[]> Whole(List<List<IReadOnlyList<string>>> pieces) =>
        new TextIndex([.. pieces.Select(one => (IReadOnlyList<string>)[.. one.SelectMany(piece => piece)])]).Cosine;
}
