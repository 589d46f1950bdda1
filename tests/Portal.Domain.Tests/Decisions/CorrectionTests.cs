using Outcome = Portal.Domain.Decisions.Outcome;

namespace Portal.Domain.Tests.Decisions;

[TestFixture]
internal sealed class CorrectionTests
{
    private static readonly DateTimeOffset Now = Build.Closing.AddDays(30);
    private static readonly DateTimeOffset Publication = Build.Closing.AddDays(40);
    private static readonly DateTimeOffset After = Publication.AddDays(3);
    private static readonly IReadOnlySet<PersonId> Nobody = new HashSet<PersonId>();
    private static readonly IReadOnlySet<PortalRole> Publisher = new HashSet<PortalRole> { PortalRole.Publisher };
    private static readonly PersonId Pauline = PersonId.New();

    private readonly Call _call = Build.Call();

    private (Dossier Dossier, Decision Decision) Decided(Ruling ruling)
    {
        var dossier = Build.Eligible(_call, Build.Wave(_call));
        return (dossier, Decision.Take(dossier, ruling, Build.Officer, Now));
    }

    private static Ruling Funding(decimal euros) => new(Outcome.Funded, "Motif") { Amount = new Money(euros) };

    private static Ruling Reserve(int rank) => new(Outcome.Reserve, "Motif") { ReserveRank = rank };

    private sealed record Published(WinnerList List, IReadOnlyList<(Dossier Dossier, Decision Decision)> All)
    {
        public Decision At(int place) => All[place].Decision;

        public Correction Correct(params (int Place, Ruling Ruling)[] rulings) =>
            Correct("Renonciation d’un lauréat", rulings);

        public Correction Correct(string reason, params (int Place, Ruling Ruling)[] rulings) =>
            Correction.Prepare(
                List,
                All,
                new CorrectionPlan(
                    reason,
                    After.AddDays(1),
                    rulings.ToDictionary(one => All[one.Place].Dossier.Id, one => one.Ruling)
                ),
                [],
                Build.Officer,
                After
            );
    }

    /// <summary>Two winners, of 1,000 and 500 euros, two on the reserve; public.</summary>
    private Published Public()
    {
        (Dossier, Decision)[] all =
        [
            Decided(Funding(1_000)),
            Decided(Funding(500)),
            Decided(Reserve(1)),
            Decided(Reserve(2)),
        ];
        var list = WinnerList.Prepare(Build.Wave(_call), all, Publication, Build.Officer, Now);
        list.Sign(Pauline, Publisher, Nobody, 0, Now);
        list.Publish(Publication);
        return new Published(list, all);
    }

    [Test]
    public void A_winner_gives_up_the_first_of_the_reserve_moves_up_and_both_count_from_the_corrections_own_moment()
    {
        var told = Public();
        told.At(0).Decline(PersonId.New(), After);
        var correction = told.Correct((0, told.At(0).Ruling with { Outcome = Outcome.Declined }), (2, Funding(900)));
        Assert.That(
            Build.CodesOf(() => correction.Sign(Build.Officer, Publisher, Nobody, After)),
            Is.EqualTo(new[] { "decision.four-eyes" })
        );
        Assert.That(
            Build.CodesOf(() => correction.Publish(told.List, told.All, After.AddDays(2))),
            Is.EqualTo(new[] { "decision.under-embargo" }),
            "nobody signed it"
        );
        correction.Sign(Pauline, Publisher, Nobody, After);
        Assert.That(
            Build.CodesOf(() => correction.Publish(told.List, told.All, After.AddDays(1).AddTicks(-1))),
            Is.EqualTo(new[] { "decision.under-embargo" })
        );
        Assert.That(told.List.Winners.Select(one => one.Amount.Euros), Is.EqualTo(new[] { 1_000m, 500m }), "not yet");

        var at = After.AddDays(1);
        correction.Publish(told.List, told.All, at);
        correction.Publish(told.List, told.All, at.AddDays(1));
        Assert.That(
            told.List.Winners.Select(one => (one.Amount.Euros, one.Since)),
            Is.EqualTo(new[] { (500m, (DateTimeOffset?)null), (900m, at) })
        );
        Assert.That(told.At(0).Outcome, Is.EqualTo(Outcome.Declined));
        Assert.That((told.At(2).Outcome, told.At(2).ReserveRank), Is.EqualTo((Outcome.Funded, (int?)null)));
        Assert.That((told.List.CorrectedAt, told.List.PublishAt), Is.EqualTo(((DateTimeOffset?)at, Publication)));
        Assert.That(correction.Events.OfType<CorrectionPublished>().Single().Dossiers, Has.Count.EqualTo(2));
        Assert.That(correction.Items.Count(one => one.ChangesList), Is.EqualTo(2));
    }

    [Test]
    public void The_reserve_moves_up_in_its_order_and_within_what_was_freed()
    {
        var told = Public();
        Assert.That(
            Build.CodesOf(() => told.Correct((2, Funding(1)))),
            Is.EqualTo(new[] { "decision.more-than-freed" }),
            "nobody gave anything up"
        );
        told.At(1).Decline(PersonId.New(), After);
        var gone = (1, told.At(1).Ruling with { Outcome = Outcome.Declined });
        Assert.That(
            Build.CodesOf(() => told.Correct(gone, (3, Funding(500)))),
            Is.EqualTo(new[] { "decision.reserve-in-order" })
        );
        Assert.That(
            Build.CodesOf(() => told.Correct(gone, (2, Funding(501)))),
            Is.EqualTo(new[] { "decision.more-than-freed" })
        );
        Assert.DoesNotThrow(() => told.Correct(gone, (2, Funding(500))));
        Assert.DoesNotThrow(
            () => told.Correct(gone, (2, new Ruling(Outcome.Rejected, "Projet abandonné")), (3, Funding(500))),
            "who is first and wants it no longer stands in nobody's way"
        );
    }

    [Test]
    public void What_is_left_of_an_envelope_after_a_correction_is_free_for_the_next_one()
    {
        var told = Public();
        told.At(0).Decline(PersonId.New(), After);
        var first = told.Correct((0, told.At(0).Ruling with { Outcome = Outcome.Declined }), (2, Funding(600)));
        first.Sign(Pauline, Publisher, Nobody, After);
        first.Publish(told.List, told.All, After.AddDays(1));
        List<Decision> decisions = [.. told.All.Select(one => one.Decision)];
        Assert.That(CorrectionPlan.FreedOn(told.List, decisions), Is.EqualTo(400m));
        Assert.That(CorrectionPlan.FirstOfReserve(decisions), Is.SameAs(told.At(3)));
    }

    [Test]
    public void A_correction_says_why_and_corrects_something_that_is_public()
    {
        var told = Public();
        Assert.That(
            Build.CodesOf(() => told.Correct(" ", (0, Funding(1_000)))),
            Is.EqualTo(new[] { "decision.correction-reason-needed", "decision.nothing-corrected" })
        );
        Assert.That(
            Build.CodesOf(() => told.Correct((0, told.At(0).Ruling with { Outcome = Outcome.Declined }))),
            Is.EqualTo(new[] { "decision.not-declined" })
        );
        Assert.That(
            Build.CodesOf(() => told.At(2).Decline(PersonId.New(), After)),
            Is.EqualTo(new[] { "decision.not-winner" })
        );
        var typo = told.Correct("Erreur de saisie", (0, Funding(1_200)));
        typo.Drop(Build.Officer, After);
        Assert.That(
            Build.CodesOf(() => typo.Sign(Pauline, Publisher, Nobody, After)),
            Is.EqualTo(new[] { "decision.dropped" })
        );
    }
}
