using Portal.Domain.Dossiers;
using Portal.Domain.Waves;

namespace Portal.Domain.Decisions;

/// <summary>
/// What was decided on a dossier, with the reasons that its carrier will read. It stays within staff until the
/// winner list of its wave is public.
/// </summary>
public sealed class Decision : Aggregate
{
    private Decision() { }

    /// <exception cref="RefusedException">The dossier isn't eligible, or the ruling isn't whole.</exception>
    public static Decision Take(Dossier dossier, Ruling ruling, PersonId by, DateTimeOffset now)
    {
        if (dossier.State != DossierState.Eligible)
            throw new RefusedException(DecisionRefusals.NotEligible);
        if (dossier.IsFiledInPart)
            throw new RefusedException(DecisionRefusals.VerdictFirst);
        if (dossier.ComplementsAsked is not null)
            throw new RefusedException(DossierRefusals.ComplementsAwaited);
        var decision = new Decision
        {
            Id = DecisionId.New(),
            DossierId = dossier.Id,
            WaveId = dossier.WaveId,
        };
        decision.Decide(ruling, by, now);
        return decision;
    }

    public DecisionId Id { get; private set; }

    public DossierId DossierId { get; private set; }

    public WaveId WaveId { get; private set; }

    public Outcome Outcome { get; private set; }

    /// <summary>The aid granted, in euros; null unless funded.</summary>
    public Money? Amount { get; private set; }

    /// <summary>The place on the reserve list, from 1; null unless on it.</summary>
    public int? ReserveRank { get; private set; }

    /// <summary>Read by the carrier once the list is public, as are conditions and criteria.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>What is to be done for the aid; empty where nothing is.</summary>
    public string Conditions { get; private set; } = "";

    /// <summary>Reasons by criterion.</summary>
    public IReadOnlyList<CriterionReason> Criteria { get; private set; } = [];

    /// <summary>The cut-off at which the dossier is judged anew; null unless that is the outcome.</summary>
    public CutOffId? MovesTo { get; private set; }

    /// <summary>When the dossier left for that cut-off, UTC: from then on another decision is to be taken on it.</summary>
    public DateTimeOffset? MovedAt { get; private set; }

    public PersonId DecidedBy { get; private set; }

    public DateTimeOffset DecidedAt { get; private set; }

    /// <summary>When the winner gave the aid up, UTC.</summary>
    public DateTimeOffset? DeclinedAt { get; private set; }

    /// <summary>What it grants by now; null where it funds nothing, or the aid was given up.</summary>
    public Money? Aid => DeclinedAt is null ? Amount : null;

    /// <summary>Who said so: the coordinator, or who of staff noted it.</summary>
    public PersonId? DeclinedBy { get; private set; }

    /// <summary>When a correction of its list last decided it otherwise, UTC.</summary>
    public DateTimeOffset? CorrectedAt { get; private set; }

    /// <summary>The list that carries the decision; once it is approved, the decision stands.</summary>
    public WinnerListId? ListId { get; private set; }

    /// <summary>All that was decided, as it stands now.</summary>
    public Ruling Ruling =>
        new(Outcome, Reason)
        {
            Amount = Amount,
            ReserveRank = ReserveRank,
            Conditions = Conditions,
            Criteria = Criteria,
            MovesTo = MovesTo,
        };

    /// <summary>Decides anew, as long as no list carries the decision.</summary>
    public void Revise(Ruling ruling, PersonId by, DateTimeOffset now)
    {
        if (ListId is not null)
            throw new RefusedException(DecisionRefusals.Listed);
        Decide(ruling, by, now);
    }

    /// <summary>Decides anew on a list that carries the decision, as long as nobody reads it.</summary>
    /// <returns>Whether anything is decided otherwise.</returns>
    internal bool ReviseOn(WinnerListId list, Ruling ruling, PersonId by, DateTimeOffset now)
    {
        if (ListId != list)
            throw new InvalidOperationException("The decision is carried by another list.");
        if (Ruling.Says(ruling))
            return false;
        Decide(ruling, by, now);
        return true;
    }

    /// <summary>The winner gives the aid up, once it is told. Doing it twice changes nothing.</summary>
    public void Decline(PersonId by, DateTimeOffset now)
    {
        if (Outcome != Outcome.Funded || ListId is null)
            throw new RefusedException(DecisionRefusals.NotWinner);
        if (DeclinedAt is not null)
            return;
        (DeclinedBy, DeclinedAt) = (by, now);
        Tell(new AidDeclined(Id, DossierId, by, now));
    }

    /// <summary>Says what a correction of its list decided.</summary>
    internal void Correct(Ruling ruling, DateTimeOffset now)
    {
        Keep(ruling.Trimmed);
        // Who is a winner after all gave nothing up: what they have isn't free for the reserve.
        if (Outcome == Outcome.Funded)
            (DeclinedBy, DeclinedAt) = (null, null);
        CorrectedAt = now;
        Tell(new DecisionCorrected(Id, DossierId, Outcome, Amount?.Euros, By: null, now) { ReserveRank = ReserveRank });
    }

    /// <summary>Once it is told: what was filed counts for the cut-off that was decided. Doing it twice changes nothing.</summary>
    /// <returns>Whether the dossier left now.</returns>
    public bool MoveOn(Dossier dossier, Wave wave, DateTimeOffset now)
    {
        if (MovesTo is not { } to || MovedAt is not null)
            return false;
        MovedAt = now;
        dossier.MoveTo(wave.CutOffs.Single(cutOff => cutOff.Id == to), now);
        return true;
    }

    internal void CarryOn(WinnerListId list) => ListId = list;

    /// <summary>Takes the decision off a list that was given up before its approval.</summary>
    internal void TakeOff() => ListId = null;

    private void Decide(Ruling ruling, PersonId by, DateTimeOffset now)
    {
        if (ruling.Obstacles is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        if (ruling.Outcome == Outcome.Declined)
            throw new RefusedException(DecisionRefusals.NotDeclined);
        Keep(ruling.Trimmed);
        (DecidedBy, DecidedAt) = (by, now);
        Tell(new DecisionTaken(Id, DossierId, Outcome, Amount?.Euros, by, now) { ReserveRank = ReserveRank });
    }

    private void Keep(Ruling kept)
    {
        (Outcome, Amount, ReserveRank, Reason) = (kept.Outcome, kept.Amount, kept.ReserveRank, kept.Reason);
        (Conditions, Criteria, MovesTo) = (kept.Conditions, kept.Criteria, kept.MovesTo);
    }
}
