using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Domain.Waves;

namespace Portal.Domain.Decisions;

/// <summary>Signing a list step by step, and changing it before it is public: what was signed was what it said then.</summary>
public sealed partial class WinnerList
{
    /// <summary>From so long before its moment on, an approved list stays as it is: nothing is public and then is not.</summary>
    public static readonly TimeSpan Still = TimeSpan.FromMinutes(1);

    /// <summary>The step that is to be signed next; null where none is.</summary>
    public ApprovalStep? NextStep => DroppedAt is null ? Steps.ElementAtOrDefault(Holding.Count()) : null;

    /// <summary>Whether it can still be decided anew, or told at another moment.</summary>
    public bool MayChangeAt(DateTimeOffset now) => DroppedAt is null && !IsPublicAt(now + Still);

    private IEnumerable<ListSignature> Holding => _signatures.Where(one => one.Holds);

    /// <summary>Why somebody can't sign the next step; null where they can.</summary>
    /// <param name="by">Who would sign.</param>
    /// <param name="roles">What they are for the list's call.</param>
    /// <param name="teams">The people of the teams whose dossiers the list decides on, who would gain by it.</param>
    public Refusal? ObstacleToSigning(PersonId by, IReadOnlySet<PortalRole> roles, IReadOnlySet<PersonId> teams) =>
        new Signing(
            NextStep,
            Changes.Select(change => change.By).Prepend(PreparedBy),
            Holding.Select(signature => signature.By)
        ).ObstacleFor(by, roles, teams);

    /// <summary>Signs the next step. With the last one the list is approved; signing it again then changes nothing.</summary>
    /// <param name="by">Who signs: nobody who prepared or changed the list, nor signed a step before.</param>
    /// <param name="roles">What they are for the list's call.</param>
    /// <param name="teams">The people of the teams whose dossiers the list decides on.</param>
    /// <param name="seen">How many changes the list had when they read it.</param>
    /// <param name="now">The moment, UTC.</param>
    public void Sign(
        PersonId by,
        IReadOnlySet<PortalRole> roles,
        IReadOnlySet<PersonId> teams,
        int seen,
        DateTimeOffset now
    )
    {
        EnsureNotDropped();
        if (ApprovedAt is not null)
            return;
        if (ObstacleToSigning(by, roles, teams) is { } obstacle)
            throw new RefusedException(obstacle);
        if (seen != Changes.Count)
            throw new RefusedException(DecisionRefusals.ListChanged);
        var signature = new ListSignature(Id, _signatures.Count + 1, Holding.Count() + 1, by, now);
        var step = Steps[signature.Step - 1];
        _signatures.Add(signature);
        Tell(new WinnerListSigned(Id, WaveId, step.Key, signature.Step, by, now));
        if (NextStep is null)
            Approve(by, now);
    }

    /// <summary>Decides anew on a dossier of a list that isn't public yet.</summary>
    /// <param name="decided">The dossier, with what was filed, and the decision on it.</param>
    /// <param name="all">All decisions of the list.</param>
    /// <param name="wave">Of the list.</param>
    /// <param name="ruling">What is decided now.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="now">UTC.</param>
    public void Revise(
        (Dossier Dossier, Decision Decision) decided,
        IReadOnlyList<Decision> all,
        Wave wave,
        Ruling ruling,
        PersonId by,
        DateTimeOffset now
    )
    {
        EnsureChangeable(now);
        var (dossier, decision) = decided;
        if (!decision.ReviseOn(Id, ruling, by, now))
            return;
        EnsureWhole(all, wave, PublishAt);
        Recarry(dossier, decision);
        Change(ListChangeKind.Decision, dossier.Id, by, now);
    }

    /// <summary>Sets another moment for a list that isn't public yet.</summary>
    public void Reschedule(DateTimeOffset to, IReadOnlyList<Decision> all, Wave wave, PersonId by, DateTimeOffset now)
    {
        EnsureChangeable(now);
        if (to == PublishAt)
            return;
        if (to < now)
            throw new RefusedException(DecisionRefusals.PublicationInThePast);
        EnsureWhole(all, wave, to);
        PublishAt = to;
        Change(ListChangeKind.Publication, dossier: null, by, now);
    }

    /// <summary>Says of a dossier what a correction decided, from now on.</summary>
    internal void Correct(Dossier dossier, Decision decision, DateTimeOffset now)
    {
        var known = _winners.Find(one => one.DossierId == dossier.Id);
        var before = known?.Amount;
        CorrectedAt = now;
        if (Recarry(dossier, decision) is { } winner && winner.Amount != before)
            winner.MarkCorrected(now, isNew: known is null);
    }

    /// <returns>The winner that the dossier is by now; null where it is none.</returns>
    private Winner? Recarry(Dossier dossier, Decision decision)
    {
        var known = _winners.Find(one => one.DossierId == dossier.Id);
        if (known is null)
            Carry(dossier, decision);
        else if (decision.Outcome == Outcome.Funded)
            known.Take(decision);
        else
            _winners.Remove(known);
        return _winners.Find(one => one.DossierId == dossier.Id);
    }

    private void Approve(PersonId by, DateTimeOffset now)
    {
        (ApprovedBy, ApprovedAt) = (by, now);
        // Approved late, it is public from the approval: nothing becomes public in the past.
        PublishAt = PublishAt < now ? now : PublishAt;
        Tell(new WinnerListApproved(Id, WaveId, PublishAt, by, now));
    }

    /// <summary>What was signed before isn't what the list says now: all steps are signed anew.</summary>
    private void Change(ListChangeKind kind, DossierId? dossier, PersonId by, DateTimeOffset now)
    {
        Changes = [.. Changes, new ListChange(kind, dossier, by, now)];
        Tell(new WinnerListChanged(Id, WaveId, kind, dossier, PublishAt, by, now));
        var voided = Holding.ToList();
        voided.ForEach(signature => signature.Void(now));
        (ApprovedBy, ApprovedAt) = (null, null);
        if (voided.Count > 0)
            Tell(new SignaturesVoided(Id, WaveId, voided.Count, by, now));
    }

    private void EnsureChangeable(DateTimeOffset now)
    {
        EnsureNotDropped();
        if (!MayChangeAt(now))
            throw new RefusedException(DecisionRefusals.Public);
    }
}
