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
                outcome,
                outcome == Outcome.Funded ? new Money(1_000) : null,
                "Motif",
                Build.Officer,
                Now
            )
        );
    }

    private WinnerList Prepared(params (Dossier, Decision)[] decisions) =>
        WinnerList.Prepare(
            WaveId.New(),
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
            Build.CodesOf(() => Decision.Take(dossier, Outcome.Rejected, amount: null, " ", Build.Officer, Now)),
            Is.EqualTo(new[] { "decision.reason-needed" })
        );
        Assert.That(
            Build.CodesOf(() => Decision.Take(dossier, Outcome.Funded, amount: null, "Motif", Build.Officer, Now)),
            Is.EqualTo(new[] { "decision.amount-needed" })
        );
        Assert.That(
            Build.CodesOf(() =>
                Decision.Take(Build.Filed(_call, wave), Outcome.Funded, new Money(1), "Motif", Build.Officer, Now)
            ),
            Is.EqualTo(new[] { "decision.not-eligible" })
        );
        Assert.That(
            Decision.Take(dossier, Outcome.Rejected, new Money(5), "Motif", Build.Officer, Now).Amount,
            Is.Null,
            "who is rejected gets nothing"
        );
    }

    [Test]
    public void Nobody_approves_a_list_that_decides_on_a_dossier_of_their_own_team()
    {
        var list = Prepared();
        Assert.That(
            Build.CodesOf(() => list.Approve(_publisher, new HashSet<PersonId> { _publisher }, Now)),
            Is.EqualTo(new[] { "decision.own-dossier" })
        );
        Assert.That(list.ApprovedAt, Is.Null);
    }

    [Test]
    public void Who_prepared_a_list_does_not_approve_it()
    {
        var list = Prepared();
        Assert.That(
            Build.CodesOf(() => list.Approve(Build.Officer, Nobody, Now)),
            Is.EqualTo(new[] { "decision.four-eyes" })
        );
        list.Approve(_publisher, Nobody, Now);
        list.Approve(PersonId.New(), Nobody, Now.AddDays(1));
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
        list.Approve(_publisher, Nobody, Now);
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
        list.Approve(_publisher, Nobody, Publication.AddHours(2));
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
            Build.CodesOf(() => rejected.Decision.Revise(Outcome.Funded, new Money(1), "Motif", Build.Officer, Now)),
            Is.EqualTo(new[] { "decision.listed" })
        );
        Assert.That(
            Build.CodesOf(() => Prepared(Decided(Outcome.Rejected))),
            Is.EqualTo(new[] { "decision.no-winner" })
        );
        Assert.That(
            Build.CodesOf(() => WinnerList.Prepare(WaveId.New(), [Decided()], Now.AddTicks(-1), Build.Officer, Now)),
            Is.EqualTo(new[] { "decision.publication-in-the-past" })
        );
    }

    [Test]
    public void A_dropped_list_frees_its_decisions_and_an_approved_one_is_not_dropped()
    {
        var decided = Decided();
        var list = Prepared(decided);
        list.Drop([decided.Decision], Build.Officer, Now);
        decided.Decision.Revise(Outcome.Rejected, amount: null, "Autre motif", Build.Officer, Now);
        Assert.That(
            Build.CodesOf(() => list.Approve(_publisher, Nobody, Now)),
            Is.EqualTo(new[] { "decision.dropped" })
        );

        var approved = Prepared();
        approved.Approve(_publisher, Nobody, Now);
        Assert.That(
            Build.CodesOf(() => approved.Drop([], Build.Officer, Now)),
            Is.EqualTo(new[] { "decision.approved" })
        );
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
