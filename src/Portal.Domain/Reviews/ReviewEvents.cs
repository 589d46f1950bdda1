namespace Portal.Domain.Reviews;

public sealed record ExpertInvited(InvitationId Invitation, WaveId Wave, PersonId? By, DateTimeOffset At)
    : DomainEvent(By, At)
{
    public override string Name => "expert.invited";

    public override Subject Subject => new("invitation", Invitation.Value);
}

/// <summary>Answered from the link in the mail, so without an account.</summary>
public sealed record InvitationAnswered(InvitationId Invitation, WaveId Wave, bool Accepted, DateTimeOffset At)
    : DomainEvent(By: null, At)
{
    public override string Name => "expert.invitation-answered";

    public override Subject Subject => new("invitation", Invitation.Value);
}

public sealed record InvitationReminded(InvitationId Invitation, WaveId Wave, DateTimeOffset At)
    : DomainEvent(By: null, At)
{
    public override string Name => "expert.invitation-reminded";

    public override Subject Subject => new("invitation", Invitation.Value);
}

public sealed record InvitationLapsed(InvitationId Invitation, WaveId Wave, DateTimeOffset At)
    : DomainEvent(By: null, At)
{
    public override string Name => "expert.invitation-lapsed";

    public override Subject Subject => new("invitation", Invitation.Value);
}

/// <summary>The next of the standby list is invited, since this one is lost.</summary>
/// <param name="Declined">Otherwise it expired.</param>
public sealed record SuccessorInvited(
    InvitationId Invitation,
    WaveId Wave,
    PoolExpertId Next,
    bool Declined,
    DateTimeOffset At
) : DomainEvent(By: null, At)
{
    public override string Name => Declined ? "expert.successor-after-decline" : "expert.successor-after-expiry";

    public override Subject Subject => new("invitation", Invitation.Value);
}

public abstract record ExpertEvent(ExpertId Expert, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override Subject Subject => new("expert", Expert.Value);
}

public sealed record ExpertJoined(ExpertId Expert, WaveId Wave, PersonId? By, DateTimeOffset At)
    : ExpertEvent(Expert, By, At)
{
    public override string Name => "expert.joined";
}

public sealed record CharterSigned(ExpertId Expert, PersonId? By, DateTimeOffset At) : ExpertEvent(Expert, By, At)
{
    public override string Name => "expert.charter-signed";
}

public abstract record ReviewEvent(ReviewId Review, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override Subject Subject => new("review", Review.Value);
}

/// <param name="Proposal">Of which it is part; null where it was given by itself.</param>
/// <param name="BeyondCapacity">Why the expert gets more than they can take; null where they don't.</param>
public sealed record ReviewAssigned(
    ReviewId Review,
    DossierId Dossier,
    ExpertId Expert,
    ProposalId? Proposal,
    string? BeyondCapacity,
    PersonId? By,
    DateTimeOffset At
) : ReviewEvent(Review, By, At)
{
    public override string Name => "review.assigned";
}

public sealed record ReviewSaved(ReviewId Review, int Revision, PersonId? By, DateTimeOffset At)
    : ReviewEvent(Review, By, At)
{
    public override string Name => "review.saved";
}

public sealed record ReviewSubmitted(ReviewId Review, DossierId Dossier, PersonId? By, DateTimeOffset At)
    : ReviewEvent(Review, By, At)
{
    public override string Name => "review.submitted";
}

public sealed record ReviewRecused(ReviewId Review, DossierId Dossier, PersonId? By, DateTimeOffset At)
    : ReviewEvent(Review, By, At)
{
    public override string Name => "review.recused";
}

/// <summary>Another version took the place of what was submitted.</summary>
public sealed record ReviewChanged(ReviewId Review, DossierId Dossier, PersonId? By, DateTimeOffset At)
    : ReviewEvent(Review, By, At)
{
    public override string Name => "review.changed";
}

/// <summary>By the expert, or by staff who asks for another version.</summary>
public sealed record ReviewReopened(ReviewId Review, DossierId Dossier, PersonId? By, DateTimeOffset At)
    : ReviewEvent(Review, By, At)
{
    public override string Name => "review.reopened";
}

/// <summary>The expert wrote no other version of what they had submitted after all.</summary>
public sealed record ReviewKept(ReviewId Review, DossierId Dossier, PersonId? By, DateTimeOffset At)
    : ReviewEvent(Review, By, At)
{
    public override string Name => "review.kept";
}

public sealed record ReviewTakenAway(
    ReviewId Review,
    DossierId Dossier,
    ExpertId Expert,
    string Word,
    PersonId? By,
    DateTimeOffset At
) : ReviewEvent(Review, By, At)
{
    public override string Name => "review.taken-away";
}

public sealed record EligibilityDoubted(ReviewId Review, DossierId Dossier, PersonId? By, DateTimeOffset At)
    : ReviewEvent(Review, By, At)
{
    public override string Name => "review.eligibility-doubted";
}

/// <summary>The dossier left the cut-off for which it was judged.</summary>
public sealed record ReviewSetAside(ReviewId Review, DossierId Dossier, PersonId? By, DateTimeOffset At)
    : ReviewEvent(Review, By, At)
{
    public override string Name => "review.set-aside";
}

/// <summary>The history tells that somebody wrote, never what.</summary>
public abstract record DiscussionEvent(DiscussionMessageId Message, PersonId? By, DateTimeOffset At)
    : DomainEvent(By, At)
{
    public override Subject Subject => new("discussion-message", Message.Value);
}

public sealed record DiscussionWritten(DiscussionMessageId Message, DossierId Dossier, PersonId? By, DateTimeOffset At)
    : DiscussionEvent(Message, By, At)
{
    public override string Name => "discussion.written";
}

public sealed record DiscussionMentioned(
    DiscussionMessageId Message,
    DossierId Dossier,
    ReviewId Review,
    PersonId? By,
    DateTimeOffset At
) : DiscussionEvent(Message, By, At)
{
    public override string Name => "discussion.mentioned";
}

public sealed record DiscussionStruck(DiscussionMessageId Message, DossierId Dossier, PersonId? By, DateTimeOffset At)
    : DiscussionEvent(Message, By, At)
{
    public override string Name => "discussion.struck";
}
