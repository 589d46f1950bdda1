namespace Portal.Domain.Recommendations;

public enum RecommendationState
{
    NotBegun,
    UnderWay,
    Done,

    /// <summary>Given up, for a reason that the public reads.</summary>
    Dropped,
}

/// <summary>A recommendation of a report, which somebody is in charge of, and what becomes of it in the public's eyes.</summary>
public sealed class FollowedRecommendation : Aggregate
{
    public const int OwnerLength = 200;
    public const int NoteLength = 2_000;

    private FollowedRecommendation() { }

    /// <param name="report">The slug of the report that it stands in.</param>
    /// <param name="number">Its number in the report, from 1.</param>
    /// <param name="axis">The part of the report that it belongs to.</param>
    /// <param name="text">What it recommends.</param>
    public FollowedRecommendation(string report, int number, LocalizedText axis, LocalizedText text)
    {
        (Id, Report, Number) = (RecommendationId.New(), report, number);
        Describe(axis, text);
    }

    public RecommendationId Id { get; private set; }

    public string Report { get; private set; } = "";

    public int Number { get; private set; }

    public LocalizedText Axis { get; private set; } = null!;

    public LocalizedText Text { get; private set; } = null!;

    /// <summary>The body in charge; empty while none is named.</summary>
    public string Owner { get; private set; } = "";

    /// <summary>The next day on which something is due, Europe/Paris; null where none is set.</summary>
    public DateOnly? NextDay { get; private set; }

    /// <summary>What was said of it, the oldest first; the last one tells where it stands.</summary>
    public IReadOnlyList<RecommendationStep> Steps { get; private set; } = [];

    public RecommendationState State => Steps.Count == 0 ? RecommendationState.NotBegun : Steps[^1].State;

    /// <summary>Whether somebody has set about it, or has done it.</summary>
    public bool IsBegun => State is RecommendationState.UnderWay or RecommendationState.Done;

    /// <summary>Whether nothing is due of it any more.</summary>
    public bool IsOver => State is RecommendationState.Done or RecommendationState.Dropped;

    /// <summary>Whether its next day has gone by while it isn't finished.</summary>
    public bool IsLateOn(DateOnly day) => NextDay < day && !IsOver;

    public void Describe(LocalizedText axis, LocalizedText text) => (Axis, Text) = (axis, text);

    /// <summary>Says where it stands now; what was said before stays to be read.</summary>
    /// <param name="owner">The body in charge.</param>
    /// <param name="nextDay">The next day on which something is due.</param>
    /// <param name="step">What is said, and what proves it.</param>
    /// <exception cref="RefusedException">Nothing is said, or it is done without anything that proves it.</exception>
    public void Follow(string owner, DateOnly? nextDay, RecommendationStep step)
    {
        if (owner.Length is 0 or > OwnerLength)
            throw new RefusedException(RecommendationRefusals.OwnerMissing(OwnerLength));
        if (!step.Note.IsWhole || Math.Max(step.Note.Fr.Length, step.Note.En.Length) > NoteLength)
            throw new RefusedException(RecommendationRefusals.NoteMissing(NoteLength));
        if (step.Evidence.Length > 0 && !PageAddress.IsTaken(step.Evidence))
            throw new RefusedException(RecommendationRefusals.EvidenceNoAddress);
        if (step.State == RecommendationState.Done && step.Evidence.Length == 0)
            throw new RefusedException(RecommendationRefusals.EvidenceMissing);
        (Owner, NextDay, Steps) = (owner, nextDay, [.. Steps, step]);
        Tell(new RecommendationFollowed(Id, step.State, step.By, step.At));
    }
}

/// <summary>What was said of a recommendation.</summary>
/// <param name="Evidence">A page of the portal, or an https address; empty where none is given.</param>
/// <param name="By">Null where it came with the portal's own data.</param>
/// <param name="At">UTC.</param>
public sealed record RecommendationStep(
    RecommendationState State,
    LocalizedText Note,
    string Evidence,
    PersonId? By,
    DateTimeOffset At
);

public sealed record RecommendationFollowed(
    RecommendationId Recommendation,
    RecommendationState State,
    PersonId? By,
    DateTimeOffset At
) : DomainEvent(By, At)
{
    public override string Name => "recommendation.followed";

    public override Subject Subject => new("recommendation", Recommendation.Value);
}

public static class RecommendationRefusals
{
    public static Refusal OwnerMissing(int most) => new("recommendation.owner-missing", most);

    public static Refusal NoteMissing(int most) => new("recommendation.note-missing", most);

    public static Refusal StateMissing { get; } = new("recommendation.state-missing");

    public static Refusal EvidenceMissing { get; } = new("recommendation.evidence-missing");

    public static Refusal EvidenceNoAddress { get; } = new("recommendation.evidence-no-address");
}
