namespace Portal.Domain.Cohorts;

/// <summary>Those whom a wave of an acceleration programme selected, and the year that they spend together.</summary>
public sealed class Cohort
{
    private Cohort() { }

    /// <param name="slug">Its name in addresses.</param>
    /// <param name="call">The slug of the call that selected it.</param>
    /// <param name="wave">The number of the wave.</param>
    public Cohort(string slug, string call, int wave, CohortContent content) =>
        (Slug, Call, Wave, Content) = (slug, call, wave, content);

    public string Slug { get; private set; } = "";

    public string Call { get; private set; } = "";

    public int Wave { get; private set; }

    public CohortContent Content { get; private set; } = null!;

    public void Describe(CohortContent content) => Content = content;
}

/// <param name="Introduction">Markdown.</param>
/// <param name="Candidates">How many applied.</param>
/// <param name="Members">Of a selection whose dossiers aren't in the portal; the winners of the wave come beside them.</param>
/// <param name="Source">Where its facts come from, and what is made up.</param>
public sealed record CohortContent(
    LocalizedText Title,
    LocalizedText Summary,
    LocalizedText Introduction,
    int Candidates,
    IReadOnlyList<CohortMember> Members,
    IReadOnlyList<CohortMentor> Mentors,
    IReadOnlyList<CohortStep> Sessions,
    IReadOnlyList<CohortStep> Milestones,
    LocalizedText Source
);

public sealed record CohortMember(string Name, LocalizedText Product);

/// <param name="Body">That they work for.</param>
public sealed record CohortMentor(string Name, string Body);

/// <summary>A session that all attend, or a milestone that each reaches.</summary>
/// <param name="Day">Europe/Paris.</param>
public sealed record CohortStep(DateOnly Day, LocalizedText Title);
