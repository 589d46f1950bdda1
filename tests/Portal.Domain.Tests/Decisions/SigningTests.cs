using Outcome = Portal.Domain.Decisions.Outcome;

namespace Portal.Domain.Tests.Decisions;

[TestFixture]
internal sealed class SigningTests
{
    private static readonly DateTimeOffset Now = Build.Closing.AddDays(30);
    private static readonly DateTimeOffset Publication = Build.Closing.AddDays(40);
    private static readonly IReadOnlySet<PersonId> Nobody = new HashSet<PersonId>();
    private static readonly IReadOnlySet<PortalRole> Officer = new HashSet<PortalRole> { PortalRole.Officer };
    private static readonly IReadOnlySet<PortalRole> Publisher = new HashSet<PortalRole> { PortalRole.Publisher };
    private static readonly PersonId Operator = PersonId.New();
    private static readonly PersonId Chair = PersonId.New();
    private static readonly PersonId Minister = PersonId.New();
    private static readonly ApprovalStep[] Steps =
    [
        new("operator", new LocalizedText("Opérateur", "Operator"), PortalRole.Officer),
        new("committee", new LocalizedText("Comité", "Committee"), PortalRole.Officer) { Person = Chair },
        new("ministry", new LocalizedText("Ministère", "Ministry"), PortalRole.Publisher),
    ];

    private readonly Call _call = Build.Call();

    private (WinnerList List, Dossier Dossier, Decision Decision, Wave Wave) Prepared()
    {
        var wave = Build.Wave(_call);
        var dossier = Build.Eligible(_call, wave);
        var decision = Decision.Take(dossier, Funding(1_000), Build.Officer, Now);
        var list = WinnerList.Prepare(wave, [(dossier, decision)], Publication, Build.Officer, Now, Steps);
        return (list, dossier, decision, wave);
    }

    private static void SignAll(WinnerList list, DateTimeOffset at)
    {
        list.Sign(Operator, Officer, Nobody, list.Changes.Count, at);
        list.Sign(Chair, Officer, Nobody, list.Changes.Count, at);
        list.Sign(Minister, Publisher, Nobody, list.Changes.Count, at);
    }

    private static Ruling Funding(decimal euros) => new(Outcome.Funded, "Motif") { Amount = new Money(euros) };

    private static IReadOnlyList<string> Refused(WinnerList list, PersonId by, IReadOnlySet<PortalRole> roles) =>
        Build.CodesOf(() => list.Sign(by, roles, Nobody, list.Changes.Count, Now));

    [Test]
    public void A_list_is_public_once_each_step_is_signed_in_order_by_who_it_is_for()
    {
        var list = Prepared().List;
        Assert.That(Refused(list, Minister, Publisher), Is.EqualTo(new[] { "decision.not-signatory" }), "too early");
        list.Sign(Operator, Officer, Nobody, 0, Now);
        Assert.That(
            Refused(list, PersonId.New(), Officer),
            Is.EqualTo(new[] { "decision.not-signatory" }),
            "one person alone signs for the committee"
        );
        list.Sign(Chair, Officer, Nobody, 0, Now);
        Assert.That(list.IsPublicAt(Publication), Is.False, "the last step is missing");
        list.Sign(Minister, Publisher, Nobody, 0, Now);
        Assert.That((list.IsPublicAt(Publication), list.ApprovedBy), Is.EqualTo((true, (PersonId?)Minister)));
        Assert.That(
            list.Events.OfType<WinnerListSigned>().Select(one => one.Step),
            Is.EqualTo(new[] { "operator", "committee", "ministry" })
        );
        Assert.That(list.Events.OfType<WinnerListApproved>().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Nobody_signs_twice_nor_what_they_prepared_or_changed()
    {
        var (list, dossier, decision, wave) = Prepared();
        var both = new HashSet<PortalRole> { PortalRole.Officer, PortalRole.Publisher };
        Assert.That(Refused(list, Build.Officer, both), Is.EqualTo(new[] { "decision.four-eyes" }));
        list.Revise((dossier, decision), [decision], wave, Funding(900), Operator, Now);
        Assert.That(Refused(list, Operator, both), Is.EqualTo(new[] { "decision.four-eyes" }), "who changed it");
        var other = PersonId.New();
        list.Sign(other, both, Nobody, 1, Now);
        list.Sign(Chair, both, Nobody, 1, Now);
        Assert.That(Refused(list, other, both), Is.EqualTo(new[] { "decision.signed-already" }));
    }

    [Test]
    public void A_change_takes_the_force_of_what_was_signed_before_and_keeps_it_on_record()
    {
        var (list, dossier, decision, wave) = Prepared();
        SignAll(list, Now);
        list.Revise((dossier, decision), [decision], wave, Funding(1_000), Build.Officer, Now);
        Assert.That(list.ApprovedAt, Is.Not.Null, "the same again is no change");
        list.Revise((dossier, decision), [decision], wave, Funding(800), Build.Officer, Now.AddHours(1));
        Assert.That((list.ApprovedAt, list.IsPublicAt(Publication)), Is.EqualTo(((DateTimeOffset?)null, false)));
        Assert.That(list.Winners.Single().Amount, Is.EqualTo(new Money(800)));
        Assert.That(list.Signatures.Select(one => one.Holds), Is.EqualTo(new[] { false, false, false }));
        Assert.That(list.Events.OfType<SignaturesVoided>().Single().Count, Is.EqualTo(3));
        Assert.That(
            Build.CodesOf(() => list.Sign(Operator, Officer, Nobody, seen: 0, Now.AddHours(2))),
            Is.EqualTo(new[] { "decision.list-changed" }),
            "what is signed is what was read"
        );
        SignAll(list, Now.AddHours(2));
        Assert.That(list.IsPublicAt(Publication), Is.True);
        list.Reschedule(Publication.AddDays(1), [decision], wave, Build.Officer, Now.AddHours(3));
        Assert.That(list.IsPublicAt(Publication.AddDays(2)), Is.False);
    }

    [Test]
    public void What_a_change_makes_of_a_dossier_is_on_the_list_as_it_is_decided()
    {
        var (list, dossier, decision, wave) = Prepared();
        var rejected = new Ruling(Outcome.Rejected, "Motif");
        list.Revise((dossier, decision), [decision], wave, rejected, Build.Officer, Now);
        Assert.That(list.Winners, Is.Empty);
        list.Revise((dossier, decision), [decision], wave, Funding(5), Build.Officer, Now);
        Assert.That(list.Winners.Single().Amount, Is.EqualTo(new Money(5)));
        Assert.That(list.Changes, Has.Count.EqualTo(2));
    }

    [Test]
    public void Within_a_minute_of_its_moment_an_approved_list_stays_as_it_is()
    {
        var (list, dossier, decision, wave) = Prepared();
        SignAll(list, Now);
        void Change(DateTimeOffset at) =>
            list.Revise((dossier, decision), [decision], wave, Funding(7), Build.Officer, at);
        Assert.That(Build.CodesOf(() => Change(Publication.AddMinutes(-1))), Is.EqualTo(new[] { "decision.public" }));
        Assert.That(Build.CodesOf(() => Change(Publication.AddDays(1))), Is.EqualTo(new[] { "decision.public" }));
        Change(Publication.AddMinutes(-1).AddTicks(-1));
        Assert.That(list.ApprovedAt, Is.Null);
    }

    [Test]
    public void Steps_that_are_no_approval_are_refused()
    {
        void LayOut(params ApprovalStep[] steps) => Build.Call().LayOutApprovals(steps, Build.Officer, Now);
        Assert.That(Build.CodesOf(() => LayOut(Steps[0])), Is.EqualTo(new[] { "call.publisher-signs-last" }));
        Assert.That(
            Build.CodesOf(() => LayOut(Steps[1], Steps[1], Steps[2])),
            Is.EqualTo(new[] { "call.approval-twice", "call.signatory-twice" })
        );
        Assert.That(
            Build.CodesOf(() => LayOut(Steps[2] with { Signatory = PortalRole.Carrier }, Steps[2] with { Key = "m2" })),
            Is.EqualTo(new[] { "call.approval-not-whole" })
        );
        Assert.DoesNotThrow(() => LayOut(Steps));
        Assert.DoesNotThrow(() => LayOut(), "none is as usual");
    }
}
