using System.Globalization;
using Portal.Domain;
using Portal.Domain.Programme;

namespace Portal.Infrastructure.Programme;

/// <summary>An operator, theme, regime or region of the programme: the key that data uses, and its name.</summary>
public sealed record ProgrammeTerm(string Key, LocalizedText Name)
{
    /// <summary>The establishment that an operator is, which grants the aid of its calls; null where it isn't known.</summary>
    public Siret? Siret { get; init; }

    /// <summary>How many people live in a region; null where it isn’t known.</summary>
    public Inhabitants? Inhabitants { get; init; }

    /// <summary>
    /// Whether somebody who searches for this may mean the term: a word of its name begins so, or its words do
    /// (« IA » is « intelligence artificielle »).
    /// </summary>
    public bool IsMeantBy(string search) =>
        search.Trim() is { Length: > 1 } words && (IsNamed(Name.Fr, words) || IsNamed(Name.En, words));

    private static bool IsNamed(string name, string search)
    {
        var words = name.Split([' ', ',', '’', '-'], StringSplitOptions.RemoveEmptyEntries);
        return Begins(string.Concat(words.Select(word => word[0])), search, wholly: true)
            || words.Any(word => Begins(name[name.IndexOf(word, StringComparison.Ordinal)..], search));
    }

    private static bool Begins(string text, string search, bool wholly = false)
    {
        const CompareOptions loosely = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;
        var compare = CultureInfo.InvariantCulture.CompareInfo;
        return wholly ? compare.Compare(text, search, loosely) == 0 : compare.IsPrefix(text, search, loosely);
    }
}
