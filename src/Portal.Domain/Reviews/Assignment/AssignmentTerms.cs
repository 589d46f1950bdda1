using Portal.Domain.Reviews.Matching;

namespace Portal.Domain.Reviews.Assignment;

/// <summary>What an officer asks of an assignment.</summary>
/// <param name="PerDossier">Experts a dossier.</param>
/// <param name="MaxLoad">Dossiers an expert at most, where their own capacity is no less.</param>
/// <param name="MinLoad">Dossiers an expert at least.</param>
/// <param name="Roles">One expert of each a dossier.</param>
/// <param name="Seed">Chooses among assignments of the same worth; of a draw, what it was drawn with.</param>
/// <param name="Keeps">An earlier proposal, of which as many pairs as can be are kept; null where none are.</param>
/// <param name="MostProbability">The assignment is drawn, and no pair more likely than so many hundredths; null where it isn't.</param>
public sealed record AssignmentTerms(
    int PerDossier,
    int MaxLoad,
    int MinLoad,
    IReadOnlyList<string> Roles,
    bool OneOfOrganisation,
    bool NotAllOfRegion,
    MatchObjective Objective,
    int Seed,
    ProposalId? Keeps = null,
    int? MostProbability = null
)
{
    /// <summary>More than that nobody asks of one dossier, and no expert can read.</summary>
    public const int MostExperts = 10;
    public const int MostDossiers = 200;
    public const int MostSeed = 1_000_000;

    /// <summary>A draw keeps to numbers and loads; all else would hold on the average only.</summary>
    private bool AsksMoreThanLoads =>
        Roles.Count > 0 || OneOfOrganisation || NotAllOfRegion || Objective != MatchObjective.Sum || Keeps is not null;

    /// <summary>Of a draw, the seed is drawn as well: who chose it could look for the outcome that they want.</summary>
    /// <param name="chance">A whole number below another one, which nobody foresees.</param>
    public AssignmentTerms WithLot(Func<int, int> chance) =>
        MostProbability is null ? this : this with { Seed = chance(MostSeed + 1) };

    /// <summary>What keeps terms from being asked.</summary>
    public static IReadOnlyList<Refusal> ObstaclesTo(AssignmentTerms terms) =>
        [
            .. new (bool Wrong, Refusal Reason)[]
            {
                (terms.PerDossier is < 1 or > MostExperts, AssignmentRefusals.PerDossierOutOfRange(MostExperts)),
                (terms.MaxLoad is < 1 or > MostDossiers, AssignmentRefusals.LoadOutOfRange(MostDossiers)),
                (terms.MinLoad < 0 || terms.MinLoad > terms.MaxLoad, AssignmentRefusals.LeastLoadAboveGreatest),
                (terms.Roles.Count > terms.PerDossier, AssignmentRefusals.TooManyRoles),
                (terms.MostProbability is < 1 or > 99, AssignmentRefusals.ProbabilityOutOfRange),
                (terms.MostProbability is not null && terms.AsksMoreThanLoads, AssignmentRefusals.DrawnWithRules),
                (terms.Seed is < 0 or > MostSeed, AssignmentRefusals.SeedOutOfRange(MostSeed)),
            }
                .Where(one => one.Wrong)
                .Select(one => one.Reason),
        ];
}
