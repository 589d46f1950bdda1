namespace Portal.Domain.Decisions.Appeals;

/// <summary>
/// Until when a decision can be contested before the service and, after it, before the administrative court. What the
/// court does then isn't known to the portal: who works for the service says that a dossier is to be kept.
/// </summary>
public static class Remedies
{
    /// <param name="told">When the decision was told, UTC.</param>
    /// <param name="appeals">Those of its dossier, late ones too: to be late or not is for the service, or the court, to say.</param>
    public static DateTimeOffset EndOf(DateTimeOffset told, IEnumerable<Appeal> appeals) =>
        appeals.Select(EndOf).Append(AppealPeriod.LodgedBy(told).EndsAt).Max();

    /// <summary>An appeal keeps the court's two months from running until it is answered, or silence rejects it (art. L.411-2 CRPA).</summary>
    private static DateTimeOffset EndOf(Appeal appeal)
    {
        var silence = AppealPeriod.LodgedBy(AppealPeriod.SilentUntil(appeal.LodgedAt).At).EndsAt;
        // Whatever the answer: a correction that follows is told anew, and has remedies of its own.
        return appeal.AnsweredAt is { } answered && AppealPeriod.LodgedBy(answered).EndsAt is var end && end > silence
            ? end
            : silence;
    }
}
