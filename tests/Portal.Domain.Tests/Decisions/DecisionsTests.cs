using FsCheck;
using FsCheck.Fluent;
using Outcome = Portal.Domain.Decisions.Outcome;

namespace Portal.Domain.Tests.Decisions;

[TestFixture]
internal sealed class DecisionsTests
{
    private static readonly DateTimeOffset Now = Build.Closing.AddDays(30);
    private static readonly DateTimeOffset Publication = Build.Closing.AddDays(40);
    private readonly Call _call = Build.Call();
    private readonly PersonId _publisher = PersonId.New();
    private static readonly IReadOnlySet<PersonId> Nobody = new HashSet<PersonId>();

    private (Dossier Dossier, Decision Decision) Decided(Outcome outcome = Outcome.Funded)
    {
        var wave = Build.Wave(_call);
        var dossier = Build.Eligible(_call, wave);
        return (
            dossier,
            Decision.Take(
                dossier,
                new Ruling(outcome, "Motif") { Amount = outcome == Outcome.Funded ? new Money(1_000) : null },
                Build.Officer,
                Now
            )
        );
    }

    private (Dossier Dossier, Decision Decision) Reserved(int rank)
    {
        var dossier = Build.Eligible(_call, Build.Wave(_call));
        var ruling = new Ruling(Outcome.Reserve, "Motif") { ReserveRank = rank };
        return (dossier, Decision.Take(dossier, ruling, Build.Officer, Now));
    }

    private static readonly IReadOnlySet<PortalRole> Publishing = new HashSet<PortalRole> { PortalRole.Publisher };

    private static void Signed(WinnerList list, PersonId by, DateTimeOffset at) =>
        list.Sign(by, Publishing, Nobody, list.Changes.Count, at);

    private static Ruling Funding(decimal euros) => new(Outcome.Funded, "Motif") { Amount = new Money(euros) };

    private WinnerList Prepared(params (Dossier, Decision)[] decisions) =>
        WinnerList.Prepare(
            Build.Wave(_call),
            decisions.Length == 0 ? [Decided()] : decisions,
            Publication,
            Build.Officer,
            Now
        );

    [Test]
    public void A_decision_has_a_reason_a_winner_an_amount_and_an_eligible_dossier()
    {
        var wave = Build.Wave(_call);
        var dossier = Build.Eligible(_call, wave);
        Assert.That(
            Build.CodesOf(() => Decision.Take(dossier, new Ruling(Outcome.Rejected, " "), Build.Officer, Now)),
            Is.EqualTo(new[] { "decision.reason-needed" })
        );
        Assert.That(
            Build.CodesOf(() => Decision.Take(dossier, new Ruling(Outcome.Funded, "Motif"), Build.Officer, Now)),
            Is.EqualTo(new[] { "decision.amount-needed" })
        );
        Assert.That(
            Build.CodesOf(() => Decision.Take(Build.Filed(_call, wave), Funding(1), Build.Officer, Now)),
            Is.EqualTo(new[] { "decision.not-eligible" })
        );
        Assert.That(
            Decision.Take(dossier, Funding(5) with { Outcome = Outcome.Rejected }, Build.Officer, Now).Amount,
            Is.Null,
            "who is rejected gets nothing"
        );
    }

    [Test]
    public void Nobody_approves_a_list_that_decides_on_a_dossier_of_their_own_team()
    {
        var list = Prepared();
        Assert.That(
            Build.CodesOf(() => list.Sign(_publisher, Publishing, new HashSet<PersonId> { _publisher }, 0, Now)),
            Is.EqualTo(new[] { "decision.own-dossier" })
        );
        Assert.That(list.ApprovedAt, Is.Null);
    }

    [Test]
    public void Who_prepared_a_list_does_not_approve_it()
    {
        var list = Prepared();
        Assert.That(Build.CodesOf(() => Signed(list, Build.Officer, Now)), Is.EqualTo(new[] { "decision.four-eyes" }));
        Signed(list, _publisher, Now);
        Signed(list, PersonId.New(), Now.AddDays(1));
        Assert.That(
            (list.ApprovedBy, list.Events.OfType<WinnerListApproved>().Count()),
            Is.EqualTo(((PersonId?)_publisher, 1))
        );
    }

    [Test]
    public void A_list_is_public_on_its_moment_and_not_one_tick_before()
    {
        var list = Prepared();
        Assert.That(list.IsPublicAt(Publication), Is.False, "nobody approved it");
        Signed(list, _publisher, Now);
        Assert.That(list.IsPublicAt(Publication.AddTicks(-1)), Is.False);
        Assert.That(list.IsPublicAt(Publication), Is.True);
        Assert.That(
            Build.CodesOf(() => list.Publish(Publication.AddTicks(-1))),
            Is.EqualTo(new[] { "decision.under-embargo" })
        );
        list.Publish(Publication);
        list.Publish(Publication.AddDays(1));
        Assert.That(list.Events.OfType<WinnerListPublished>().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Approved_late_it_is_public_from_the_approval_and_never_in_the_past()
    {
        var list = Prepared();
        Signed(list, _publisher, Publication.AddHours(2));
        Assert.That(list.IsPublicAt(Publication.AddHours(1)), Is.False);
        Assert.That(list.IsPublicAt(Publication.AddHours(2)), Is.True);
    }

    [Test]
    public void A_list_carries_winners_alone_and_each_decision_is_on_one_list()
    {
        var (winner, rejected) = (Decided(), Decided(Outcome.Rejected));
        var list = Prepared(winner, rejected);
        Assert.That(list.Winners.Select(one => one.DossierId), Is.EqualTo(new[] { winner.Dossier.Id }));
        Assert.That(Build.CodesOf(() => Prepared(winner)), Is.EqualTo(new[] { "decision.listed" }));
        Assert.That(
            Build.CodesOf(() => rejected.Decision.Revise(Funding(1), Build.Officer, Now)),
            Is.EqualTo(new[] { "decision.listed" })
        );
        Assert.That(Prepared(Decided(Outcome.Rejected)).Winners, Is.Empty, "nobody won, and it is told");
        Assert.That(
            Build.CodesOf(() => WinnerList.Prepare(Build.Wave(_call), [], Publication, Build.Officer, Now)),
            Is.EqualTo(new[] { "decision.nothing-decided" })
        );
        Assert.That(
            Build.CodesOf(() =>
                WinnerList.Prepare(Build.Wave(_call), [Decided()], Now.AddTicks(-1), Build.Officer, Now)
            ),
            Is.EqualTo(new[] { "decision.publication-in-the-past" })
        );
    }

    [Test]
    public void A_dropped_list_frees_its_decisions_and_an_approved_one_is_not_dropped()
    {
        var decided = Decided();
        var list = Prepared(decided);
        list.Drop([decided.Decision], Build.Officer, Now);
        decided.Decision.Revise(new Ruling(Outcome.Rejected, "Autre motif"), Build.Officer, Now);
        Assert.That(Build.CodesOf(() => Signed(list, _publisher, Now)), Is.EqualTo(new[] { "decision.dropped" }));

        var approved = Prepared();
        Signed(approved, _publisher, Now);
        Assert.That(
            Build.CodesOf(() => approved.Drop([], Build.Officer, Now)),
            Is.EqualTo(new[] { "decision.approved" })
        );
    }

    [Test]
    public void A_place_on_the_reserve_is_needed_and_is_one_dossiers_alone_on_a_list()
    {
        var (first, second) = (Reserved(1), Reserved(1));
        Assert.That(
            Build.CodesOf(() => first.Decision.Revise(new Ruling(Outcome.Reserve, "Motif"), Build.Officer, Now)),
            Is.EqualTo(new[] { "decision.reserve-rank-needed" })
        );
        Assert.That(
            Build.CodesOf(() => Prepared(Decided(), first, second)),
            Is.EqualTo(new[] { "decision.reserve-rank-twice" })
        );
        second.Decision.Revise(second.Decision.Ruling with { ReserveRank = 2 }, Build.Officer, Now);
        var list = Prepared(Decided(), first, second);
        Assert.That(list.Winners, Has.Count.EqualTo(1), "who is on the reserve is no winner");
        Assert.That(first.Decision.ListId, Is.EqualTo(list.Id));
    }

    [Test]
    public void Conditions_and_reasons_by_criterion_go_with_the_outcome_and_what_says_nothing_is_left_out()
    {
        var (title, decided) = (new LocalizedText("Impact", "Impact"), Decided().Decision);
        var ruling = Funding(1) with
        {
            Conditions = " Un plan de cybersécurité. ",
            Criteria = [new CriterionReason("impact", title, " Fort. "), new CriterionReason("team", title, " ")],
        };
        decided.Revise(ruling, Build.Officer, Now);
        Assert.That(decided.Conditions, Is.EqualTo("Un plan de cybersécurité."));
        Assert.That(decided.Criteria, Is.EqualTo(new[] { new CriterionReason("impact", title, "Fort.") }));
        decided.Revise(ruling with { Outcome = Outcome.Rejected, ReserveRank = 1 }, Build.Officer, Now);
        Assert.That(
            (decided.Conditions, decided.ReserveRank, decided.Criteria.Count),
            Is.EqualTo(("", (int?)null, 1)),
            "who is rejected has no condition to meet, and reads why"
        );
    }

    [Test]
    public void A_dossier_waits_for_a_cut_off_to_come_and_goes_there_once()
    {
        var wave = Build.Wave(_call, 0, Build.Civil(2024, 4, 9, 12, 0), Build.Civil(2024, 10, 8, 12, 0));
        var dossier = Build.Eligible(_call, wave);
        Assert.That(dossier.NextCutOff(wave, wave.CutOffs[1].Deadline.EndsAt), Is.Null);
        Assert.That(
            Build.CodesOf(() => Decision.Take(dossier, new Ruling(Outcome.NextCutOff, "Motif"), Build.Officer, Now)),
            Is.EqualTo(new[] { "decision.no-next-cut-off" })
        );
        var next = dossier.NextCutOff(wave, Now)!;
        var waiting = new Ruling(Outcome.NextCutOff, "Motif") { MovesTo = next.Id };
        var decision = Decision.Take(dossier, waiting, Build.Officer, Now);
        WinnerList Listed(DateTimeOffset at) =>
            WinnerList.Prepare(wave, [Decided(), (dossier, decision)], at, Build.Officer, Now);
        Assert.That(
            Build.CodesOf(() => Listed(next.Deadline.EndsAt)),
            Is.EqualTo(new[] { "decision.cut-off-passed-by-then" })
        );
        Listed(Publication);
        Assert.That(dossier.State, Is.EqualTo(DossierState.Eligible), "nothing moves before the publication");
        Assert.That(decision.MoveOn(dossier, wave, Publication), Is.True);
        Assert.That((dossier.State, dossier.CutOffId), Is.EqualTo((DossierState.Filed, (CutOffId?)next.Id)));
        Assert.That(decision.MoveOn(dossier, wave, Publication.AddMinutes(1)), Is.False);
        Assert.That(dossier.Events.OfType<DossierMoved>().Count(), Is.EqualTo(1));
        Assert.That(Decided().Decision.MoveOn(dossier, wave, Publication), Is.False, "no other outcome moves it");
    }

    [Test]
    public void Ranking_shares_ranks_between_equals_and_gives_none_without_a_review()
    {
        var ids = Enumerable.Range(0, 4).Select(_ => DossierId.New()).ToList();
        var ranked = Ranking.Of(
            new Dictionary<DossierId, IReadOnlyList<decimal>>
            {
                [ids[0]] = [4, 5],
                [ids[1]] = [4.5m],
                [ids[2]] = [2],
                [ids[3]] = [],
            }
        );
        Assert.That(
            ids.Select(id => ranked.Single(one => one.Dossier == id).Rank),
            Is.EqualTo(new int?[] { 1, 1, 3, null })
        );
    }

    [Test]
    public void Ranking_does_not_depend_on_the_order_in_which_scores_come() =>
        Prop.ForAll(
                Gen.Choose(1, 6).ListOf().ListOf().ToArbitrary(),
                scores =>
                {
                    var given = scores
                        .Select(list =>
                            (
                                Id: DossierId.New(),
                                Scores: (IReadOnlyList<decimal>)[.. list.Select(mark => (decimal)mark)]
                            )
                        )
                        .ToList();
                    var forward = Ranking.Of(given.ToDictionary(one => one.Id, one => one.Scores));
                    var backward = Ranking.Of(Enumerable.Reverse(given).ToDictionary(one => one.Id, one => one.Scores));
                    return forward.SequenceEqual(backward);
                }
            )
            .QuickCheckThrowOnFailure();
}
