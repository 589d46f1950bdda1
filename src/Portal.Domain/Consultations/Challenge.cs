using Portal.Domain.Calls;

namespace Portal.Domain.Consultations;

/// <summary>
/// A Grand Défi: a part of the programme that has a roadmap, on which an action plan is put to the public, an expert
/// committee is set up, and calls open.
/// </summary>
public sealed class Challenge : Aggregate
{
    public const int MostSteps = 20;

    private Challenge() { }

    /// <summary>Begins it: the public reads of it from then on.</summary>
    /// <param name="slug">Its name in addresses.</param>
    /// <param name="content">What it says of itself.</param>
    /// <param name="by">Null where it comes with the portal's own data.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">Something is missing or contradicts itself.</exception>
    public static Challenge Begin(string slug, ChallengeContent content, PersonId? by, DateTimeOffset now)
    {
        if (!CallNames.IsSlug(slug))
            throw new RefusedException(ConsultationRefusals.SlugWrong(CallNames.SlugLength));
        var begun = new Challenge { Id = ChallengeId.New(), Slug = slug };
        begun.Write(content);
        begun.Tell(new ChallengeBegun(begun.Id, by, now));
        return begun;
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

    /// <summary>Changes what it says of itself, where its roadmap stands and which calls open under it.</summary>
    /// <exception cref="RefusedException">Something is missing or contradicts itself.</exception>
    public void Describe(ChallengeContent content, PersonId? by, DateTimeOffset now)
    {
        if (Words == content.Words && Roadmap.SequenceEqual(content.Roadmap) && Calls.SequenceEqual(content.Calls))
            return;
        Write(content);
        Tell(new ChallengeDescribed(Id, by, now));
    }

    private void Write(ChallengeContent content)
    {
        if (content.Obstacles is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        (Words, Roadmap, Calls) = (content.Words, content.Roadmap, content.Calls);
    }

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
