using Lucene.Net.Analysis;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;

namespace Portal.Infrastructure.Reviews.Matching;

/// <summary>
/// The words of a text as stems, without those that say nothing, each pair of neighbours as a word besides. French or
/// English, as its small words tell.
/// </summary>
internal sealed class Stems : IDisposable
{
    private static readonly HashSet<string> SmallFrench = Small(
        "le la les l de des d du un une et est sont dans pour par sur avec qui que au aux en à ou ce cette"
    );
    private static readonly HashSet<string> SmallEnglish = Small(
        "the of and to in is are for with that this on by from an as at be it or"
    );
    private static readonly char[] Between = [' ', '\n', '\r', '\t', '\'', '’', '.', ',', ';', ':', '(', ')'];

    private readonly Analyzer _french = new FrenchAnalyzer(LuceneVersion.LUCENE_48);
    private readonly Analyzer _english = new EnglishAnalyzer(LuceneVersion.LUCENE_48);

    /// <param name="text">Plain text.</param>
    /// <param name="language"><c>fr</c> or <c>en</c>.</param>
    public IReadOnlyList<string> Of(string text, string language)
    {
        var analyzer = language == "fr" ? _french : _english;
        var stems = new List<string>();
        using var tokens = analyzer.GetTokenStream("text", text);
        var term = tokens.GetAttribute<ICharTermAttribute>();
        tokens.Reset();
        while (tokens.IncrementToken())
            stems.Add(term.ToString());
        tokens.End();
        return [.. stems, .. stems.Zip(stems.Skip(1), (one, next) => $"{one} {next}")];
    }

    /// <summary><c>fr</c> or <c>en</c>; null where a text has as few small words of both.</summary>
    public static string? LanguageOf(string text)
    {
        var words = text.Split(Between, StringSplitOptions.RemoveEmptyEntries);
        return words.Count(SmallFrench.Contains).CompareTo(words.Count(SmallEnglish.Contains)) switch
        {
            > 0 => "fr",
            < 0 => "en",
            _ => null,
        };
    }

    public void Dispose()
    {
        _french.Dispose();
        _english.Dispose();
    }

    private static HashSet<string> Small(string words) => words.Split(' ').ToHashSet(StringComparer.OrdinalIgnoreCase);
}
