using Portal.Domain.Dossiers;

namespace Portal.Domain.Decisions;

public enum Outcome
{
    Funded,
    Rejected,
}

/// <summary>
/// What was decided on a dossier, with the reason that its carrier will read. It stays within staff until the
/// winner list of its wave is public.
/// </summary>
public sealed class Decision : Aggregate
{
    private Decision() { }

    /// <exception cref="RefusedException">The dossier isn't eligible, or reason or amount are missing.</exception>
    public static Decision Take(
        Dossier dossier,
        Outcome outcome,
        Money? amount,
        string reason,
        PersonId by,
        DateTimeOffset now
    )
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
        decision.Decide(outcome, amount, reason, by, now);
        return decision;
    }

    public DecisionId Id { get; private set; }

    public DossierId DossierId { get; private set; }

    public WaveId WaveId { get; private set; }

    public Outcome Outcome { get; private set; }

    /// <summary>The aid granted, in euros; null unless funded.</summary>
    public Money? Amount { get; private set; }

    /// <summary>Read by the carrier once the list is public.</summary>
    public string Reason { get; private set; } = "";

    public PersonId DecidedBy { get; private set; }

    public DateTimeOffset DecidedAt { get; private set; }

    /// <summary>The list that carries the decision; once it is approved, the decision stands.</summary>
    public WinnerListId? ListId { get; private set; }

    /// <summary>Decides anew, as long as no list carries the decision.</summary>
    public void Revise(Outcome outcome, Money? amount, string reason, PersonId by, DateTimeOffset now)
    {
        if (ListId is not null)
            throw new RefusedException(DecisionRefusals.Listed);
        Decide(outcome, amount, reason, by, now);
    }

    internal void CarryOn(WinnerListId list) => ListId = list;

    /// <summary>Takes the decision off a list that was given up before its approval.</summary>
    internal void TakeOff() => ListId = null;

    private void Decide(Outcome outcome, Money? amount, string reason, PersonId by, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new RefusedException(DecisionRefusals.ReasonNeeded);
        if (outcome == Outcome.Funded && amount is not { Euros: > 0 })
            throw new RefusedException(DecisionRefusals.AmountNeeded);
        (Outcome, Amount, Reason) = (outcome, outcome == Outcome.Funded ? amount : null, reason.Trim());
        (DecidedBy, DecidedAt) = (by, now);
        Tell(new DecisionTaken(Id, DossierId, outcome, Amount?.Euros, by, now));
    }
}
