using Portal.Domain;
using Portal.Domain.Reviews.Assignment;
using Portal.Domain.Reviews.Matching;

namespace Portal.Web.Reviews.Assignment;

/// <summary>A proposal as staff sees it: with names.</summary>
public sealed class ProposalSight
{
    private readonly IReadOnlyDictionary<ExpertId, string> _experts;
    private readonly IReadOnlyDictionary<DossierId, (string Number, string Title)> _dossiers;
    private readonly AssignmentEffects? _effects;
    private readonly ILookup<int, int> _held;
    private readonly IReadOnlySet<AssignedPair> _taken;
    private readonly Dictionary<AssignedPair, Affinity> _candidates;

    public ProposalSight(
        AssignmentProposal proposal,
        IReadOnlyDictionary<ExpertId, string> experts,
        IReadOnlyDictionary<DossierId, (string Number, string Title)> dossiers
    )
    {
        (Proposal, _experts, _dossiers) = (proposal, experts, dossiers);
        _effects = proposal.Effects();
        _held = proposal.Pairs.ToLookup(pair => pair.Dossier, pair => pair.Expert);
        _taken = proposal.Panel is null ? new HashSet<AssignedPair>() : proposal.PairsById();
        _candidates = All.SelectMany(dossier =>
                dossier.Candidates.Select(one =>
                    (Pair: new AssignedPair(dossier.Id, Experts[one.Expert].Id), one.Affinity)
                )
            )
            .ToDictionary(one => one.Pair, one => one.Affinity);
    }

    public AssignmentProposal Proposal { get; }

    private IReadOnlyList<PanelExpert> Experts => Proposal.Panel?.Experts ?? [];

    private IReadOnlyList<PanelDossier> All => Proposal.Panel?.Dossiers ?? [];

    public string NameOf(ExpertId expert) => _experts.GetValueOrDefault(expert, "");

    public string NumberOf(DossierId dossier) => _dossiers.TryGetValue(dossier, out var one) ? one.Number : "";

    public string TitleOf(DossierId dossier) => _dossiers.TryGetValue(dossier, out var one) ? one.Title : "";

    /// <summary>Those served least first.</summary>
    public IEnumerable<ServedDossier> Dossiers() =>
        Enumerable
            .Range(0, All.Count)
            .Select(Served)
            .OrderBy(one => one.Total)
            .ThenBy(one => one.Number, StringComparer.Ordinal);

    public ServedDossier? Dossier(DossierId id) => Dossiers().FirstOrDefault(one => one.Id == id);

    /// <summary>Those who carry most first.</summary>
    public IEnumerable<LoadedExpert> Loads(IReadOnlyList<Pair>? pairs = null)
    {
        var loads = (pairs ?? Proposal.Pairs).CountBy(pair => pair.Expert).ToDictionary();
        return Experts
            .Select(
                (one, place) =>
                    (
                        Expert: one,
                        Load: loads.GetValueOrDefault(place),
                        Most: Math.Min(one.Capacity, Proposal.Terms.MaxLoad)
                    )
            )
            .Select(one => new LoadedExpert(
                one.Expert.Id,
                NameOf(one.Expert.Id),
                one.Expert.Role,
                one.Load,
                one.Most,
                one.Load > one.Most,
                one.Load > one.Expert.Capacity
            ))
            .OrderByDescending(one => one.Load)
            .ThenBy(one => one.Name, StringComparer.CurrentCulture);
    }

    /// <summary>Null where the expert isn't among the candidates of the dossier.</summary>
    public Affinity? AffinityOf(AssignedPair pair) => _candidates.GetValueOrDefault(pair);

    /// <summary>Whether an expert may come to a dossier that they don't have.</summary>
    public bool MayTake(DossierId dossier, ExpertId expert) =>
        AffinityOf(new AssignedPair(dossier, expert)) is not null
        && !_taken.Contains(new AssignedPair(dossier, expert));

    /// <summary>Who may have a dossier besides those who would, the best first.</summary>
    public IEnumerable<CandidateRow> Candidates(DossierId id)
    {
        var (place, dossier) = All.Index().First(one => one.Item.Id == id);
        var loads = Loads().ToDictionary(one => one.Id);
        return dossier
            .Candidates.Where(one => !_held[place].Contains(one.Expert))
            .OrderByDescending(one => one.Affinity.Total)
            .Select(one => (loads[Experts[one.Expert].Id], one.Affinity))
            .Select(one => new CandidateRow(
                one.Item1.Id,
                one.Item1.Name,
                one.Item1.Role,
                one.Affinity,
                one.Item1.Load,
                one.Item1.Most
            ));
    }

    /// <summary>What changes do, before they are saved.</summary>
    public ChangeEffects Effects(params IReadOnlyList<AssignmentChange> changes)
    {
        var pairs = Proposal.With(changes);
        var (before, after) = (_effects!, Proposal.Effects(pairs)!);
        var places = changes.Select(change => All.Index().First(one => one.Item.Id == change.Dossier).Index).ToList();
        var loads = Loads(pairs).ToDictionary(one => one.Id);
        return new ChangeEffects(
            [.. places.Select(place => (NumberOf(All[place].Id), before.Totals[place], after.Totals[place]))],
            before.Totals.Min(),
            after.Totals.Min(),
            before.Totals.Sum(),
            after.Totals.Sum(),
            [
                .. Loads()
                    .Where(one => one.Load != loads[one.Id].Load)
                    .Select(one => (one.Name, one.Load, loads[one.Id].Load, one.Most)),
            ],
            [.. places.SelectMany(place => after.Broken[place].Select(one => (NumberOf(All[place].Id), Told(one))))]
        );
    }

    private ServedDossier Served(int place)
    {
        var dossier = All[place];
        var candidates = dossier.Candidates.ToDictionary(one => one.Expert);
        var experts = _held[place]
            .Select(one => (Expert: Experts[one], Candidate: candidates[one]))
            .Select(one => new ServingExpert(
                one.Expert.Id,
                NameOf(one.Expert.Id),
                one.Expert.Role,
                one.Candidate.Affinity,
                one.Candidate.Has
            ));
        return new ServedDossier(
            dossier.Id,
            NumberOf(dossier.Id),
            TitleOf(dossier.Id),
            _effects!.Totals[place],
            [.. experts.OrderByDescending(one => one.Affinity.Total)],
            [.. _effects.Broken[place].Select(Told)]
        );
    }

    /// <summary>An organisation is known to the rules by its number, to people by those who are from it.</summary>
    private BrokenRule Told(BrokenRule broken) =>
        broken.Rule == MatchRule.Organisation
            ? broken with
            {
                Name = string.Join(
                    ", ",
                    Experts.Where(one => one.Organisation == broken.Name).Select(one => NameOf(one.Id))
                ),
            }
            : broken;
}
