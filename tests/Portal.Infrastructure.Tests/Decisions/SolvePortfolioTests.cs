using Portal.Domain.Decisions.Portfolios;
using Portal.Infrastructure.Decisions.Portfolios;

namespace Portal.Infrastructure.Tests.Decisions;

[TestFixture]
internal sealed class SolvePortfolioTests
{
    private static readonly Money Envelope = new(100);

    [Test]
    public void No_choice_under_the_envelope_and_the_rules_has_a_better_sum()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var random = new Random(seed);
            var candidates = Enumerable
                .Range(0, 10)
                .Select(at => One(at, random.Next(10, 61) / 10m, random.Next(5, 60), $"region:{at % 3}"))
                .ToList();
            PortfolioRule[] rules =
            [
                PortfolioRule.OnGroup(PortfolioRuleKind.LeastDossiers, "region:0", 1, "x"),
                PortfolioRule.OnGroup(PortfolioRuleKind.MostEuros, "region:1", 60, "x"),
                PortfolioRule.OnDossier(PortfolioRuleKind.MustNot, candidates[5].Dossier, "x"),
            ];
            var best = Enumerable
                .Range(0, 1 << 10)
                .Select(set => candidates.Where((_, at) => (set >> at & 1) == 1).ToList())
                .Where(chosen => chosen.Sum(one => one.Cost) <= 100 && rules.All(rule => rule.IsKeptBy(chosen)))
                .Max(chosen => chosen.Sum(one => one.Quality));
            var optimum = new SolvePortfolio(candidates, Envelope, rules).Run();
            Assert.That((optimum.IsProven, optimum.Choice!.Quality), Is.EqualTo((true, best)), $"seed {seed}");
            Assert.That(optimum.Choice.Cost, Is.LessThanOrEqualTo(100));
            Assert.That(optimum.Choice.Broken(rules), Is.Empty);
        }
    }

    [Test]
    public void Rules_that_cannot_be_kept_together_are_named_and_no_other()
    {
        var (dear, other) = (One(0, 5, 90), One(1, 4, 20));
        var innocent = PortfolioRule.OnGroup(PortfolioRuleKind.MostDossiers, "region:1", 5, "x");
        PortfolioRule[] clash =
        [
            PortfolioRule.OnDossier(PortfolioRuleKind.MustHave, dear.Dossier, "x"),
            PortfolioRule.OnDossier(PortfolioRuleKind.MustHave, other.Dossier, "x"),
        ];
        var optimum = new SolvePortfolio([dear, other], Envelope, [clash[0], innocent, clash[1]]).Run();
        Assert.That((optimum.Choice, optimum.IsProven), Is.EqualTo(((PortfolioChoice?)null, true)));
        Assert.That(optimum.Conflict, Is.EqualTo(clash));
    }

    [Test]
    public void Where_time_is_over_nothing_is_called_proven_and_nothing_impossible()
    {
        var dear = One(0, 5, 90);
        PortfolioRule[] clash =
        [
            PortfolioRule.OnDossier(PortfolioRuleKind.MustHave, dear.Dossier, "x"),
            PortfolioRule.OnDossier(PortfolioRuleKind.MustNot, dear.Dossier, "x"),
        ];

        var optimum = new SolvePortfolio([dear], Envelope, clash, TimeSpan.Zero).Run();

        Assert.That((optimum.Choice, optimum.IsProven), Is.EqualTo(((PortfolioChoice?)null, false)));
        Assert.That(optimum.Conflict, Is.Empty);
    }

    [Test]
    public void Three_hundred_dossiers_are_chosen_from_while_a_page_waits()
    {
        var random = new Random(7);
        var candidates = Enumerable
            .Range(0, 300)
            .Select(at => One(at, random.Next(100, 600) / 100m, random.Next(100_000, 900_000), $"region:{at % 18}"))
            .ToList();
        var rules = Enumerable
            .Range(0, 18)
            .Select(region => PortfolioRule.OnGroup(PortfolioRuleKind.LeastDossiers, $"region:{region}", 1, "x"))
            .ToList();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var optimum = new SolvePortfolio(candidates, new Money(20_000_000), rules).Run();
        TestContext.Out.WriteLine($"{watch.Elapsed.TotalSeconds:0.00} s, proven: {optimum.IsProven}");
        Assert.That(optimum.Choice, Is.Not.Null);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)), "a machine under load is allowed its time");
    }

    private static PortfolioCandidate One(int at, decimal quality, decimal requested, string group = "region:0") =>
        new(DossierId.New(), $"N{at}", quality, requested, Proposed: null, new HashSet<string> { group });
}
