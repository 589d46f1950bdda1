using Lucene.Net.Analysis;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;

namespace Portal.Infrastructure.Reviews.Matching;

/// <summary>
/// The words of a text as stems, without those that say nothing, each pair of neighbours as a word besides. A text in
/// neither French nor English is read as the one whose small words it has more of.
/// </summary>
public sealed class Stems : IDisposable
{
    private static readonly HashSet<string> SmallFrench = Small(
        "le la les des du une et est dans pour par sur avec qui"
    );
    private static readonly HashSet<string> SmallEnglish = Small(
        "the of and to in is for with that on this are by from"
    );

    private readonly Analyzer _french = new FrenchAnalyzer(LuceneVersion.LUCENE_48);
    private readonly Analyzer _english = new EnglishAnalyzer(LuceneVersion.LUCENE_48);

    /// <param name="text">Plain text.</param>
    /// <param name="language"><c>fr</c> or <c>en</c> where it is known.</param>
    public IReadOnlyList<string> Of(string text, string? language = null)
    {
        var analyzer = (language ?? LanguageOf(text)) == "fr" ? _french : _english;
        var stems = new List<string>();
        using var tokens = analyzer.GetTokenStream("text", text);
        var term = tokens.GetAttribute<ICharTermAttribute>();
        tokens.Reset();
        while (tokens.IncrementToken())
            stems.Add(term.ToString());
        tokens.End();
        return [.. stems, .. stems.Zip(stems.Skip(1), (one, next) => $"{one} {next}")];
    }

    public void Dispose()
    {
        _french.Dispose();
        _english.Dispose();
    }

    private static string LanguageOf(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Count(SmallFrench.Contains) > words.Count(SmallEnglish.Contains) ? "fr" : "en";
    }

    private static HashSet<string> Small(string words) => words.Split(' ').ToHashSet(StringComparer.OrdinalIgnoreCase);
}
