using Portal.Domain.Calls;
using Portal.Infrastructure.Reviews.Matching;

namespace Portal.Infrastructure.Reviews.Assignment;

/// <summary>The words of a thesaurus that texts say, in French or in English, whatever their endings.</summary>
public static class SaidWords
{
    private static readonly string[] Languages = ["fr", "en"];

    /// <returns>Their keys, by the places of the texts.</returns>
    public static IReadOnlyList<IReadOnlyCollection<string>> Of(
        IReadOnlyList<string> texts,
        IReadOnlyList<Keyword> thesaurus
    )
    {
        using var stems = new Stems();
        var words = thesaurus
            .SelectMany(word =>
                Languages.Select(language =>
                    (word.Key, Language: language, Stems: stems.Of(word.Name.In(language), language))
                )
            )
            .Where(word => word.Stems.Count > 0)
            .ToList();
        return
        [
            .. texts.Select(
                IReadOnlyCollection<string> (text) =>
                {
                    var said = Languages.ToDictionary(one => one, one => stems.Of(text, one).ToHashSet());
                    return
                    [
                        .. words
                            .Where(word => word.Stems.All(said[word.Language].Contains))
                            .Select(word => word.Key)
                            .Distinct(),
                    ];
                }
            ),
        ];
    }
}
