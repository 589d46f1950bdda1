namespace Portal.Domain.FollowUp;

/// <summary>What is to be changed, and why; only what its kind needs is there.</summary>
public sealed record ChangeMatter(ProjectChangeKind Kind, string Reason)
{
    public const int LongestExtension = 36;
    public const int NameLength = 200;

    /// <summary>Months.</summary>
    public const int LongestRest = 36;

    /// <summary>Months of an extension.</summary>
    public int? Months { get; init; }

    /// <summary>The first day of a suspension, or of going on.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The organisation that joins, leaves or coordinates.</summary>
    public string Organisation { get; init; } = "";

    public Siret? Siret { get; init; }

    /// <summary>Whether the partner leaves.</summary>
    public bool Leaves { get; init; }

    /// <summary>The year that an amount is carried over from, and the one that it is spent in.</summary>
    public int? FromYear { get; init; }

    public int? ToYear { get; init; }

    public Money? Amount { get; init; }

    /// <summary>Why it can't be asked or granted now; null where it can.</summary>
    public Refusal? ObstacleFor(Project project, DateTimeOffset now) =>
        this switch
        {
            _ when string.IsNullOrWhiteSpace(Reason) => FollowUpRefusals.ReasonNeeded,
            _ when Reason.Length > FollowUpText.Longest => FollowUpRefusals.TextTooLong(FollowUpText.Longest),
            _ when project.Ending is not null => FollowUpRefusals.Ended,
            { Kind: ProjectChangeKind.Resumption } when project.Suspension is null => FollowUpRefusals.NotSuspended,
            { Kind: ProjectChangeKind.Resumption } => From is not { } day || day < project.Suspension!.Since
                ? FollowUpRefusals.ResumedBefore
                : Between(project.Suspension.Since, project.Suspension.Since.AddMonths(LongestRest)),
            { Kind: not ProjectChangeKind.Abandonment } when project.ObstacleToGoingOnAt(now) is { } obstacle =>
                obstacle,
            { Kind: ProjectChangeKind.Suspension } when project.Suspension is { } granted =>
                FollowUpRefusals.SuspensionGranted(granted.Since),
            { Kind: ProjectChangeKind.Suspension, From: not null } => Between(
                project.StartsOn!.Value,
                project.EndsOn!.Value.AddDays(-1)
            ),
            { Kind: ProjectChangeKind.CarryOver } when IsCarriedOver && !IsWithin(project) =>
                FollowUpRefusals.CarryOverYears(project.StartsOn!.Value.Year, LastYearOf(project)),
            _ => ObstacleInItself,
        };

    private Refusal? Between(DateOnly first, DateOnly last) =>
        From >= first && From <= last ? null : FollowUpRefusals.OutOfCourse(first, last);

    private Refusal? ObstacleInItself =>
        this switch
        {
            { Kind: ProjectChangeKind.Extension, Months: not (>= 1 and <= LongestExtension) } =>
                FollowUpRefusals.ExtensionMonths(LongestExtension),
            { Kind: ProjectChangeKind.Suspension, From: null } => FollowUpRefusals.DayNeeded,
            { Kind: ProjectChangeKind.Partner or ProjectChangeKind.Coordinator } when !IsNamed =>
                FollowUpRefusals.OrganisationNeeded(NameLength),
            { Kind: ProjectChangeKind.CarryOver } when !IsCarriedOver => FollowUpRefusals.CarryOverNotWhole,
            _ => null,
        };

    private bool IsNamed => Organisation.Trim().Length is > 0 and <= NameLength;

    private bool IsWithin(Project project) => FromYear >= project.StartsOn!.Value.Year && ToYear <= LastYearOf(project);

    private static int LastYearOf(Project project) => project.EndsOn!.Value.AddDays(-1).Year;

    private bool IsCarriedOver => Amount is { Euros: > 0 } && FromYear is { } one && ToYear is { } other && one < other;
}
