using Portal.Domain.Calls;

namespace Portal.Domain.Cohorts;

/// <param name="Introduction">Markdown.</param>
/// <param name="Candidates">How many applied.</param>
/// <param name="Members">Of a selection whose dossiers aren't in the portal; the winners of the wave come beside them.</param>
/// <param name="Sessions">That all attend.</param>
/// <param name="Milestones">That each reaches.</param>
/// <param name="Source">Where its facts come from, and what is made up.</param>
public sealed record CohortContent(
    LocalizedText Title,
    LocalizedText Summary,
    LocalizedText Introduction,
    int Candidates,
    IReadOnlyList<CohortMember> Members,
    IReadOnlyList<CohortMentor> Mentors,
    IReadOnlyList<CohortStep> Sessions,
    IReadOnlyList<CohortMilestone> Milestones,
    LocalizedText Source
)
{
    public const int Most = 100;

    private const int Line = CallPresentation.LineLength;

    /// <summary>What keeps it from being public.</summary>
    internal IReadOnlyList<Refusal> Obstacles
    {
        get
        {
            var obstacles = new List<Refusal>();
            if (!IsWhole)
                obstacles.Add(CohortRefusals.WordsMissing(Line));
            if (Candidates < Members.Count)
                obstacles.Add(CohortRefusals.TooFewCandidates(Members.Count));
            if (new[] { Members.Count, Mentors.Count, Sessions.Count, Milestones.Count }.Max() > Most)
                obstacles.Add(CohortRefusals.TooMany(Most));
            obstacles.AddRange(
                Members
                    .Where(one => one.Name.Length is 0 or > Line || !one.Product.IsWholeWithin(Line))
                    .Select(one => CohortRefusals.MemberMissing(one.Name, Line))
            );
            if (Mentors.Any(one => one.Name.Length is 0 or > Line || one.Body.Length is 0 or > Line))
                obstacles.Add(CohortRefusals.MentorMissing(Line));
            if (
                !Sessions.All(one => one.Title.IsWholeWithin(Line))
                || !Milestones.All(one => one.Title.IsWholeWithin(Line))
            )
                obstacles.Add(CohortRefusals.StepMissing(Line));
            if (Twice(Members.Select(one => one.Key)) || Twice(Milestones.Select(one => one.Key)))
                obstacles.Add(CohortRefusals.KeyTwice);
            return obstacles;
        }
    }

    private bool IsWhole =>
        Title.IsWholeWithin(Line)
        && Summary.IsWholeWithin(Line)
        && Introduction.IsWholeWithin(CallPresentation.TextLength)
        && Source.IsWholeWithin(CallPresentation.TextLength);

    private static bool Twice(IEnumerable<string> keys) => keys.CountBy(key => key).Any(one => one.Value > 1);

    /// <summary>Members and milestones that have no key yet are given one, made of their words.</summary>
    internal CohortContent WithKeys()
    {
        var members = Members.Select(one => one.Key).Where(key => key.Length > 0).ToHashSet(StringComparer.Ordinal);
        var milestones = Milestones
            .Select(one => one.Key)
            .Where(key => key.Length > 0)
            .ToHashSet(StringComparer.Ordinal);
        return this with
        {
            Members =
            [
                .. Members.Select(one => one.Key.Length > 0 ? one : one with { Key = Keys.Free(one.Name, members) }),
            ],
            Milestones =
            [
                .. Milestones.Select(one =>
                    one.Key.Length > 0 ? one : one with { Key = Keys.Free(one.Title.Fr, milestones) }
                ),
            ],
        };
    }
}

public sealed record CohortMember(string Name, LocalizedText Product)
{
    /// <summary>Names it in what it reached, whatever it is called by now.</summary>
    public string Key { get; init; } = "";
}

/// <param name="Body">That they work for.</param>
public sealed record CohortMentor(string Name, string Body);

/// <summary>A session that all attend.</summary>
/// <param name="Day">Europe/Paris.</param>
public sealed record CohortStep(DateOnly Day, LocalizedText Title)
{
    public CohortStepState StateOn(DateOnly day) =>
        Day < day ? CohortStepState.Past
        : Day == day ? CohortStepState.Today
        : CohortStepState.Coming;
}

public enum CohortStepState
{
    Past,
    Today,
    Coming,
}

/// <summary>A milestone that each reaches.</summary>
/// <param name="Day">By which they should, Europe/Paris.</param>
public sealed record CohortMilestone(DateOnly Day, LocalizedText Title)
{
    public string Key { get; init; } = "";

    /// <summary>Who has reached it; the others haven't.</summary>
    public IReadOnlyList<CohortReach> Reached { get; init; } = [];

    /// <summary>The day on which a member reached it; null where they haven't.</summary>
    /// <param name="member">A key, or a winner's number.</param>
    public DateOnly? ReachedBy(string member) =>
        Reached.Where(one => one.Member == member).Select(one => (DateOnly?)one.On).FirstOrDefault();
}

/// <param name="Member">A member's key, or a winner's number.</param>
/// <param name="On">Europe/Paris.</param>
public sealed record CohortReach(string Member, DateOnly On);
