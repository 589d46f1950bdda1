using Portal.Domain.Dossiers;

namespace Portal.Domain.Decisions.Appeals;

public enum AppealState
{
    Awaited,

    /// <summary>Nobody answered in time: silence rejects it (art. R.421-2 CJA). It can still be answered.</summary>
    RejectedBySilence,
    Upheld,
    Rejected,
}

/// <summary>That a carrier contests a decision before the service that took it, and what the service answers.</summary>
public sealed class Appeal : Aggregate
{
    public const int TextLength = 20_000;

    private Appeal() { }

    /// <summary>What keeps a decision from being contested; null where nothing does.</summary>
    /// <param name="notified">When it was told, UTC; a correction tells it anew.</param>
    /// <param name="earlier">The appeals against it so far.</param>
    /// <param name="now">UTC.</param>
    public static Refusal? ObstacleTo(DateTimeOffset notified, IReadOnlyList<Appeal> earlier, DateTimeOffset now)
    {
        if (earlier.Any(one => one.NotifiedAt == notified || one.StateAt(now) == AppealState.Awaited))
            return AppealRefusals.Lodged;
        return AppealPeriod.LodgedBy(notified).Accepts(now) ? null : AppealRefusals.TooLate;
    }

    /// <param name="dossier">That the decision is on.</param>
    /// <param name="decision">That the carrier reads by now.</param>
    /// <param name="notified">When it was told, UTC.</param>
    /// <param name="earlier">The appeals against it so far.</param>
    /// <param name="text">What is contested, and why.</param>
    /// <param name="by">The dossier's coordinator.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">
    /// Nothing is said, not the coordinator speaks, or see <see cref="ObstacleTo"/>.
    /// </exception>
    public static Appeal Lodge(
        Dossier dossier,
        Decision decision,
        DateTimeOffset notified,
        IReadOnlyList<Appeal> earlier,
        string text,
        PersonId by,
        DateTimeOffset now
    )
    {
        if (!dossier.Members.Any(member => member.Person == by && member.Role == MemberRole.Coordinator))
            throw new RefusedException(DossierRefusals.OnlyCoordinator);
        if (string.IsNullOrWhiteSpace(text))
            throw new RefusedException(AppealRefusals.TextNeeded);
        if (ObstacleTo(notified, earlier, now) is { } obstacle)
            throw new RefusedException(obstacle);
        var appeal = new Appeal
        {
            Id = AppealId.New(),
            DossierId = dossier.Id,
            DecisionId = decision.Id,
            NotifiedAt = notified,
            Text = text.Trim(),
            LodgedBy = by,
            LodgedAt = now,
        };
        appeal.Tell(new AppealLodged(appeal.Id, decision.Id, dossier.Id, by, now));
        return appeal;
    }

    public AppealId Id { get; private set; }

    public DossierId DossierId { get; private set; }

    public DecisionId DecisionId { get; private set; }

    /// <summary>When what is contested was told, UTC.</summary>
    public DateTimeOffset NotifiedAt { get; private set; }

    public string Text { get; private set; } = "";

    public PersonId LodgedBy { get; private set; }

    public DateTimeOffset LodgedAt { get; private set; }

    /// <summary>Whether the service decides anew; null until it answers.</summary>
    public bool? IsUpheld { get; private set; }

    /// <summary>Why; the carrier reads it.</summary>
    public string Answer { get; private set; } = "";

    public PersonId? AnsweredBy { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public AppealState StateAt(DateTimeOffset now) =>
        IsUpheld switch
        {
            true => AppealState.Upheld,
            false => AppealState.Rejected,
            null when AppealPeriod.SilentUntil(LodgedAt).Accepts(now) => AppealState.Awaited,
            null => AppealState.RejectedBySilence,
        };

    /// <summary>The service answers, once. Where it upholds, a correction of the list follows, signed like any other.</summary>
    public void Reply(bool isUpheld, string reasons, PersonId by, DateTimeOffset now)
    {
        if (AnsweredAt is not null)
            throw new RefusedException(AppealRefusals.Answered);
        if (string.IsNullOrWhiteSpace(reasons))
            throw new RefusedException(AppealRefusals.ReasonsNeeded);
        (IsUpheld, Answer, AnsweredBy, AnsweredAt) = (isUpheld, reasons.Trim(), by, now);
        Tell(new AppealAnswered(Id, DecisionId, DossierId, isUpheld, by, now));
    }
}
