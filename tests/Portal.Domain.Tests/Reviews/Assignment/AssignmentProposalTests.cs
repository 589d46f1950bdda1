using Portal.Domain.Reviews.Assignment;
using Portal.Domain.Reviews.Matching;

namespace Portal.Domain.Tests.Reviews.Assignment;

/// <summary>Two dossiers, three experts; the first has the first dossier already.</summary>
public sealed class AssignmentProposalTests
{
    private static readonly ExpertId Ada = ExpertId.New();
    private static readonly ExpertId Bea = ExpertId.New();
    private static readonly ExpertId Cléo = ExpertId.New();
    private static readonly DossierId One = DossierId.New();
    private static readonly DossierId Two = DossierId.New();

    private static readonly AssignmentTerms Terms = new(
        PerDossier: 1,
        MaxLoad: 1,
        MinLoad: 0,
        ["Medical"],
        OneOfOrganisation: true,
        NotAllOfRegion: false,
        MatchObjective.Sum,
        Seed: 1
    );

    [Test]
    public void Text_weighs_more_than_skills_and_both_together_make_one() =>
        Assert.That(
            (new Affinity(1, 0).Total, new Affinity(0, 1).Total, new Affinity(1, 1).Total),
            Is.EqualTo((0.7, 0.3, 1.0))
        );

    [Test]
    public void Skills_are_near_as_far_as_they_are_shared()
    {
        Assert.That(Affinity.SkillsOf(["a", "b"], ["b", "a"]), Is.EqualTo(1).Within(1e-9));
        Assert.That(Affinity.SkillsOf(["a"], ["a", "b", "c", "d"]), Is.EqualTo(0.5));
        Assert.That(Affinity.SkillsOf([], ["a"]), Is.Zero);
    }

    [TestCase(0, 1, 0, "assignment.per-dossier-out-of-range")]
    [TestCase(1, 0, 0, "assignment.load-out-of-range")]
    [TestCase(1, 1, 2, "assignment.least-load-above-greatest")]
    public void Terms_that_make_no_sense_are_refused(int perDossier, int maxLoad, int minLoad, string code)
    {
        var terms = Terms with { PerDossier = perDossier, MaxLoad = maxLoad, MinLoad = minLoad, Roles = [] };

        Assert.That(AssignmentTerms.ObstaclesTo(terms).Select(one => one.Code), Does.Contain(code));
        Assert.That(
            () => new AssignmentProposal(WaveId.New(), terms, Build.Officer, Build.Opening),
            Throws.TypeOf<RefusedException>()
        );
    }

    [Test]
    public void What_a_change_does_is_told_before_it_is_saved()
    {
        var proposal = Solved();

        var after = proposal.Effects(proposal.With(new AssignmentChange(Two, Bea, Ada)))!;

        Assert.That(proposal.Pairs, Does.Contain(new Pair(1, 1)), "nothing has changed");
        Assert.That(after.Totals[1], Is.EqualTo(new Affinity(0.2, 0).Total).Within(1e-9));
        Assert.That(after.Loads, Is.EqualTo([2, 0, 0]));
        Assert.That(after.Overloaded, Is.EqualTo([0]));
        Assert.That(after.Broken[1], Is.Empty);
        Assert.That(
            proposal.Effects(proposal.With(new AssignmentChange(Two, Bea, Cléo)))!.Broken[1],
            Is.EqualTo([new BrokenRule(MatchRule.Role, "Medical")])
        );
    }

    [Test]
    public void A_change_is_saved_and_told()
    {
        var proposal = Solved();

        proposal.Change([new AssignmentChange(Two, Bea, Cléo)], revision: 0, Build.Officer, Build.Opening);

        Assert.That(proposal.Pairs, Is.EqualTo([new Pair(0, 0), new Pair(1, 2)]));
        Assert.That(proposal.Events.OfType<AssignmentChanged>(), Has.One.Items);
    }

    [Test]
    public void What_somebody_changed_meanwhile_is_neither_changed_nor_accepted_as_it_was_seen()
    {
        var proposal = Solved();
        proposal.Change([new AssignmentChange(Two, Bea, Cléo)], revision: 0, Build.Officer, Build.Opening);

        AssertRefused(proposal, new AssignmentChange(Two, Cléo, Bea), "assignment.changed-meanwhile", revision: 0);
        Assert.That(
            () => proposal.EnsureAt(0),
            Throws.TypeOf<RefusedException>().With.Message.EqualTo("assignment.changed-meanwhile")
        );
        Assert.That(() => proposal.EnsureAt(1), Throws.Nothing);
    }

    [Test]
    public void Who_has_a_dossier_already_stays_and_who_may_not_have_it_does_not_come()
    {
        var proposal = Solved();

        AssertRefused(proposal, new AssignmentChange(One, Ada, null), "assignment.stays");
        AssertRefused(proposal, new AssignmentChange(One, null, Cléo), "assignment.no-candidate");
        AssertRefused(proposal, new AssignmentChange(One, null, null), "assignment.nothing-to-change");
        AssertRefused(proposal, new AssignmentChange(Two, Cléo, Ada), "assignment.stays");
    }

    [Test]
    public void Two_dossiers_exchange_their_experts_in_one_step()
    {
        var open = Panel with
        {
            Dossiers = [.. Panel.Dossiers.Select(one => one with { Candidates = Panel.Dossiers[1].Candidates })],
        };
        var proposal = new AssignmentProposal(WaveId.New(), Terms, Build.Officer, Build.Opening);
        var match = new Match(
            open.Limits(Terms).Affinities,
            [new Pair(0, 1), new Pair(1, 2)],
            sumBound: 1,
            floorBound: 1
        );
        proposal.Solve(itsTry: 0, open, match, Build.Opening);

        proposal.Change(
            AssignmentChange.Exchange(new AssignedPair(One, Bea), new AssignedPair(Two, Cléo)),
            revision: 0,
            Build.Officer,
            Build.Opening
        );

        Assert.That(proposal.Pairs, Is.EqualTo([new Pair(0, 2), new Pair(1, 1)]));
        Assert.That(proposal.Revision, Is.EqualTo(1));
        Assert.That(
            () => proposal.With(AssignmentChange.Exchange(new AssignedPair(One, Cléo), new AssignedPair(Two, Cléo))),
            Throws.TypeOf<RefusedException>()
        );
    }

    [Test]
    public void Two_proposals_differ_by_dossier()
    {
        var (first, second) = (Solved(), Solved());
        second.Change([new AssignmentChange(Two, Bea, Cléo)], revision: 0, Build.Officer, Build.Opening);

        var difference = first.DifferencesTo(second).Single();

        Assert.That(difference.Dossier, Is.EqualTo(Two));
        Assert.That((difference.Here.Single(), difference.There.Single()), Is.EqualTo((Bea, Cléo)));
    }

    [Test]
    public void It_is_accepted_once_and_adds_what_is_not_assigned_yet()
    {
        var proposal = Solved();
        Assert.That(proposal.Added, Is.EqualTo([new AssignedPair(Two, Bea)]));

        proposal.Accept([], Build.Officer, Build.Opening);

        Assert.That(proposal.State, Is.EqualTo(ProposalState.Accepted));
        Assert.That(proposal.Events.OfType<AssignmentAccepted>().Single().Assigned, Is.EqualTo(1));
        Assert.That(
            () => proposal.Accept([], Build.Officer, Build.Opening),
            Throws.TypeOf<RefusedException>().With.Message.Contains("assignment.accepted")
        );
    }

    [Test]
    public void A_cancelled_one_takes_no_answer()
    {
        var proposal = new AssignmentProposal(WaveId.New(), Terms, Build.Officer, Build.Opening);
        proposal.Cancel(Build.Officer, Build.Opening);

        Solve(proposal);

        Assert.That((proposal.State, proposal.Panel), Is.EqualTo((ProposalState.Cancelled, (AssignmentPanel?)null)));
    }

    [Test]
    public void As_many_pairs_are_kept_as_can_be()
    {
        var limits = Panel.Limits(Terms);
        var kept = Panel.PlacesOf([new AssignedPair(Two, Cléo), new AssignedPair(One, Cléo)]);

        Assert.That(kept, Is.EqualTo(new[] { new Pair(1, 2) }), "the other one may not be");
        var affinities = limits.Keeping(kept);
        Assert.That(affinities.Of(new Pair(1, 2)), Is.GreaterThan(affinities.Of(new Pair(1, 1)) * limits.Wanted));
    }

    private static AssignmentPanel Panel =>
        new(
            [
                new PanelExpert(Ada, "Medical", "north", null, 5),
                new PanelExpert(Bea, "Medical", "north", null, 5),
                new PanelExpert(Cléo, "User", null, null, 5),
            ],
            [
                new PanelDossier(One, [new Candidate(0, new Affinity(0.5, 0), Has: true)]),
                new PanelDossier(
                    Two,
                    [
                        new Candidate(0, new Affinity(0.2, 0), Has: false),
                        new Candidate(1, new Affinity(0.9, 0), Has: false),
                        new Candidate(2, new Affinity(0.4, 0), Has: false),
                    ]
                ),
            ]
        );

    private static AssignmentProposal Solved()
    {
        var proposal = new AssignmentProposal(WaveId.New(), Terms, Build.Officer, Build.Opening);
        Solve(proposal);
        return proposal;
    }

    private static void Solve(AssignmentProposal proposal) =>
        proposal.Solve(
            itsTry: 0,
            Panel,
            new Match(Panel.Limits(Terms).Affinities, [new Pair(1, 1), new Pair(0, 0)], sumBound: 1, floorBound: 1),
            Build.Opening
        );

    private static void AssertRefused(
        AssignmentProposal proposal,
        AssignmentChange change,
        string code,
        int? revision = null
    ) =>
        Assert.That(
            () => proposal.Change([change], revision ?? proposal.Revision, Build.Officer, Build.Opening),
            Throws.TypeOf<RefusedException>().With.Message.EqualTo(code)
        );
}
