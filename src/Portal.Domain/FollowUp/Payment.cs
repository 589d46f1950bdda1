using Portal.Domain.Dossiers;

namespace Portal.Domain.FollowUp;

public enum PaymentState
{
    /// <summary>Asked for by the carrier.</summary>
    Requested,

    /// <summary>Controlled by one person; another one is to order it.</summary>
    Controlled,

    /// <summary>Ordered: the accountant pays it.</summary>
    Ordered,
    Paid,
    Refused,
}

/// <summary>
/// The payment of a tranche: asked for with its evidence, controlled by one person, ordered by another, noted as paid. Nobody
/// both controls and orders (separation of duties).
/// </summary>
public sealed class Payment : Aggregate
{
    /// <summary>Characters of the accountant's reference.</summary>
    public const int ReferenceLength = 80;

    private Payment() { }

    /// <summary>Why a tranche can't be asked for now; null where it can. Pages tell it, asking refuses on it.</summary>
    /// <param name="project">Of the tranche.</param>
    /// <param name="tranche">As agreed.</param>
    /// <param name="earlier">All payments of the project.</param>
    /// <param name="now">UTC.</param>
    public static Refusal? ObstacleTo(
        Project project,
        Tranche tranche,
        IReadOnlyList<Payment> earlier,
        DateTimeOffset now
    )
    {
        if (earlier.Any(one => one.TrancheKey == tranche.Key && one.State != PaymentState.Refused))
            return FollowUpRefusals.TrancheAsked;
        if (ObstacleToPaying(project, now) is { } obstacle)
            return obstacle;
        return
            tranche.Milestone is { } key && project.Milestone(key) is var milestone && milestone is not { IsMet: true }
            ? FollowUpRefusals.MilestoneFirst(milestone?.Title ?? tranche.Title)
            : null;
    }

    /// <summary>
    /// The balance is paid once all is done, up to what the decision still grants; of what rests, was stopped or given up,
    /// nothing more, nor of what goes on and the decision no longer covers.
    /// </summary>
    private static Refusal? ObstacleToPaying(Project project, DateTimeOffset now) =>
        project switch
        {
            { Ending.Kind: not EndingKind.Completed } => FollowUpRefusals.Ended,
            { Ending: not null } => null,
            { IsOverruled: true } => FollowUpRefusals.Overruled,
            _ => project.ObstacleToGoingOnAt(now),
        };

    /// <param name="project">Of the tranche.</param>
    /// <param name="dossier">Whose coordinator asks.</param>
    /// <param name="tranche">Its key.</param>
    /// <param name="amount">At most the tranche's.</param>
    /// <param name="words">What was spent, and what proves it.</param>
    /// <param name="earlier">All payments of the project.</param>
    /// <param name="by">The coordinator.</param>
    /// <param name="now">UTC.</param>
    public static Payment Request(
        Project project,
        Dossier dossier,
        string tranche,
        Money amount,
        string words,
        IReadOnlyList<Payment> earlier,
        PersonId by,
        DateTimeOffset now
    )
    {
        dossier.EnsureCoordinator(by);
        if (project.Tranche(tranche) is not { } agreed)
            throw new RefusedException(FollowUpRefusals.UnknownTranche);
        if (ObstacleTo(project, agreed, earlier, now) is { } obstacle)
            throw new RefusedException(obstacle);
        EnsureWithin(amount, LeftOf(project, agreed, earlier));
        FollowUpText.EnsureSaid(words);
        var payment = new Payment
        {
            Id = PaymentId.New(),
            ProjectId = project.Id,
            DossierId = project.DossierId,
            TrancheKey = agreed.Key,
            Title = agreed.Title,
            Requested = amount,
            Words = words.Trim(),
            RequestedBy = by,
            RequestedAt = now,
        };
        payment.Tell(new PaymentRequested(project.Id, project.DossierId, payment.Id, amount.Euros, by, now));
        return payment;
    }

    public PaymentId Id { get; private set; }

    public ProjectId ProjectId { get; private set; }

    public DossierId DossierId { get; private set; }

    /// <summary>Of the tranche, as agreed.</summary>
    public string TrancheKey { get; private set; } = "";

    public LocalizedText Title { get; private set; } = null!;

    public Money Requested { get; private set; }

    public string Words { get; private set; } = "";

    public PersonId RequestedBy { get; private set; }

    public DateTimeOffset RequestedAt { get; private set; }

    public PaymentControl? Control { get; private set; }

    public PaymentOrder? Order { get; private set; }

    public PaymentNote? Paid { get; private set; }

    public PaymentRefusal? Refusal { get; private set; }

    public PaymentState State =>
        this switch
        {
            { Refusal: not null } => PaymentState.Refused,
            { Paid: not null } => PaymentState.Paid,
            { Order: not null } => PaymentState.Ordered,
            { Control: not null } => PaymentState.Controlled,
            _ => PaymentState.Requested,
        };

    /// <summary>Says that the conditions are met, and for how much.</summary>
    /// <param name="project">As it is agreed now.</param>
    /// <param name="all">All payments of the project.</param>
    /// <param name="amount">At most what was asked for.</param>
    /// <param name="words">Why less; may be empty where it is all.</param>
    /// <param name="by">Somebody else than who asked.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">
    /// It isn't asked for any more, by asked for it, or it is beyond what is agreed by now.
    /// </exception>
    public void Confirm(
        Project project,
        IReadOnlyList<Payment> all,
        Money amount,
        string words,
        PersonId by,
        DateTimeOffset now
    )
    {
        Ensure(PaymentState.Requested);
        EnsureNotOwn(by);
        EnsureWithin(amount, Requested);
        if (ObstacleToAmount(project, all, amount) is { } obstacle)
            throw new RefusedException(obstacle);
        FollowUpText.EnsureNotTooLong(words);
        if (amount != Requested)
            FollowUpText.EnsureSaid(words);
        Control = new PaymentControl(amount, words.Trim(), by, now);
        Tell(new PaymentControlled(ProjectId, DossierId, Id, amount.Euros, by, now));
    }

    /// <summary>Why it can't be ordered by somebody now; null where it can. Pages tell it, ordering refuses on it.</summary>
    /// <param name="project">As it is agreed now.</param>
    /// <param name="all">All payments of the project.</param>
    /// <param name="by">Who would order it.</param>
    /// <param name="now">UTC.</param>
    public Refusal? ObstacleToOrder(Project project, IReadOnlyList<Payment> all, PersonId by, DateTimeOffset now) =>
        this switch
        {
            { State: not PaymentState.Controlled } => FollowUpRefusals.PaymentState,
            _ when by == RequestedBy || by == Control!.By => FollowUpRefusals.FourEyes,
            _ => ObstacleToAmount(project, all, Control.Amount) ?? ObstacleToPaying(project, now),
        };

    /// <summary>Orders it: a second person, who sees what the first one found, while the project goes on.</summary>
    /// <inheritdoc cref="Confirm"/>
    public void OrderBy(Project project, IReadOnlyList<Payment> all, PersonId by, DateTimeOffset now)
    {
        if (ObstacleToOrder(project, all, by, now) is { } obstacle)
            throw new RefusedException(obstacle);
        Order = new PaymentOrder(by, now);
        Tell(new PaymentOrdered(ProjectId, DossierId, Id, Control!.Amount.Euros, by, now));
    }

    /// <summary>Notes what the accountant did.</summary>
    public void NotePaid(DateOnly on, string reference, PersonId by, DateTimeOffset now)
    {
        Ensure(PaymentState.Ordered);
        if (string.IsNullOrWhiteSpace(reference) || reference.Length > ReferenceLength)
            throw new RefusedException(FollowUpRefusals.ReferenceNeeded(ReferenceLength));
        Order!.EnsureDayOfTransfer(on, now);
        Paid = new PaymentNote(on, reference.Trim(), by, now);
        Tell(new PaymentMade(ProjectId, DossierId, Id, Control!.Amount.Euros, on, by, now));
    }

    /// <summary>Refuses it before it is ordered: the tranche can be asked for again.</summary>
    public void Refuse(string reason, PersonId by, DateTimeOffset now)
    {
        if (State is not (PaymentState.Requested or PaymentState.Controlled))
            throw new RefusedException(FollowUpRefusals.PaymentState);
        FollowUpText.EnsureSaid(reason);
        Refusal = new PaymentRefusal(reason.Trim(), by, now);
        Tell(new PaymentRefused(ProjectId, DossierId, Id, by, now));
    }

    private void Ensure(PaymentState state)
    {
        if (State != state)
            throw new RefusedException(FollowUpRefusals.PaymentState);
    }

    /// <summary>At most the tranche, and all payments together at most the aid, however an amendment divides it anew.</summary>
    private static Money LeftOf(Project project, Tranche tranche, IReadOnlyList<Payment> earlier)
    {
        var asked = earlier.Where(one => one.Refusal is null).Sum(one => (one.Control?.Amount ?? one.Requested).Euros);
        return new Money(Math.Max(0, Math.Min(tranche.Amount.Euros, project.Payable.Euros - asked)));
    }

    /// <summary>Who asked for it, as a carrier then, doesn't decide on it.</summary>
    private void EnsureNotOwn(PersonId by)
    {
        if (by == RequestedBy)
            throw new RefusedException(FollowUpRefusals.FourEyes);
    }

    /// <summary>An amendment may have changed the tranche since it was asked for; all together never exceed the aid.</summary>
    private Refusal? ObstacleToAmount(Project project, IReadOnlyList<Payment> all, Money amount)
    {
        if (project.Tranche(TrancheKey) is not { } agreed)
            return FollowUpRefusals.UnknownTranche;
        var ordered = all.Where(one => one.Id != Id && one.Order is not null).Sum(one => one.Control!.Amount.Euros);
        var left = Math.Min(agreed.Amount.Euros, Math.Max(0, project.Payable.Euros - ordered));
        return amount.Euros > left ? FollowUpRefusals.AmountBeyond(left) : null;
    }

    private static void EnsureWithin(Money amount, Money limit)
    {
        if (amount == Money.Zero || amount.Euros > limit.Euros)
            throw new RefusedException(FollowUpRefusals.AmountBeyond(limit.Euros));
    }
}

/// <param name="Amount">That may be paid.</param>
public sealed record PaymentControl(Money Amount, string Words, PersonId By, DateTimeOffset At);

public sealed record PaymentOrder(PersonId By, DateTimeOffset At)
{
    /// <exception cref="RefusedException">Nothing is transferred before it is ordered, nor noted before it is.</exception>
    internal void EnsureDayOfTransfer(DateOnly on, DateTimeOffset now)
    {
        if (on < Deadline.DayOf(At) || on > Deadline.DayOf(now))
            throw new RefusedException(FollowUpRefusals.DayOfTransfer(Deadline.DayOf(At)));
    }
}

/// <param name="On">The day of the transfer.</param>
/// <param name="Reference">The accountant's own.</param>
public sealed record PaymentNote(DateOnly On, string Reference, PersonId By, DateTimeOffset At);

public sealed record PaymentRefusal(string Reason, PersonId By, DateTimeOffset At);
