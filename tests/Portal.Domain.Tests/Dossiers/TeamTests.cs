namespace Portal.Domain.Tests.Dossiers;

[TestFixture]
internal sealed class TeamTests
{
    private static readonly Call Call = Build.Call();
    private Dossier _dossier = null!;

    [SetUp]
    public void Begin() => _dossier = Build.Draft(Call, Build.Wave(Call));

    [Test]
    public void Only_the_coordinator_invites_and_to_no_place_like_their_own()
    {
        var writer = PersonId.New();
        Build.Join(_dossier, writer, MemberRole.Writer);
        Assert.That(
            Build.CodesOf(() => Build.Invite(_dossier, MemberRole.Reader, by: writer)),
            Is.EqualTo(new[] { "dossier.only-coordinator" })
        );
        Assert.That(
            Build.CodesOf(() => Build.Invite(_dossier, MemberRole.Coordinator)),
            Is.EqualTo(new[] { "dossier.one-coordinator" })
        );
    }

    [Test]
    public void Who_accepts_is_in_the_team_and_accepting_twice_changes_nothing()
    {
        var (invitation, person) = (Build.Invite(_dossier, MemberRole.Reader), PersonId.New());
        invitation.Accept(_dossier, person, Build.Opening.AddDays(1));
        invitation.Accept(_dossier, person, Build.Opening.AddDays(60));
        Assert.That(_dossier.RoleOf(person), Is.EqualTo(MemberRole.Reader));
        Assert.That(
            Build.CodesOf(() => invitation.Decline(Build.Opening.AddDays(1))),
            Is.EqualTo(new[] { "dossier.invitation-answered" })
        );
    }

    [Test]
    public void An_invitation_ends_after_thirty_days()
    {
        var invitation = Build.Invite(_dossier, MemberRole.Reader);
        Assert.That(
            Build.CodesOf(() => invitation.Accept(_dossier, PersonId.New(), Build.Opening.AddDays(30))),
            Is.EqualTo(new[] { "dossier.invitation-expired" })
        );
    }

    [Test]
    public void Who_is_in_the_team_already_does_not_join_again()
    {
        Assert.That(
            Build.CodesOf(() =>
                Build.Invite(_dossier, MemberRole.Reader).Accept(_dossier, Build.Carrier, Build.Opening)
            ),
            Is.EqualTo(new[] { "dossier.already-member" })
        );
    }

    [Test]
    public void There_is_always_one_coordinator_whatever_is_told()
    {
        var person = PersonId.New();
        Build.Join(_dossier, person, MemberRole.Signatory);
        void Refused(string code, Action act) => Assert.That(Build.CodesOf(act), Is.EqualTo(new[] { code }));
        Refused("dossier.coordinator-stays", () => _dossier.Remove(Build.Carrier, Build.Carrier, Build.Opening));
        Refused(
            "dossier.one-coordinator",
            () => _dossier.Place(Build.Carrier, MemberRole.Reader, Consortium.Lead, Build.Carrier, Build.Opening)
        );
        Refused(
            "dossier.one-coordinator",
            () => _dossier.Place(person, MemberRole.Coordinator, Consortium.Lead, Build.Carrier, Build.Opening)
        );
        Refused("dossier.nothing-offered", () => _dossier.AcceptCoordination(person, Build.Opening));
        _dossier.OfferCoordination(person, Build.Carrier, Build.Opening);
        Refused("dossier.nothing-offered", () => _dossier.AcceptCoordination(Build.Carrier, Build.Opening));
        _dossier.AcceptCoordination(person, Build.Opening);
        Assert.That(
            (_dossier.Coordinator, _dossier.RoleOf(Build.Carrier), _dossier.Offer),
            Is.EqualTo((person, (MemberRole?)MemberRole.Signatory, (CoordinationOffer?)null))
        );
    }

    [Test]
    public void An_offer_falls_with_who_leaves_and_anybody_else_may_leave()
    {
        var person = PersonId.New();
        Build.Join(_dossier, person, MemberRole.Reader);
        _dossier.OfferCoordination(person, Build.Carrier, Build.Opening);
        _dossier.Remove(person, person, Build.Opening);
        Assert.That(
            (_dossier.RoleOf(person), _dossier.Offer),
            Is.EqualTo(((MemberRole?)null, (CoordinationOffer?)null))
        );
    }

    [Test]
    public void An_invitation_that_was_taken_back_can_be_neither_accepted_nor_declined()
    {
        var address = EmailAddress.Parse("invited@test.example");
        var sent = TeamInvitation.Send(_dossier, address, MemberRole.Writer, "hash", Build.Carrier, Build.Opening);
        sent.TakeBack(_dossier, Build.Carrier, Build.Opening);
        Assert.That(sent.IsOpenAt(Build.Opening), Is.False);
        Assert.That(Build.CodesOf(() => sent.Accept(_dossier, PersonId.New(), Build.Opening)), Is.Not.Empty);
        Assert.That(Build.CodesOf(() => sent.Decline(Build.Opening)), Is.Not.Empty);
    }
}
