namespace Portal.Domain.Decisions;

/// <summary>What a correction is to say.</summary>
/// <param name="Reason">Read by the public.</param>
/// <param name="PublishAt">UTC.</param>
/// <param name="Rulings">What is decided otherwise, by dossier.</param>
public sealed record CorrectionPlan(
    string Reason,
    DateTimeOffset PublishAt,
    IReadOnlyDictionary<DossierId, Ruling> Rulings
)
{
    /// <summary>What is free for the reserve: what the list gave when it was first public, less what its winners keep.</summary>
    /// <param name="list">With its winners.</param>
    /// <param name="decisions">All of the list.</param>
    public static decimal FreedOn(WinnerList list, IReadOnlyList<Decision> decisions) =>
        Math.Max(
            EnvelopeOf(list, decisions)
                - decisions.Where(one => one.DeclinedAt is null).Sum(one => one.Amount?.Euros ?? 0),
            0
        );

    private static decimal EnvelopeOf(WinnerList list, IReadOnlyList<Decision> decisions) =>
        list.Envelope?.Euros ?? decisions.Sum(one => one.Amount?.Euros ?? 0);

    /// <summary>Who of the reserve comes first; null where nobody is on it any more.</summary>
    public static Decision? FirstOfReserve(IReadOnlyList<Decision> decisions) =>
        decisions.Where(one => one.Outcome == Outcome.Reserve).MinBy(one => one.ReserveRank);

    internal bool Corrects(Decision decision) =>
        Rulings.TryGetValue(decision.DossierId, out var ruling) && !decision.Ruling.Says(ruling);

    internal IReadOnlyList<Refusal> ObstaclesOn(WinnerList list, IReadOnlyList<Decision> decisions, DateTimeOffset now)
    {
        var corrected = decisions.Where(Corrects).ToList();
        return
        [
            .. When(!list.IsPublicAt(now), DecisionRefusals.UnderEmbargo),
            .. When(string.IsNullOrWhiteSpace(Reason), DecisionRefusals.CorrectionReasonNeeded),
            .. When(PublishAt < now, DecisionRefusals.PublicationInThePast),
            .. When(corrected.Count == 0, DecisionRefusals.NothingCorrected),
            .. corrected.SelectMany(one => ObstaclesOn(one, Rulings[one.DossierId])),
            .. ObstaclesToReserve(list, decisions, corrected),
        ];
    }

    private static IEnumerable<Refusal> ObstaclesOn(Decision decision, Ruling ruling) =>
        [
            .. ruling.Obstacles,
            // A dossier that waits for another cut-off is decided on there.
            .. When(
                decision.Outcome == Outcome.NextCutOff || ruling.Outcome == Outcome.NextCutOff,
                DecisionRefusals.NotCorrectable
            ),
            .. When(ruling.Outcome == Outcome.Declined && decision.DeclinedAt is null, DecisionRefusals.NotDeclined),
        ];

    /// <summary>The reserve moves up in its order, and within what is free.</summary>
    private IEnumerable<Refusal> ObstaclesToReserve(
        WinnerList list,
        IReadOnlyList<Decision> decisions,
        IReadOnlyList<Decision> corrected
    )
    {
        var after = decisions
            .Select(one => corrected.Contains(one) ? Rulings[one.DossierId].Trimmed : one.Ruling)
            .ToList();
        var twice = after.GroupBy(one => one.ReserveRank).FirstOrDefault(same => same.Key > 0 && same.Count() > 1);
        if (twice is not null)
            yield return DecisionRefusals.ReserveRankTwice(twice.Key!.Value);
        var up = corrected
            .Where(one => one.Outcome == Outcome.Reserve && Rulings[one.DossierId].Outcome == Outcome.Funded)
            .ToList();
        if (up.Count == 0)
            yield break;
        if (after.Any(one => one.ReserveRank < up.Max(moved => moved.ReserveRank)))
            yield return DecisionRefusals.ReserveInOrder;
        // Whatever else the same correction changes, all of it fits what the list gave.
        if (after.Sum(one => one.Amount?.Euros ?? 0) > EnvelopeOf(list, decisions))
            yield return DecisionRefusals.MoreThanFreed(FreedOn(list, decisions));
    }

    private static IEnumerable<Refusal> When(bool lacking, Refusal reason) => lacking ? [reason] : [];
}
