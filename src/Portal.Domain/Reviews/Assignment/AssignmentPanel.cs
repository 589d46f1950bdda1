using System.Security.Cryptography;
using System.Text;
using Portal.Domain.Reviews.Matching;

namespace Portal.Domain.Reviews.Assignment;

/// <summary>Who could read what when a proposal was made, and how well they suit.</summary>
public sealed record AssignmentPanel(IReadOnlyList<PanelExpert> Experts, IReadOnlyList<PanelDossier> Dossiers)
{
    /// <summary>Of each dossier, those who suit best are kept, and whom it has.</summary>
    public const int MostCandidates = 30;

    /// <summary>By the places of experts and dossiers in the panel.</summary>
    public MatchLimits Limits(AssignmentTerms terms)
    {
        var affinities = new Affinities(
            [.. Experts.Select(one => $"{one.Id.Value}")],
            [.. Dossiers.Select(one => $"{one.Id.Value}")]
        );
        var pinned = new HashSet<Pair>();
        for (var dossier = 0; dossier < Dossiers.Count; dossier++)
            foreach (var candidate in Dossiers[dossier].Candidates)
            {
                affinities[dossier, candidate.Expert] = candidate.Affinity.Total;
                if (candidate.Has)
                    pinned.Add(new Pair(dossier, candidate.Expert));
            }
        var traits = Experts.Select(one => new ExpertTraits(one.Role, one.Organisation, one.Region, one.Capacity));
        var rules = new MatchRules([.. traits], terms.Roles, terms.OneOfOrganisation, terms.NotAllOfRegion);
        return new MatchLimits(
            affinities,
            new MatchTerms(terms.PerDossier, terms.MaxLoad, terms.MinLoad, terms.Seed)
            {
                Pinned = pinned,
                Rules = rules,
            }
        );
    }

    /// <summary>The places of those pairs whose dossier and expert are there, and may be together.</summary>
    public IReadOnlySet<Pair> PlacesOf(IEnumerable<AssignedPair> pairs)
    {
        var experts = Experts.Index().ToDictionary(one => one.Item.Id, one => one.Index);
        var dossiers = Dossiers.Index().ToDictionary(one => one.Item.Id, one => one.Index);
        return pairs
            .Where(pair => dossiers.ContainsKey(pair.Dossier) && experts.ContainsKey(pair.Expert))
            .Select(pair => new Pair(dossiers[pair.Dossier], experts[pair.Expert]))
            .Where(pair => Dossiers[pair.Dossier].Candidates.Any(one => one.Expert == pair.Expert))
            .ToHashSet();
    }

    /// <summary>With what an assignment is drawn from.</summary>
    /// <param name="hundredths">Of the pairs that can be drawn.</param>
    public AssignmentPanel Drawn(IReadOnlyDictionary<Pair, int> hundredths) =>
        this with
        {
            Dossiers =
            [
                .. Dossiers.Select(
                    (one, place) =>
                        one with
                        {
                            Candidates =
                            [
                                .. one.Candidates.Select(two =>
                                    two with
                                    {
                                        Hundredths = hundredths.GetValueOrDefault(new Pair(place, two.Expert)),
                                    }
                                ),
                            ],
                        }
                ),
            ],
        };

    /// <summary>What it was drawn from, pair by pair; nothing where it wasn't.</summary>
    public IEnumerable<(AssignedPair Pair, int Hundredths)> Probabilities() =>
        Drawn().Select(one => (new AssignedPair(one.Dossier.Id, Experts[one.Expert].Id), one.Hundredths));

    /// <summary>
    /// The same as a file, byte for byte what its hash in the history is of; null where it wasn't drawn. Experts have
    /// codes: who checks a draw needs to know which pairs are one expert's, and not whose.
    /// </summary>
    public byte[]? ProbabilitiesFile() =>
        Drawn().Any()
            ? Encoding.UTF8.GetBytes(
                string.Concat(
                    Drawn()
                        .Select(one =>
                            FormattableString.Invariant(
                                $"{one.Dossier.Number},expert-{one.Expert + 1},{one.Hundredths / 100m}\n"
                            )
                        )
                        .Prepend("dossier,expert,probability\n")
                )
            )
            : null;

    /// <summary>SHA-256 of that file; null where it wasn't drawn.</summary>
    public string? ProbabilitiesSha256() =>
        ProbabilitiesFile() is { } file ? Convert.ToHexStringLower(SHA256.HashData(file)) : null;

    private IEnumerable<(PanelDossier Dossier, int Expert, int Hundredths)> Drawn() =>
        from dossier in Dossiers
        from candidate in dossier.Candidates
        let hundredths = candidate.Hundredths ?? 0
        where hundredths > 0
        select (dossier, candidate.Expert, hundredths);

    /// <summary>Without candidates who suit a dossier less well, whom it doesn't have and who couldn't be drawn.</summary>
    public AssignmentPanel Shortened(IReadOnlyList<Pair> chosen)
    {
        var held = chosen.ToLookup(pair => pair.Dossier, pair => pair.Expert);
        return this with
        {
            Dossiers =
            [
                .. Dossiers.Select(
                    (one, place) =>
                        one with
                        {
                            Candidates =
                            [
                                .. one
                                    .Candidates.OrderByDescending(two => two.Has || held[place].Contains(two.Expert))
                                    .ThenByDescending(two => two.Affinity.Total)
                                    .Where(
                                        (two, rank) =>
                                            rank < MostCandidates
                                            || two.Hundredths > 0
                                            || two.Has
                                            || held[place].Contains(two.Expert)
                                    ),
                            ],
                        }
                ),
            ],
        };
    }
}

/// <param name="Role">As the terms name it.</param>
/// <param name="Organisation">Its SIREN, or else its name; null where there is none.</param>
/// <param name="Capacity">Dossiers at most.</param>
public sealed record PanelExpert(ExpertId Id, string Role, string? Organisation, string? Region, int Capacity);

/// <param name="Candidates">Who may read it.</param>
/// <param name="Number">As it was filed under; empty in panels of before it was kept.</param>
public sealed record PanelDossier(DossierId Id, IReadOnlyList<Candidate> Candidates, string Number = "");

/// <param name="Expert">By their place in the panel.</param>
/// <param name="Affinity">To the dossier.</param>
/// <param name="Has">Whether the dossier is assigned to them already: that stays.</param>
/// <param name="Hundredths">How likely the pair was, where the assignment is drawn.</param>
public sealed record Candidate(int Expert, Affinity Affinity, bool Has, int? Hundredths = null);
