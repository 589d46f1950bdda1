using Portal.Domain;
using Portal.Domain.Reviews.Assignment;
using Portal.Domain.Reviews.Matching;

namespace Portal.Web.Reviews.Assignment;

/// <summary>What an officer asks of an assignment, as the page asks it.</summary>
public sealed class AssignmentForm
{
    public int? PerDossier { get; set; } = 3;

    public int? MaxLoad { get; set; } = 12;

    public int? MinLoad { get; set; } = 0;

    public string[] Roles { get; set; } = [];

    public bool OneOfOrganisation { get; set; }

    public bool NotAllOfRegion { get; set; }

    public MatchObjective Objective { get; set; } = MatchObjective.Fair;

    public int? Seed { get; set; } = 1;

    /// <summary>Hundredths; empty where nothing is drawn.</summary>
    public int? MostProbability { get; set; }

    /// <summary>An earlier proposal of the wave, to change as little of as can be.</summary>
    public Guid? Keeps { get; set; }

    /// <summary>What was not typed is out of range, too.</summary>
    public AssignmentTerms Terms() =>
        new(
            PerDossier ?? 0,
            MaxLoad ?? 0,
            MinLoad ?? 0,
            [.. Roles.Distinct(StringComparer.Ordinal)],
            OneOfOrganisation,
            NotAllOfRegion,
            Objective,
            Seed ?? 0,
            Keeps is { } earlier ? new ProposalId(earlier) : null,
            MostProbability
        );
}
