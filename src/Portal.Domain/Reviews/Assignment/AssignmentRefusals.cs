namespace Portal.Domain.Reviews.Assignment;

public static class AssignmentRefusals
{
    public static Refusal NotReady { get; } = new("assignment.not-ready");

    public static Refusal Accepted { get; } = new("assignment.accepted");

    public static Refusal ChangedMeanwhile { get; } = new("assignment.changed-meanwhile");

    public static Refusal UnderWay { get; } = new("assignment.under-way");

    public static Refusal LeastLoadAboveGreatest { get; } = new("assignment.least-load-above-greatest");

    public static Refusal TooManyRoles { get; } = new("assignment.too-many-roles");

    public static Refusal ProbabilityOutOfRange { get; } = new("assignment.probability-out-of-range");

    public static Refusal DrawnWithRules { get; } = new("assignment.drawn-with-rules");

    public static Refusal Stays { get; } = new("assignment.stays");

    public static Refusal NoCandidate { get; } = new("assignment.no-candidate");

    public static Refusal NothingToChange { get; } = new("assignment.nothing-to-change");

    public static Refusal PerDossierOutOfRange(int most) => new("assignment.per-dossier-out-of-range", most);

    public static Refusal LoadOutOfRange(int most) => new("assignment.load-out-of-range", most);

    public static Refusal SeedOutOfRange(int most) => new("assignment.seed-out-of-range", most);
}
