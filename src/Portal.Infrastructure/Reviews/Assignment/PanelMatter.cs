using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Assignment;

namespace Portal.Infrastructure.Reviews.Assignment;

/// <param name="Text">All that was filed in words.</param>
internal sealed record FiledDossier(Dossier Dossier, string Text);

/// <summary>What a panel is made of.</summary>
/// <param name="Reviews">Who was given what: true where it stands, false where the expert recused themselves.</param>
internal sealed record PanelMatter(
    IReadOnlyList<Expert> Experts,
    IReadOnlyList<FiledDossier> Dossiers,
    IReadOnlyList<Keyword> Thesaurus,
    IReadOnlyDictionary<(DossierId, ExpertId), bool?> Reviews
)
{
    /// <summary>Compares each expert with each dossier.</summary>
    public AssignmentPanel Panel()
    {
        var affinities = new PairAffinities(Experts, Dossiers, Thesaurus);
        return new AssignmentPanel(
            [.. Experts.Select(Known)],
            [
                .. Dossiers.Select(
                    (one, place) => new PanelDossier(one.Dossier.Id, [.. Candidates(one.Dossier, place, affinities)])
                ),
            ]
        );
    }

    private IEnumerable<Candidate> Candidates(Dossier dossier, int place, PairAffinities affinities) =>
        from expert in Experts.Index()
        let review = Reviews.GetValueOrDefault((dossier.Id, expert.Item.Id))
        where review ?? Review.ObstacleToAssigning(dossier, expert.Item) is null
        select new Candidate(expert.Index, affinities.Of(place, expert.Index), Has: review == true);

    private static PanelExpert Known(Expert expert) =>
        new(
            expert.Id,
            $"{expert.Pool.Role}",
            expert.Pool.Siren?.Value ?? (expert.Organisation.Length > 0 ? expert.Organisation : null),
            expert.Pool.Region,
            expert.Pool.Capacity
        );
}
