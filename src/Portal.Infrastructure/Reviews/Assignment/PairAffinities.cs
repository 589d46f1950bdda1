using Portal.Domain.Calls;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Assignment;
using Portal.Domain.Reviews.Matching;
using Portal.Infrastructure.Reviews.Matching;

namespace Portal.Infrastructure.Reviews.Assignment;

/// <summary>How well each expert of a wave suits each dossier, by texts and by skills.</summary>
internal sealed class PairAffinities
{
    private readonly Affinities? _texts;
    private readonly double _nearest;
    private readonly IReadOnlyList<IReadOnlyList<string>> _skills;
    private readonly List<IReadOnlyCollection<string>> _said;

    public PairAffinities(
        IReadOnlyList<Expert> experts,
        IReadOnlyList<FiledDossier> dossiers,
        IReadOnlyList<Keyword> thesaurus
    )
    {
        var written = experts.Select(one => new ExpertTexts(
            $"{one.Id.Value}",
            [.. one.Pool.Texts.Select(text => $"{text.Title}. {text.Text}")]
        ));
        _texts =
            experts.Count > 0 && dossiers.Count > 0
                ? TextAffinity.Of(
                    [.. written],
                    [.. dossiers.Select(one => new DossierText($"{one.Dossier.Id.Value}", one.Text))]
                )
                : null;
        _nearest = _texts?.Pairs.Max(_texts.Of) ?? 0;
        _skills = [.. experts.Select(one => one.Pool.Skills)];
        _said = [.. Said(dossiers, thesaurus)];
    }

    public Affinity Of(int dossier, int expert) =>
        new(
            _nearest > 0 ? Math.Round(_texts!.Of(new Pair(dossier, expert)) / _nearest, 4) : 0,
            Math.Round(Affinity.SkillsOf([.. _skills[expert]], _said[dossier]), 4)
        );

    /// <summary>The words of the thesaurus that a dossier says, in French or in English, whatever their endings.</summary>
    private static IEnumerable<List<string>> Said(
        IReadOnlyList<FiledDossier> dossiers,
        IReadOnlyList<Keyword> thesaurus
    )
    {
        using var stems = new Stems();
        string[] languages = ["fr", "en"];
        var words = thesaurus
            .SelectMany(word =>
                languages.Select(language =>
                    (word.Key, Language: language, Stems: stems.Of(word.Name.In(language), language))
                )
            )
            .Where(word => word.Stems.Count > 0)
            .ToList();
        foreach (var dossier in dossiers)
        {
            var said = languages.ToDictionary(one => one, one => stems.Of(dossier.Text, one).ToHashSet());
            yield return
            [
                .. words
                    .Where(word => word.Stems.All(said[word.Language].Contains))
                    .Select(word => word.Key)
                    .Distinct(),
            ];
        }
    }
}
