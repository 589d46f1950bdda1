using Portal.Domain.Reviews.Matching;
using Portal.Infrastructure.Reviews.Matching;

namespace Portal.Infrastructure.Tests.Reviews.Matching;

public sealed class MatchLotteryTests
{
    private const int Cap = 60;
    private static readonly MatchTerms Terms = new(PerDossier: 2, MaxLoad: 3, MinLoad: 1);

    [Test]
    public void Each_pair_is_drawn_as_often_as_its_probability_says_and_each_draw_keeps_to_the_terms()
    {
        const int Draws = 4_000;
        var lottery = MatchLottery.Of(Limits(Terms), Cap)!;
        var counts = new Dictionary<Pair, int>();
        for (var seed = 0; seed < Draws; seed++)
        {
            var match = lottery.Draw(seed);
            foreach (var pair in match.Pairs)
                counts[pair] = counts.GetValueOrDefault(pair) + 1;
            Assert.That(match.Pairs.CountBy(pair => pair.Dossier).Select(one => one.Value), Is.All.EqualTo(2));
            Assert.That(
                (match.LeastLoad, match.GreatestLoad),
                Is.EqualTo((1, 3)).Or.EqualTo((1, 2)).Or.EqualTo((2, 2))
            );
        }
        foreach (var (pair, hundredths) in lottery.Hundredths)
            Assert.That(
                counts.GetValueOrDefault(pair) / (double)Draws,
                Is.EqualTo(hundredths / 100.0).Within(0.03),
                $"{pair}"
            );
        Assert.That(counts.Keys.Except(lottery.Hundredths.Keys), Is.Empty);
    }

    [Test]
    public void No_pair_is_more_likely_than_the_cap_but_what_is_pinned_is_certain()
    {
        var pinned = new Pair(0, 4);
        var lottery = MatchLottery.Of(Limits(Terms with { Pinned = new HashSet<Pair> { pinned } }), Cap)!;

        Assert.That(lottery.Hundredths[pinned], Is.EqualTo(MatchLottery.Whole));
        Assert.That(
            lottery.Hundredths.Where(one => one.Key != pinned).Select(one => one.Value),
            Is.All.InRange(1, Cap)
        );
        Assert.That(lottery.Draw(7).Pairs, Does.Contain(pinned));
        Assert.That(lottery.Draw(7).Pairs, Is.EqualTo(lottery.Draw(7).Pairs));
    }

    [Test]
    public void Without_a_cap_the_expected_sum_is_the_largest_there_is()
    {
        var limits = Limits(Terms);

        var largest = MatchExperts.Run(limits.Affinities, Terms, MatchObjective.Sum).Match!.Total;

        Assert.That(MatchLottery.Of(limits, MatchLottery.Whole)!.Expected, Is.EqualTo(largest).Within(1e-9));
        Assert.That(MatchLottery.Of(limits, Cap)!.Expected, Is.LessThan(largest));
    }

    [Test]
    public void A_cap_that_no_lottery_keeps_is_told_with_the_least_that_one_does()
    {
        // Two of five experts: 40 hundredths each at least.
        Assert.That(MatchLottery.Of(Limits(Terms), 39), Is.Null);
        Assert.That(MatchLottery.LeastCap(Limits(Terms)), Is.EqualTo(40));
    }

    [Test]
    public void What_is_cancelled_is_drawn_no_further()
    {
        var (lottery, stopped) = (MatchLottery.Of(Limits(Terms), Cap)!, new CancellationToken(canceled: true));

        Assert.That(
            () => MatchLottery.Of(Limits(Terms), Cap, stopped),
            Throws.InstanceOf<OperationCanceledException>()
        );
        Assert.That(
            () => MatchLottery.LeastCap(Limits(Terms), stopped),
            Throws.InstanceOf<OperationCanceledException>()
        );
        Assert.That(() => lottery.Draw(1, stopped), Throws.InstanceOf<OperationCanceledException>());
    }

    private static MatchLimits Limits(MatchTerms terms)
    {
        var chance = new Random(3);
        var affinities = new Affinities(
            [.. Enumerable.Range(0, 5).Select(one => $"e{one}")],
            [.. Enumerable.Range(0, 5).Select(one => $"d{one}")]
        );
        for (var dossier = 0; dossier < 5; dossier++)
        for (var expert = 0; expert < 5; expert++)
            affinities[dossier, expert] = chance.NextDouble();
        return new MatchLimits(affinities, terms);
    }
}
