namespace Portal.Domain.FollowUp;

/// <summary>Aid that is to be given back: prepared by one person, ordered by another, noted when it came.</summary>
public sealed class Recovery : Aggregate
{
    private Recovery() { }

    /// <param name="project">That was paid more than it justified.</param>
    /// <param name="statement">Of the project.</param>
    /// <param name="amount">At most what is to be recovered and isn't yet.</param>
    /// <param name="reason">The carrier reads it.</param>
    /// <param name="by">Staff.</param>
    /// <param name="now">UTC.</param>
    public static Recovery Prepare(
        Project project,
        ProjectStatement statement,
        Money amount,
        string reason,
        PersonId by,
        DateTimeOffset now
    )
    {
        if (amount == Money.Zero || amount.Euros > statement.LeftToRecover.Euros)
            throw new RefusedException(FollowUpRefusals.AmountBeyond(statement.LeftToRecover.Euros));
        FollowUpText.EnsureSaid(reason);
        var recovery = new Recovery
        {
            Id = RecoveryId.New(),
            ProjectId = project.Id,
            DossierId = project.DossierId,
            Amount = amount,
            Reason = reason.Trim(),
            PreparedBy = by,
            PreparedAt = now,
        };
        recovery.Tell(new RecoveryPrepared(project.Id, project.DossierId, recovery.Id, amount.Euros, by, now));
        return recovery;
    }

    public RecoveryId Id { get; private set; }

    public ProjectId ProjectId { get; private set; }

    public DossierId DossierId { get; private set; }

    public Money Amount { get; private set; }

    public string Reason { get; private set; } = "";

    public PersonId PreparedBy { get; private set; }

    public DateTimeOffset PreparedAt { get; private set; }

    public PaymentOrder? Order { get; private set; }

    public PaymentNote? Received { get; private set; }

    public DateTimeOffset? DroppedAt { get; private set; }

    /// <summary>Why it can't be ordered by somebody; null where it can. Pages tell it, ordering refuses on it.</summary>
    public Refusal? ObstacleToOrder(PersonId by) =>
        Order is not null || DroppedAt is not null ? FollowUpRefusals.PaymentState
        : by == PreparedBy ? FollowUpRefusals.FourEyes
        : null;

    /// <summary>Orders it: a second person. The carrier is told.</summary>
    public void OrderBy(PersonId by, DateTimeOffset now)
    {
        if (ObstacleToOrder(by) is { } obstacle)
            throw new RefusedException(obstacle);
        Order = new PaymentOrder(by, now);
        Tell(new RecoveryOrdered(ProjectId, DossierId, Id, Amount.Euros, by, now));
    }

    public void NoteReceived(DateOnly on, string reference, PersonId by, DateTimeOffset now)
    {
        if (Order is null || Received is not null)
            throw new RefusedException(FollowUpRefusals.PaymentState);
        if (string.IsNullOrWhiteSpace(reference) || reference.Length > Payment.ReferenceLength)
            throw new RefusedException(FollowUpRefusals.ReferenceNeeded(Payment.ReferenceLength));
        Order.EnsureDayOfTransfer(on, now);
        Received = new PaymentNote(on, reference.Trim(), by, now);
        Tell(new RecoveryReceived(ProjectId, DossierId, Id, Amount.Euros, on, by, now));
    }

    /// <summary>Gives it up before it is ordered. Doing it twice changes nothing.</summary>
    public void Drop(PersonId by, DateTimeOffset now)
    {
        if (DroppedAt is not null)
            return;
        if (Order is not null)
            throw new RefusedException(FollowUpRefusals.PaymentState);
        DroppedAt = now;
        Tell(new RecoveryDropped(ProjectId, DossierId, Id, by, now));
    }
}
