using Portal.Domain.Calls;

namespace Portal.Domain.Consultations;

/// <summary>What staff writes of a challenge.</summary>
/// <param name="Roadmap">In the order in which its steps follow.</param>
/// <param name="Calls">The slugs of the calls that open under it.</param>
public sealed record ChallengeContent(
    ChallengeWords Words,
    IReadOnlyList<RoadmapStep> Roadmap,
    IReadOnlyList<string> Calls
)
{
    /// <summary>What keeps it from being public.</summary>
    internal IReadOnlyList<Refusal> Obstacles =>
        [
            .. Words.IsWhole ? [] : new[] { ConsultationRefusals.WordsMissing(CallPresentation.LineLength) },
            .. Roadmap.Count > Challenge.MostSteps
                ? new[] { ConsultationRefusals.TooManySteps(Challenge.MostSteps) }
                : [],
            .. Roadmap.Index().SelectMany(step => step.Item.ObstaclesAt(step.Index + 1)),
        ];
}

/// <summary>What a challenge says of itself.</summary>
/// <param name="Description">Markdown.</param>
/// <param name="Source">Where its facts come from, and what is made up.</param>
public sealed record ChallengeWords(
    LocalizedText Title,
    LocalizedText Summary,
    LocalizedText Description,
    LocalizedText Source
)
{
    internal bool IsWhole =>
        Title.IsWholeWithin(CallPresentation.LineLength)
        && Summary.IsWholeWithin(CallPresentation.LineLength)
        && Description.IsWholeWithin(CallPresentation.TextLength)
        && Source.IsWholeWithin(CallPresentation.TextLength);
}

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
    internal IEnumerable<Refusal> ObstaclesAt(int place)
    {
        if (!Title.IsWholeWithin(CallPresentation.LineLength) || !When.IsWholeWithin(CallPresentation.LineLength))
            yield return ConsultationRefusals.StepMissing(place, CallPresentation.LineLength);
        if (Until < From)
            yield return ConsultationRefusals.StepEndsBeforeItBegins(place);
    }

    public RoadmapState StateOn(DateOnly day) =>
        day < From ? RoadmapState.Coming
        : day > Until ? RoadmapState.Done
        : RoadmapState.Current;
}
