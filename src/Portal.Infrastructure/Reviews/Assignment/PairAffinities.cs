using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Assignment;
using Portal.Domain.Reviews.Matching;
using Portal.Domain.Reviews.Wishes;
using Portal.Infrastructure.Reviews.Matching;

namespace Portal.Infrastructure.Reviews.Assignment;

/// <summary>How well each expert of a wave suits each dossier, by texts, by skills and by wishes.</summary>
internal sealed class PairAffinities
{
    private readonly Affinities? _texts;
    private readonly double _nearest;
    private readonly IReadOnlyList<IReadOnlyList<string>> _skills;
    private readonly IReadOnlyList<IReadOnlyCollection<string>> _said;
    private readonly Func<int, int, double?> _wish;

    public PairAffinities(
        IReadOnlyList<Expert> experts,
        IReadOnlyList<FiledDossier> dossiers,
        IReadOnlyList<Keyword> thesaurus,
        IReadOnlyDictionary<(DossierId Dossier, ExpertId Expert), WishKind?>? wishes
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
        _said = SaidWords.Of([.. dossiers.Select(one => one.Text)], thesaurus);
        _wish = (dossier, expert) =>
            wishes is null
                ? null
                : Affinity.WorthOf(wishes.GetValueOrDefault((dossiers[dossier].Dossier.Id, experts[expert].Id)));
    }

    public Affinity Of(int dossier, int expert) =>
        new(
            _nearest > 0 ? Math.Round(_texts!.Of(new Pair(dossier, expert)) / _nearest, 4) : 0,
            Math.Round(Affinity.SkillsOf([.. _skills[expert]], _said[dossier]), 4),
            _wish(dossier, expert)
        );
}
