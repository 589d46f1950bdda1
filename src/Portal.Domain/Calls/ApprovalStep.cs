using Portal.Domain.People;

namespace Portal.Domain.Calls;

/// <summary>A step of the approval of a call's winner lists: the operator's, a committee's, the ministry's.</summary>
/// <param name="Key">Names the step in data, such as <c>ministry</c>; unique in the call.</param>
/// <param name="Signatory">The role of who signs.</param>
public sealed record ApprovalStep(string Key, LocalizedText Title, PortalRole Signatory)
{
    /// <summary>Of one call.</summary>
    public const int Most = 5;

    /// <summary>Who may sign: officers of the call, and those who publish.</summary>
    public static IReadOnlyList<PortalRole> Signatories { get; } = [PortalRole.Officer, PortalRole.Publisher];

    /// <summary>Of a call that says nothing: one signature, of somebody who may publish.</summary>
    public static IReadOnlyList<ApprovalStep> Default { get; } =
    [new("approval", new LocalizedText("Approbation", "Approval"), PortalRole.Publisher)];

    /// <summary>Who alone signs; null where anybody of the role may.</summary>
    public PersonId? Person { get; init; }

    public bool IsFor(PersonId person, IReadOnlySet<PortalRole> roles) =>
        roles.Contains(Signatory) && (Person is null || Person == person);

    /// <summary>What keeps steps from being an approval.</summary>
    public static IReadOnlyList<Refusal> ObstaclesTo(IReadOnlyList<ApprovalStep> steps)
    {
        var obstacles = new List<Refusal>();
        if (steps.Count > Most)
            obstacles.Add(CallRefusals.TooManyApprovals(Most));
        obstacles.AddRange(steps.Where(step => !step.IsWhole).Select(step => CallRefusals.ApprovalNotWhole(step.Key)));
        obstacles.AddRange(
            steps
                .CountBy(step => step.Key)
                .Where(one => one.Value > 1)
                .Select(one => CallRefusals.ApprovalTwice(one.Key))
        );
        var named = steps.Where(step => step.Person is not null).Select(step => step.Person).ToList();
        if (named.Distinct().Count() < named.Count)
            obstacles.Add(CallRefusals.SignatoryTwice);
        if (steps.Count > 0 && steps[^1].Signatory != PortalRole.Publisher)
            obstacles.Add(CallRefusals.PublisherSignsLast);
        return obstacles;
    }

    private bool IsWhole => CallNames.IsKey(Key) && Title.IsWhole && Signatories.Contains(Signatory);
}
