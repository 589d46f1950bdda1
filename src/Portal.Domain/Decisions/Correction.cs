using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;

namespace Portal.Domain.Decisions;

/// <summary>
/// What is decided otherwise on dossiers of a list that is public: a mistake put right, a winner who gave the aid up,
/// somebody of the reserve in their place. It is signed like the list, known to nobody else until its own moment, and
/// shown as a correction from then on, with its date and its reason.
/// </summary>
public sealed class Correction : Aggregate
{
    private Correction() { }

    /// <param name="list">Public by now.</param>
    /// <param name="decided">All dossiers of the list, each with the decision on it.</param>
    /// <param name="plan">What is to be told.</param>
    /// <param name="steps">The call's own steps of approval; none where it is as usual.</param>
    /// <param name="by">Who prepares.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">See <see cref="CorrectionPlan"/>.</exception>
    public static Correction Prepare(
        WinnerList list,
        IReadOnlyList<(Dossier Dossier, Decision Decision)> decided,
        CorrectionPlan plan,
        IReadOnlyList<ApprovalStep> steps,
        PersonId by,
        DateTimeOffset now
    )
    {
        if (plan.ObstaclesOn(list, [.. decided.Select(one => one.Decision)], now) is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        var correction = new Correction
        {
            Id = CorrectionId.New(),
            ListId = list.Id,
            WaveId = list.WaveId,
            Reason = plan.Reason.Trim(),
            PublishAt = plan.PublishAt,
            PreparedBy = by,
            PreparedAt = now,
            Steps = steps.Count > 0 ? [.. steps] : ApprovalStep.Default,
            Items = [.. decided.Where(one => plan.Corrects(one.Decision)).Select(one => ItemOf(one, plan))],
        };
        correction.Tell(new CorrectionPrepared(correction.Id, list.Id, list.WaveId, plan.PublishAt, by, now));
        return correction;
    }

    public CorrectionId Id { get; private set; }

    public WinnerListId ListId { get; private set; }

    public WaveId WaveId { get; private set; }

    /// <summary>Why; the public reads it with the correction.</summary>
    public string Reason { get; private set; } = "";

    public IReadOnlyList<CorrectedDecision> Items { get; private set; } = [];

    public PersonId PreparedBy { get; private set; }

    public DateTimeOffset PreparedAt { get; private set; }

    /// <summary>The moment from which it counts, once approved; UTC.</summary>
    public DateTimeOffset PublishAt { get; private set; }

    public IReadOnlyList<ApprovalStep> Steps { get; private set; } = [];

    /// <summary>In the order of the steps. A correction isn't changed once it is prepared: it is dropped, and another one made.</summary>
    public IReadOnlyList<CorrectionSignature> Signatures { get; private set; } = [];

    public PersonId? ApprovedBy { get; private set; }

    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>When the list and the decisions took it up, all at once; UTC. Nobody reads anything of it before.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }

    public DateTimeOffset? DroppedAt { get; private set; }

    public bool IsOpen => PublishedAt is null && DroppedAt is null;

    public ApprovalStep? NextStep => DroppedAt is null ? Steps.ElementAtOrDefault(Signatures.Count) : null;

    private Signing Signing => new(NextStep, [PreparedBy], Signatures.Select(one => one.By));

    public Refusal? ObstacleToSigning(PersonId by, IReadOnlySet<PortalRole> roles, IReadOnlySet<PersonId> teams) =>
        Signing.ObstacleFor(by, roles, teams);

    /// <summary>Signs the next step; with the last one the correction is approved, and signing it again changes nothing.</summary>
    public void Sign(PersonId by, IReadOnlySet<PortalRole> roles, IReadOnlySet<PersonId> teams, DateTimeOffset now)
    {
        if (DroppedAt is not null)
            throw new RefusedException(DecisionRefusals.Dropped);
        if (ApprovedAt is not null)
            return;
        if (ObstacleToSigning(by, roles, teams) is { } obstacle)
            throw new RefusedException(obstacle);
        Tell(new CorrectionSigned(Id, ListId, WaveId, NextStep!.Key, by, now));
        Signatures = [.. Signatures, new CorrectionSignature(by, now)];
        if (NextStep is not null)
            return;
        (ApprovedBy, ApprovedAt) = (by, now);
        PublishAt = PublishAt < now ? now : PublishAt;
        Tell(new CorrectionApproved(Id, ListId, WaveId, PublishAt, by, now));
    }

    public void Drop(PersonId by, DateTimeOffset now)
    {
        if (DroppedAt is not null)
            throw new RefusedException(DecisionRefusals.Dropped);
        if (ApprovedAt is not null)
            throw new RefusedException(DecisionRefusals.Approved);
        DroppedAt = now;
        Tell(new CorrectionDropped(Id, ListId, WaveId, by, now));
    }

    /// <summary>The decisions and the list say it from now on. Doing it twice changes nothing.</summary>
    /// <param name="list">That it corrects, with its winners.</param>
    /// <param name="decided">The dossiers that it is about, each with the decision on it.</param>
    /// <param name="now">UTC.</param>
    public void Publish(
        WinnerList list,
        IReadOnlyList<(Dossier Dossier, Decision Decision)> decided,
        DateTimeOffset now
    )
    {
        if (PublishedAt is not null)
            return;
        if (ApprovedAt is null || PublishAt > now)
            throw new RefusedException(DecisionRefusals.UnderEmbargo);
        foreach (var item in Items)
        {
            var (dossier, decision) = decided.Single(one => one.Dossier.Id == item.Dossier);
            decision.Correct(item.After.Ruling, now);
            list.Correct(dossier, decision, now);
        }
        PublishedAt = now;
        Tell(new CorrectionPublished(Id, ListId, WaveId, [.. Items.Select(item => item.Dossier)], By: null, now));
    }

    private static CorrectedDecision ItemOf((Dossier Dossier, Decision Decision) one, CorrectionPlan plan) =>
        new(
            one.Dossier.Id,
            one.Dossier.Number!,
            one.Dossier.CurrentFiling?.Title ?? one.Dossier.Title,
            KeptRuling.Of(one.Decision.Ruling),
            KeptRuling.Of(plan.Rulings[one.Dossier.Id].Trimmed)
        );
}

public sealed record CorrectionSignature(PersonId By, DateTimeOffset At);

/// <summary>What is decided otherwise on one dossier.</summary>
/// <param name="Number">As the public knows it.</param>
public sealed record CorrectedDecision(
    DossierId Dossier,
    string Number,
    string Title,
    KeptRuling Before,
    KeptRuling After
)
{
    /// <summary>Whether the public list says something else by it: of all others their carriers alone are told.</summary>
    public bool ChangesList => Before.Amount != After.Amount;
}

/// <summary>A ruling on record.</summary>
public sealed record KeptRuling(Outcome Outcome, decimal? Amount, string Reason)
{
    public int? ReserveRank { get; init; }

    public string Conditions { get; init; } = "";

    public IReadOnlyList<CriterionReason> Criteria { get; init; } = [];

    internal Ruling Ruling =>
        new(Outcome, Reason)
        {
            Amount = Amount is { } euros ? new Money(euros) : null,
            ReserveRank = ReserveRank,
            Conditions = Conditions,
            Criteria = Criteria,
        };

    internal static KeptRuling Of(Ruling ruling) =>
        new(ruling.Outcome, ruling.Amount?.Euros, ruling.Reason)
        {
            ReserveRank = ruling.ReserveRank,
            Conditions = ruling.Conditions,
            Criteria = ruling.Criteria,
        };
}
