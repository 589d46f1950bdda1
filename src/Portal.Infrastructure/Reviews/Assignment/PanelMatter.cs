using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Assignment;
using Portal.Domain.Reviews.Wishes;

namespace Portal.Infrastructure.Reviews.Assignment;

/// <param name="Text">All that was filed in words.</param>
internal sealed record FiledDossier(Dossier Dossier, string Text);

/// <summary>What a panel is made of.</summary>
/// <param name="Wishes">What was said of what; null where nobody was asked.</param>
/// <param name="Reviews">Who was given what: true where it stands, false where the expert recused themselves.</param>
internal sealed record PanelMatter(
    IReadOnlyList<Expert> Experts,
    IReadOnlyList<FiledDossier> Dossiers,
    IReadOnlyList<Keyword> Thesaurus,
    IReadOnlyDictionary<(DossierId Dossier, ExpertId Expert), bool?> Reviews,
    IReadOnlyDictionary<(DossierId Dossier, ExpertId Expert), WishKind?>? Wishes
)
{
    /// <summary>Compares each expert with each dossier.</summary>
    public AssignmentPanel Panel()
    {
        var affinities = new PairAffinities(Experts, Dossiers, Thesaurus, Wishes);
        return new AssignmentPanel(
            [.. Experts.Select(Known)],
            [
                .. Dossiers.Select(
                    (one, place) =>
                        new PanelDossier(
                            one.Dossier.Id,
                            [.. Candidates(one.Dossier, place, affinities)],
                            one.Dossier.Number!
                        )
                ),
            ]
        );
    }

    private IEnumerable<Candidate> Candidates(Dossier dossier, int place, PairAffinities affinities) =>
        from expert in Experts.Index()
        let review = Reviews.GetValueOrDefault((dossier.Id, expert.Item.Id))
        // Who holds a dossier keeps it, unless a conflict came up.
        where
            review is { } stands
                ? stands && !expert.Item.IsInConflictWith(dossier.Id)
                : Review.ObstacleToAssigning(dossier, expert.Item) is null
        select new Candidate(expert.Index, affinities.Of(place, expert.Index), Has: review == true);

    private PanelExpert Known(Expert expert) =>
        new(
            expert.Id,
            $"{expert.Pool.Role}",
            expert.Pool.Siren?.Value ?? (expert.Pool.Organisation.Length > 0 ? expert.Pool.Organisation : null),
            expert.Pool.Region,
            Math.Max(expert.Pool.Capacity - HeldElsewhere(expert), 0)
        );

    /// <summary>What they review of the wave beyond the dossiers of the panel.</summary>
    private int HeldElsewhere(Expert expert) =>
        Reviews.Count(one =>
            one.Value == true && one.Key.Expert == expert.Id && !Dossiers.Any(its => its.Dossier.Id == one.Key.Dossier)
        );
}
