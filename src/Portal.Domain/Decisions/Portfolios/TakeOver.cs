using Portal.Domain.Dossiers;

namespace Portal.Domain.Decisions.Portfolios;

/// <summary>
/// That a person took a choice over as decisions, all at once, and what stood before: as long as no list carries them,
/// it can be undone as a whole.
/// </summary>
public sealed class TakeOver : Aggregate
{
    private TakeOver() { }

    public TakeOverId Id { get; private set; }

    public WaveId WaveId { get; private set; }

    public PersonId By { get; private set; }

    public DateTimeOffset At { get; private set; }

    public IReadOnlyList<TakenDecision> Taken { get; private set; } = [];

    public PersonId? UndoneBy { get; private set; }

    public DateTimeOffset? UndoneAt { get; private set; }

    /// <summary>Decides on all dossiers of a wave that no list carries: those chosen are funded, the others are not.</summary>
    /// <param name="dossiers">Eligible ones, each with the decision that stands, if one does.</param>
    /// <param name="funded">What each of those chosen gets.</param>
    /// <returns>The act, and the decisions that are new.</returns>
    public static (TakeOver Act, IReadOnlyList<Decision> New) Of(
        WaveId wave,
        IReadOnlyList<(Dossier Dossier, Decision? Standing)> dossiers,
        IReadOnlyDictionary<DossierId, Money> funded,
        TakenReasons reasons,
        PersonId by,
        DateTimeOffset now
    )
    {
        var open = dossiers.Where(one => one.Standing?.ListId is null).ToList();
        if (open.Count == 0)
            throw new RefusedException(PortfolioRefusals.NothingToTake);
        var act = new TakeOver
        {
            Id = TakeOverId.New(),
            WaveId = wave,
            By = by,
            At = now,
            Taken = [.. open.Select(one => TakenDecision.Before(one.Dossier.Id, one.Standing))],
        };
        var fresh = open.Select(one => Decide(one.Dossier, one.Standing, funded, reasons, by, now)).ToList();
        var given = open.Where(one => funded.ContainsKey(one.Dossier.Id)).Select(one => funded[one.Dossier.Id].Euros);
        act.Tell(new PortfolioTakenOver(act.Id, wave, open.Count, given.Count(), given.Sum(), by, now));
        return (act, [.. fresh.OfType<Decision>()]);
    }

    /// <summary>Puts back what stood before; what somebody decided anew in between stays as they decided it.</summary>
    /// <param name="decisions">Those that stand now, by dossier.</param>
    /// <returns>Those that are no decisions any more.</returns>
    public IReadOnlyList<Decision> Undo(
        IReadOnlyDictionary<DossierId, Decision> decisions,
        PersonId by,
        DateTimeOffset now
    )
    {
        if (UndoneAt is not null)
            throw new RefusedException(PortfolioRefusals.Undone);
        var mine = Taken
            .Where(one => decisions.TryGetValue(one.Dossier, out var now) && now.DecidedAt == At && now.DecidedBy == By)
            .Select(one => (Before: one, Decision: decisions[one.Dossier]))
            .ToList();
        if (mine.Exists(one => one.Decision.ListId is not null))
            throw new RefusedException(PortfolioRefusals.Listed);
        foreach (var (before, decision) in mine.Where(one => one.Before.Ruling is not null))
            decision.Revise(before.Ruling!, by, now);
        (UndoneBy, UndoneAt) = (by, now);
        Tell(new TakeOverUndone(Id, WaveId, mine.Count, by, now));
        return [.. mine.Where(one => one.Before.Ruling is null).Select(one => one.Decision)];
    }

    private static Decision? Decide(
        Dossier dossier,
        Decision? standing,
        IReadOnlyDictionary<DossierId, Money> funded,
        TakenReasons reasons,
        PersonId by,
        DateTimeOffset now
    )
    {
        var ruling = funded.TryGetValue(dossier.Id, out var euros)
            ? new Ruling(Outcome.Funded, reasons.Funded) { Amount = euros }
            : new Ruling(Outcome.Rejected, reasons.Rejected);
        if (standing is null)
            return Decision.Take(dossier, ruling, by, now);
        // What was said by criterion is of the dossier, whatever becomes of it.
        standing.Revise(ruling with { Criteria = standing.Criteria }, by, now);
        return null;
    }
}

/// <summary>What carriers will read: one text for those funded, one for the others; each can be changed after.</summary>
public sealed record TakenReasons(string Funded, string Rejected);

/// <summary>A dossier that was decided on, and what stood before; nothing where nothing did.</summary>
public sealed record TakenDecision(DossierId Dossier, Outcome? Outcome, decimal? Amount, string? Reason)
{
    public int? ReserveRank { get; init; }

    public string? Conditions { get; init; }

    public IReadOnlyList<CriterionReason>? Criteria { get; init; }

    public CutOffId? MovesTo { get; init; }

    internal Ruling? Ruling =>
        Outcome is { } outcome
            ? new Ruling(outcome, Reason!)
            {
                Amount = Amount is { } euros ? new Money(euros) : null,
                ReserveRank = ReserveRank,
                Conditions = Conditions ?? "",
                Criteria = Criteria ?? [],
                MovesTo = MovesTo,
            }
            : null;

    internal static TakenDecision Before(DossierId dossier, Decision? standing) =>
        new(dossier, standing?.Outcome, standing?.Amount?.Euros, standing?.Reason)
        {
            ReserveRank = standing?.ReserveRank,
            Conditions = standing?.Conditions,
            Criteria = standing?.Criteria,
            MovesTo = standing?.MovesTo,
        };
}
