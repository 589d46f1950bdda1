namespace Portal.Domain.Reviews.Pool;

/// <summary>Which dossiers an expert must not judge, and how a conflict is lifted.</summary>
public sealed partial class PoolExpert
{
    public bool IsInConflictWith(DossierId dossier) => StandingWith(dossier) is not null;

    /// <summary>A conflict that keeps the dossier from them; null where none does.</summary>
    public Conflict? StandingWith(DossierId dossier) =>
        _conflicts.Where(one => one.DossierId == dossier && one.Stands).MaxBy(one => one.Kind);

    /// <summary>
    /// Takes in what the portal found among some dossiers. What it found before and finds no more stands until two people
    /// lift it, who read that it is gone; doing it twice changes nothing.
    /// </summary>
    public void TakeIn(IReadOnlyList<Finding> findings, IReadOnlySet<DossierId> among, DateTimeOffset now)
    {
        var found = findings.Where(Find).Select(one => new FoundConflict(one.Dossier, one.Kind)).ToList();
        var still = findings.Select(one => (one.Dossier, one.Kind)).ToHashSet();
        var gone = _conflicts
            .Where(one => one is { IsFound: true, GoneAt: null } && among.Contains(one.DossierId))
            .Where(one => !still.Contains((one.DossierId, one.Kind)))
            .ToList();
        gone.ForEach(one => one.Vanish(now));
        if (found.Count + gone.Count > 0)
            Tell(
                new ConflictsFound(
                    Id,
                    found,
                    [.. gone.Select(one => new FoundConflict(one.DossierId, one.Kind))],
                    By: null,
                    now
                )
            );

        bool Find(Finding one)
        {
            if (Known(one.Dossier, one.Kind) is { } known)
                return known.FindAgain(one.Evidence, now);
            _conflicts.Add(new Conflict(Id, one.Dossier, one.Kind, one.Evidence, now));
            return true;
        }
    }

    /// <summary>A conflict that a person says there is: the expert, or staff. Saying it twice changes nothing.</summary>
    internal void Note(DossierId dossier, ConflictKind kind, string reason, PersonId by, DateTimeOffset now)
    {
        if (Known(dossier, kind) is { Stands: true })
            return;
        if (Known(dossier, kind) is { } lifted)
            lifted.NoteAgain(reason, by, now);
        else
            _conflicts.Add(new Conflict(Id, dossier, kind, reason, now) { NotedBy = by });
        Tell(new ConflictDeclared(Id, dossier, kind, by, now));
    }

    /// <summary>A conflict that staff knows of.</summary>
    public void NoteConflict(DossierId dossier, string reason, PersonId by, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new RefusedException(ReviewRefusals.ReasonNeeded);
        Note(dossier, ConflictKind.NotedByStaff, reason, by, now);
    }

    /// <summary>Proposes to lift a conflict; a second person confirms it.</summary>
    /// <exception cref="RefusedException">There is none, the expert says it themselves, or a reason is missing.</exception>
    public void ProposeLifting(
        DossierId dossier,
        ConflictKind kind,
        string reason,
        PersonId by,
        IReadOnlySet<PersonId> team,
        DateTimeOffset now
    )
    {
        var conflict = ToLift(dossier, kind, by, team);
        if (string.IsNullOrWhiteSpace(reason))
            throw new RefusedException(ReviewRefusals.ReasonNeeded);
        conflict.Proposal = new LiftingProposal(by, now, reason.Trim().Shortened(Conflict.MaxLength));
        Tell(new LiftingProposed(Id, dossier, kind, conflict.Proposal.Reason, by, now));
    }

    /// <summary>Lifts a conflict, as a second person (four eyes).</summary>
    /// <param name="dossier">The dossier that it keeps from the expert.</param>
    /// <param name="kind">Which conflict.</param>
    /// <param name="proposedAt">When what they read was proposed.</param>
    /// <param name="by">The second person.</param>
    /// <param name="team">The dossier's.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">
    /// Nobody proposed it, or not what was read, or who confirms did, or is in the dossier's team.
    /// </exception>
    public void ConfirmLifting(
        DossierId dossier,
        ConflictKind kind,
        DateTimeOffset proposedAt,
        PersonId by,
        IReadOnlySet<PersonId> team,
        DateTimeOffset now
    )
    {
        var conflict = ToLift(dossier, kind, by, team);
        if (conflict.Proposal is not { } proposal)
            throw new RefusedException(PoolRefusals.LiftingNotProposed);
        if (proposal.By == by)
            throw new RefusedException(PoolRefusals.LiftingNeedsSecond);
        if (proposal.At != proposedAt)
            throw new RefusedException(PoolRefusals.LiftingProposedAnew);
        conflict.Lifting = new LiftingConfirmation(by, now);
        Tell(new ConflictLifted(Id, dossier, kind, proposal.Reason, proposal.By, by, now));
    }

    private Conflict ToLift(DossierId dossier, ConflictKind kind, PersonId by, IReadOnlySet<PersonId> team) =>
        Known(dossier, kind) switch
        {
            not { Stands: true } => throw new RefusedException(PoolRefusals.NoConflict),
            // Who says that they can't judge impartially can't: nobody knows better.
            { Kind: ConflictKind.Declared } => throw new RefusedException(PoolRefusals.OwnDeclarationStands),
            _ when team.Contains(by) => throw new RefusedException(PoolRefusals.LiftingByTeam),
            { } conflict => conflict,
        };

    private Conflict? Known(DossierId dossier, ConflictKind kind) =>
        _conflicts.Find(one => one.DossierId == dossier && one.Kind == kind);
}
