using Portal.Domain.Decisions.Portfolios;

namespace Portal.Domain.Tests.Decisions;

[TestFixture]
internal sealed class PortfolioTests
{
    private static readonly DateTimeOffset Now = Build.Closing.AddDays(60);
    private static readonly WaveId Wave = WaveId.New();
    private static readonly DossierId[] Ids = [.. Enumerable.Range(0, 4).Select(_ => DossierId.New())];

    [Test]
    public void A_move_takes_a_reason_and_stands_in_the_history()
    {
        var portfolio = Begun();
        Assert.That(
            Refused(() => portfolio.Move(Ids[2], -1, " ", Build.Officer, Now)),
            Is.EqualTo([PortfolioRefusals.ReasonNeeded])
        );
        portfolio.Move(Ids[2], -1, "Seul dans sa région.", Build.Officer, Now);
        Assert.That(OrderOf(portfolio), Is.EqualTo([Ids[0], Ids[2], Ids[1], Ids[3]]));
        var moved = portfolio.Events.OfType<PlaceMoved>().Single();
        Assert.That((moved.From, moved.To, moved.Reason), Is.EqualTo((3, 2, "Seul dans sa région.")));
    }

    [Test]
    public void At_the_top_nothing_moves_up_and_nothing_is_told()
    {
        var portfolio = Begun();
        var revision = portfolio.Revision;
        portfolio.Move(Ids[0], -1, "Motif", Build.Officer, Now);
        Assert.That((OrderOf(portfolio), portfolio.Revision), Is.EqualTo((Ids.ToList(), revision)));
    }

    [Test]
    public void Who_arranges_what_somebody_else_arranged_in_between_is_refused()
    {
        var portfolio = Begun();
        var seen = portfolio.Revision;
        portfolio.Propose(Ids[0], new Money(5), Build.Officer, Now);
        Assert.That(Refused(() => portfolio.EnsureAt(seen)), Is.EqualTo([PortfolioRefusals.Changed]));
    }

    [Test]
    public void A_rule_says_what_why_and_once()
    {
        var portfolio = Begun();
        var rule = PortfolioRule.OnGroup(PortfolioRuleKind.MostDossiers, "region:corse", 1, "Équilibre");
        portfolio.Require(rule, Build.Officer, Now);
        Assert.That(
            Refused(() => portfolio.Require(rule with { Limit = 2 }, Build.Officer, Now)),
            Is.EqualTo([PortfolioRefusals.RuleThere])
        );
        Assert.That(
            Refused(() => PortfolioRule.OnGroup(PortfolioRuleKind.MustHave, "region:corse", 1, "x")),
            Is.EqualTo([PortfolioRefusals.RuleIncomplete])
        );
        Assert.That(
            Refused(() => PortfolioRule.OnDossier(PortfolioRuleKind.MustNot, Ids[0], "")),
            Is.EqualTo([PortfolioRefusals.ReasonNeeded])
        );
        portfolio.Lift(0, Build.Officer, Now);
        Assert.That(portfolio.Rules, Is.Empty);
        for (var one = 0; one < Portfolio.MostRules; one++)
            portfolio.Require(rule with { Group = $"region:{one}" }, Build.Officer, Now);
        Assert.That(
            Refused(() => portfolio.Require(rule, Build.Officer, Now)),
            Is.EqualTo([PortfolioRefusals.TooManyRules(Portfolio.MostRules)])
        );
    }

    [Test]
    public void What_becomes_eligible_later_comes_last_and_what_no_longer_is_goes()
    {
        var (portfolio, late) = (Begun(), DossierId.New());
        portfolio.Follow([Ids[0], Ids[3], late]);
        Assert.That(OrderOf(portfolio), Is.EqualTo([Ids[0], Ids[3], late]));
    }

    [Test]
    public void The_jurys_order_funds_from_the_first_on_with_proposed_amounts_before_requested_ones()
    {
        PortfolioCandidate[] ordered = [One(0, 5, 60, proposed: 50), One(1, 4, 50), One(2, 3, 1)];
        var choice = PortfolioChoice.OfOrder(ordered, new Money(100));
        Assert.That((choice.Chosen.Count, choice.Cost, choice.Quality), Is.EqualTo((2, 100m, 9m)));
    }

    [Test]
    public void Each_difference_is_told_by_the_rule_or_by_what_fits_instead()
    {
        var (dear, near, far, corse) = (One(0, 5, 80), One(1, 4, 40), One(2, 4, 40), One(3, 1, 20, "region:corse"));
        var rule = PortfolioRule.OnGroup(PortfolioRuleKind.LeastDossiers, "region:corse", 1, "Un par région");
        var differences = PortfolioDifferences.Of(
            new PortfolioChoice([dear]),
            new PortfolioChoice([near, far, corse]),
            [rule]
        );
        Assert.That(
            differences.Select(one => (one.Dossier, one.Reason)),
            Is.EquivalentTo([
                (near, DifferenceReason.FitsInstead),
                (far, DifferenceReason.FitsInstead),
                (corse, DifferenceReason.FillsMinimum),
                (dear, DifferenceReason.OthersFit),
            ])
        );
        Assert.That(differences.Single(one => one.Dossier == near).Others, Is.EqualTo([dear]));
        Assert.That(differences.Single(one => one.Dossier == dear).Others, Is.EqualTo([near, far, corse]));
    }

    [Test]
    public void A_dossier_that_a_rule_names_is_told_by_that_rule()
    {
        var (one, other) = (One(0, 5, 10), One(1, 4, 10));
        PortfolioRule[] rules =
        [
            PortfolioRule.OnDossier(PortfolioRuleKind.MustNot, one.Dossier, "Doublon"),
            PortfolioRule.OnDossier(PortfolioRuleKind.MustHave, other.Dossier, "Engagement"),
        ];
        var differences = PortfolioDifferences.Of(new PortfolioChoice([one]), new PortfolioChoice([other]), rules);
        Assert.That(differences.Select(found => found.Rule), Is.EqualTo([rules[1], rules[0]]));
        Assert.That(differences, Has.All.Property(nameof(PortfolioDifference.Reason)).EqualTo(DifferenceReason.Named));
    }

    private static Portfolio Begun() => new(Wave, new Money(100), Ids, Build.Officer, Now);

    private static List<DossierId> OrderOf(Portfolio portfolio) => [.. portfolio.Lines.Select(line => line.Dossier)];

    private static PortfolioCandidate One(
        int id,
        decimal quality,
        decimal requested,
        string? group = null,
        decimal? proposed = null
    ) =>
        new(
            Ids[id],
            $"N{id}",
            quality,
            requested,
            proposed,
            group is null ? new HashSet<string>() : new HashSet<string> { group }
        );

    private static IReadOnlyList<Refusal> Refused(Action act) => Assert.Throws<RefusedException>(act)!.Refusals;
}
