using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Reviews.Pool;

/// <summary>A column of a pool's file. Its head, and the words of closed lists, are read in either language.</summary>
public enum PoolColumn
{
    Name,
    Email,
    Role,
    Organisation,
    Siren,
    Region,
    Capacity,
    Language,
    Skills,
    Texts,
    Links,
    Aliases,
}

/// <summary>The words of a pool's file: written in the reader's language, read in both and by their keys.</summary>
internal sealed class PoolWords(IReadOnlyList<Keyword> thesaurus, IReadOnlyList<ProgrammeTerm> regions, Texts texts)
{
    public static IReadOnlyList<PoolColumn> Columns { get; } = Enum.GetValues<PoolColumn>();

    public WordList<PoolColumn> Heads { get; } =
        new(
            Columns
                .Select(one => (one, one.ToString(), texts.Both($"poolfile.{one}")))
                .Append((PoolColumn.Role, "Rôle", texts.Both("poolfile.Role"))),
            texts.Language
        );

    public WordList<ExpertRole> Roles { get; } =
        new(
            Enum.GetValues<ExpertRole>().Select(one => (one, one.ToString(), texts.Both($"pool.role-{one}"))),
            texts.Language
        );

    public WordList<string> Skills { get; } =
        new(thesaurus.Select(word => (word.Key, word.Key, word.Name)), texts.Language);

    public WordList<string> Regions { get; } = new(regions.Select(one => (one.Key, one.Key, one.Name)), texts.Language);
}

/// <summary>The values that a cell can hold, each under its key and its name in both languages.</summary>
internal sealed class WordList<T>
    where T : notnull
{
    private readonly Dictionary<string, T> _byWord = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<T, string> _words = [];

    public WordList(IEnumerable<(T Value, string Key, LocalizedText Name)> all, string language)
    {
        var listed = all.ToList();
        foreach (var (value, key, _) in listed)
            _byWord.TryAdd(key, value);
        foreach (var (value, key, name) in listed)
        {
            // A name that two values share tells neither: such a one goes by its key.
            var isOwn = Means(name.Fr, value) & Means(name.En, value);
            _words[value] = isOwn ? name.In(language).Trim() : key;
        }
    }

    public bool TryRead(string word, out T value) => _byWord.TryGetValue(word.Trim(), out value!);

    /// <summary>A value that is listed no more goes as it is.</summary>
    public string Of(T value) => _words.GetValueOrDefault(value, value.ToString()!);

    private bool Means(string name, T value) =>
        name.Trim() is { Length: > 0 } word
        && (_byWord.TryAdd(word, value) || EqualityComparer<T>.Default.Equals(_byWord[word], value));
}
