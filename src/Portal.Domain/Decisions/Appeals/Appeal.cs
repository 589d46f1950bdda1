using Portal.Domain.Dossiers;

namespace Portal.Domain.Decisions.Appeals;

public enum AppealState
{
    Awaited,

    /// <summary>Nobody answered in two months, which rejects it (art. L.231-4, 2° CRPA). It can still be answered.</summary>
    RejectedBySilence,
    Upheld,
    Rejected,
}

/// <summary>That a carrier contests a decision before the service that took it, and what the service answers.</summary>
public sealed class Appeal : Aggregate
{
    public const int TextLength = 20_000;

    private Appeal() { }

    /// <summary>
    /// What keeps a decision from being contested; null where nothing does. That the period is over keeps nobody from
    /// it: it is longer overseas and abroad (art. R.421-7 CJA), and to be late or not is for the service to say.
    /// </summary>
    /// <param name="outcome">Of the decision.</param>
    /// <param name="notified">When it was told, UTC; a correction tells it anew.</param>
    /// <param name="earlier">The appeals of the dossier so far.</param>
    public static Refusal? ObstacleTo(Outcome outcome, DateTimeOffset notified, IReadOnlyList<Appeal> earlier)
    {
        if (outcome == Outcome.Declined)
            return AppealRefusals.GivenUp;
        return earlier.Any(one => one.NotifiedAt == notified) ? AppealRefusals.Lodged : null;
    }

    /// <param name="dossier">That the decision is on.</param>
    /// <param name="decision">That the carrier reads by now.</param>
    /// <param name="notified">When it was told, UTC.</param>
    /// <param name="earlier">The appeals of the dossier so far.</param>
    /// <param name="text">What is contested, and why.</param>
    /// <param name="by">The dossier's coordinator.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">
    /// Nothing or too much is said, not the coordinator speaks, or see <see cref="ObstacleTo"/>.
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
            throw new RefusedException(AppealRefusals.OnlyCoordinator);
        if (ObstacleTo(decision.Outcome, notified, earlier) is { } obstacle)
            throw new RefusedException(obstacle);
        EnsureSaid(text, AppealRefusals.TextNeeded);
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

    /// <summary>Whether it came after the period that runs in mainland France.</summary>
    public bool IsLate => !AppealPeriod.LodgedBy(NotifiedAt).Accepts(LodgedAt);

    /// <summary>
    /// Whether the answer gives two more months to call upon the court: it does where it came before those of the
    /// implied rejection were over (art. R.421-2 CJA).
    /// </summary>
    public bool ReopensCourt =>
        IsUpheld is false && AppealPeriod.LodgedBy(AppealPeriod.SilentUntil(LodgedAt).At).Accepts(AnsweredAt!.Value);

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
        EnsureSaid(reasons, AppealRefusals.ReasonsNeeded);
        (IsUpheld, Answer, AnsweredBy, AnsweredAt) = (isUpheld, reasons.Trim(), by, now);
        Tell(new AppealAnswered(Id, DecisionId, DossierId, isUpheld, by, now));
    }

    private static void EnsureSaid(string text, Refusal otherwise)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new RefusedException(otherwise);
        if (text.Trim().Length > TextLength)
            throw new RefusedException(AppealRefusals.TextTooLong(TextLength));
    }
}
