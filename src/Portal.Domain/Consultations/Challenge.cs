namespace Portal.Domain.Consultations;

/// <summary>
/// A Grand Défi: a part of the programme that has a roadmap, on which an action plan is put to the public, an expert
/// committee is set up, and calls open.
/// </summary>
public sealed class Challenge : Aggregate
{
    private Challenge() { }

    /// <param name="slug">Its name in addresses.</param>
    /// <param name="words">What it says of itself.</param>
    public Challenge(string slug, ChallengeWords words)
    {
        (Id, Slug, Words) = (ChallengeId.New(), slug, words);
    }

    public ChallengeId Id { get; private set; }

    public string Slug { get; private set; } = "";

    public ChallengeWords Words { get; private set; } = null!;

    /// <summary>In the order in which its steps follow.</summary>
    public IReadOnlyList<RoadmapStep> Roadmap { get; private set; } = [];

    /// <summary>By the order in which they were named.</summary>
    public IReadOnlyList<CommitteeMember> Committee { get; private set; } = [];

    /// <summary>The slugs of the calls that open under it.</summary>
    public IReadOnlyList<string> Calls { get; private set; } = [];

    public void Describe(ChallengeWords words, IReadOnlyList<RoadmapStep> roadmap, IReadOnlyList<string> calls) =>
        (Words, Roadmap, Calls) = (words, roadmap, calls);

    /// <summary>Names a member of the expert committee, with what they declared: the public reads it beside the name.</summary>
    /// <exception cref="RefusedException">Something is missing, or they are a member already.</exception>
    public void Seat(CommitteeMember member, PersonId? by, DateTimeOffset now)
    {
        if (member.Obstacle is { } obstacle)
            throw new RefusedException(obstacle);
        if (Committee.Any(one => one.Name == member.Name))
            throw new RefusedException(ConsultationRefusals.SeatedAlready(member.Name));
        Committee = [.. Committee, member];
        Tell(new CommitteeSeated(Id, member.Name, by, now));
    }

    /// <exception cref="RefusedException">There is no such member.</exception>
    public void Unseat(string name, PersonId by, DateTimeOffset now)
    {
        if (Committee.All(one => one.Name != name))
            throw new RefusedException(ConsultationRefusals.NotSeated(name));
        Committee = [.. Committee.Where(one => one.Name != name)];
        Tell(new CommitteeUnseated(Id, name, by, now));
    }
}

/// <summary>What a challenge says of itself.</summary>
/// <param name="Description">Markdown.</param>
/// <param name="Source">Where its facts come from, and what is made up.</param>
public sealed record ChallengeWords(
    LocalizedText Title,
    LocalizedText Summary,
    LocalizedText Description,
    LocalizedText Source
);

public enum RoadmapState
{
    Done,
    Current,
    Coming,
}

/// <summary>A step of a roadmap.</summary>
/// <param name="When">Its time as it is announced, such as "second quarter of 2024".</param>
/// <param name="From">The first day, Europe/Paris.</param>
/// <param name="Until">The last day.</param>
public sealed record RoadmapStep(LocalizedText Title, LocalizedText When, DateOnly From, DateOnly Until)
{
    public RoadmapState StateOn(DateOnly day) =>
        day < From ? RoadmapState.Coming
        : day > Until ? RoadmapState.Done
        : RoadmapState.Current;
}

/// <summary>A member of the expert committee of a challenge.</summary>
/// <param name="Body">The body that they work for.</param>
/// <param name="Declaration">Their ties of interest, as they declared them; that there are none is said too.</param>
/// <param name="DeclaredOn">The day of the declaration, Europe/Paris.</param>
public sealed record CommitteeMember(string Name, string Body, string Declaration, DateOnly DeclaredOn)
{
    public const int NameLength = 150;
    public const int DeclarationLength = 2_000;

    /// <summary>What keeps them from being seated; null where nothing does.</summary>
    internal Refusal? Obstacle =>
        Name.Length is 0 or > NameLength || Body.Length is 0 or > NameLength
            ? ConsultationRefusals.NameMissing(NameLength)
        : Declaration.Length is 0 or > DeclarationLength ? ConsultationRefusals.DeclarationMissing(DeclarationLength)
        : null;
}
