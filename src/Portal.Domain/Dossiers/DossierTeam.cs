namespace Portal.Domain.Dossiers;

/// <summary>Who is in a dossier's team, for which partner and in what role; one of them coordinates.</summary>
public sealed partial class Dossier
{
    /// <summary>To whom the coordinator has offered their place; null while it is offered to nobody.</summary>
    public CoordinationOffer? Offer { get; private set; }

    /// <summary>Who answers for the dossier now; an id that is nobody's once it is erased.</summary>
    public PersonId Coordinator =>
        ErasedAt is null ? _members.Single(member => member.Role == MemberRole.Coordinator).Person : default;

    public bool Writes(PersonId person) => RoleOf(person) is not (null or MemberRole.Reader);

    /// <summary>Takes in a person who accepted an invitation.</summary>
    internal void Join(PersonId person, MemberRole role, string partner, DateTimeOffset now)
    {
        if (RoleOf(person) is not null)
            throw new RefusedException(DossierRefusals.AlreadyMember);
        _members.Add(new Member(Id, person, role, partner));
        Tell(new MemberJoined(Id, person, role, partner, now));
    }

    /// <summary>Gives a person of the team another role, or another partner. The place that they have changes nothing.</summary>
    /// <exception cref="RefusedException">Somebody else than the coordinator does it, or the place is the coordinator's own.</exception>
    public void Place(PersonId person, MemberRole role, string partner, PersonId by, DateTimeOffset now)
    {
        EnsureCoordinator(by);
        var member = Find(person);
        if (role == MemberRole.Coordinator != (member.Role == MemberRole.Coordinator))
            throw new RefusedException(DossierRefusals.OneCoordinator);
        if ((member.Role, member.Partner) == (role, partner))
            return;
        member.Take(role, partner);
        Tell(new MemberPlaced(Id, person, role, partner, by, now));
    }

    /// <summary>Takes a person out of the team; who leaves by themselves may.</summary>
    /// <exception cref="RefusedException">Somebody else than the coordinator does it, or the coordinator would be gone.</exception>
    public void Remove(PersonId person, PersonId by, DateTimeOffset now)
    {
        if (by != person)
            EnsureCoordinator(by);
        var member = Find(person);
        if (member.Role == MemberRole.Coordinator)
            throw new RefusedException(DossierRefusals.CoordinatorStays);
        _members.Remove(member);
        if (Offer?.To == person)
            Offer = null;
        Tell(new MemberRemoved(Id, person, by, now));
    }

    /// <summary>Offers the coordinator's place to somebody of the team; an earlier offer to another one falls.</summary>
    public void OfferCoordination(PersonId to, PersonId by, DateTimeOffset now)
    {
        EnsureCoordinator(by);
        if (Find(to).Person == by)
            throw new RefusedException(DossierRefusals.OneCoordinator);
        if (Offer?.To == to)
            return;
        WithdrawOffer(by, now);
        Offer = new CoordinationOffer(to, by, now);
        Tell(new CoordinationOffered(Id, to, by, now));
    }

    /// <summary>Takes the offer back. Doing it twice changes nothing.</summary>
    public void TakeCoordinationBack(PersonId by, DateTimeOffset now)
    {
        EnsureCoordinator(by);
        WithdrawOffer(by, now);
    }

    /// <summary>Accepts the coordinator's place: both change roles, and each stays with their own partner.</summary>
    /// <exception cref="RefusedException">It isn't offered to them, or not any more.</exception>
    public void AcceptCoordination(PersonId by, DateTimeOffset now)
    {
        var (next, before) = (Offered(by), Find(Coordinator));
        var role = next.Role;
        next.Take(MemberRole.Coordinator, next.Partner);
        before.Take(role, before.Partner);
        Offer = null;
        Tell(new CoordinationPassed(Id, before.Person, by, now));
    }

    /// <summary>Says no to the coordinator's place.</summary>
    /// <exception cref="RefusedException">It isn't offered to them, or not any more.</exception>
    public void DeclineCoordination(PersonId by, DateTimeOffset now)
    {
        Offered(by);
        Offer = null;
        Tell(new CoordinationDeclined(Id, by, now));
    }

    private void WithdrawOffer(PersonId by, DateTimeOffset now)
    {
        if (Offer is not { } offer)
            return;
        Offer = null;
        Tell(new CoordinationTakenBack(Id, offer.To, by, now));
    }

    private Member Offered(PersonId person) =>
        Offer?.To == person ? Find(person) : throw new RefusedException(DossierRefusals.NothingOffered);

    private Member Find(PersonId person) =>
        _members.Find(member => member.Person == person) ?? throw new RefusedException(DossierRefusals.NotAMember);
}

public sealed record CoordinationOffer(PersonId To, PersonId By, DateTimeOffset At);

/// <summary>A person of the consortium's team.</summary>
public sealed class Member
{
    private Member() { }

    internal Member(DossierId dossier, PersonId person, MemberRole role, string partner) =>
        (DossierId, Person, Role, Partner) = (dossier, person, role, partner);

    public DossierId DossierId { get; private set; }

    public PersonId Person { get; private set; }

    public MemberRole Role { get; private set; }

    /// <summary>The id of the <see cref="Dossiers.Partner"/> that they belong to.</summary>
    public string Partner { get; private set; } = "";

    internal void Take(MemberRole role, string partner) => (Role, Partner) = (role, partner);
}
