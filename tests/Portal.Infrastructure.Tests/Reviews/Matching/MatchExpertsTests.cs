using Portal.Domain.Reviews.Matching;
using Portal.Infrastructure.Reviews.Matching;

namespace Portal.Infrastructure.Tests.Reviews.Matching;

public sealed class MatchExpertsTests
{
    private static readonly MatchTerms TwoEach = new(PerDossier: 2, MaxLoad: 3, MinLoad: 1);

    [Test]
    public void The_largest_sum_is_the_largest_of_all_assignments([Range(1, 20)] int seed)
    {
        var affinities = Some(seed);
        var all = All(affinities, TwoEach).ToList();

        var (match, obstacles) = MatchExperts.Run(affinities, TwoEach, MatchObjective.Sum);

        if (all.Count == 0)
        {
            Assert.That((match, obstacles.Count), Is.EqualTo(((Match?)null, 1)));
            return;
        }
        Assert.That(match!.Total, Is.EqualTo(all.Max(one => one.Total)).Within(1e-9));
        Assert.That(match.SumProvenOptimal);
        AssertKept(affinities, TwoEach, match);
    }

    [Test]
    public void Fairly_nobody_could_be_served_better_than_the_least_served_is([Range(1, 20)] int seed)
    {
        var affinities = Some(seed);
        var all = All(affinities, TwoEach).ToList();
        if (all.Count == 0)
            return;

        var match = MatchExperts.Run(affinities, TwoEach, MatchObjective.Fair).Match!;

        var floor = all.Max(one => one.Floor);
        var above = all.Where(one => one.Floor >= floor - 1e-9).Max(one => one.Total);
        Assert.That(match.Floor, Is.EqualTo(floor).Within(1e-6));
        Assert.That(match.FloorProvenOptimal);
        Assert.That(match.Total, Is.LessThanOrEqualTo(above + 1e-9));
        Assert.That(match.SumBound, Is.GreaterThanOrEqualTo(above - 1e-6));
        if (match.SumProvenOptimal)
            Assert.That(match.Total, Is.EqualTo(above).Within(1e-4));
        AssertKept(affinities, TwoEach, match);
    }

    [Test]
    public void The_bound_of_a_sum_holds_where_one_affinity_dwarfs_the_others([Range(1, 5)] int seed)
    {
        var chance = new Random(seed);
        var affinities = Matrix([
            .. Enumerable
                .Range(0, 5)
                .Select(_ => Enumerable.Range(0, 4).Select(_ => (double?)chance.NextDouble() * 1e-6).ToArray()),
        ]);
        affinities[0, 0] = 1e9;

        var match = MatchExperts.Run(affinities, TwoEach, MatchObjective.Sum).Match!;

        Assert.That(match.SumBound, Is.GreaterThanOrEqualTo(All(affinities, TwoEach).Max(one => one.Total)));
    }

    [Test]
    public void An_assignment_that_is_not_the_best_is_not_called_so()
    {
        var affinities = Matrix([
            [1, 0.5],
            [0.5, 1],
        ]);

        var match = new Match(affinities, [new Pair(0, 1), new Pair(1, 0)], sumBound: 2, floorBound: 1);

        Assert.That((match.SumProvenOptimal, match.FloorProvenOptimal), Is.EqualTo((false, false)));
    }

    [Test]
    public void A_dossier_with_too_few_experts_without_conflict_is_named() =>
        AssertObstacle(
            Matrix([
                [1, null],
                [1, 1],
            ]),
            new MatchTerms(PerDossier: 2, MaxLoad: 2),
            new MatchObstacle.TooFewFor("d0", 1)
        );

    [Test]
    public void Missing_room_is_counted() =>
        AssertObstacle(
            Matrix([
                [1, 1],
                [1, 1],
                [1, 1],
            ]),
            new MatchTerms(PerDossier: 2, MaxLoad: 2),
            new MatchObstacle.TooLittleRoom(2)
        );

    [Test]
    public void More_least_load_than_there_is_to_read_is_counted() =>
        AssertObstacle(
            Matrix([
                [1, 1, 1],
            ]),
            new MatchTerms(PerDossier: 1, MaxLoad: 1, MinLoad: 1),
            new MatchObstacle.TooFewDossiers(2)
        );

    [Test]
    public void An_expert_who_may_read_less_than_the_least_load_is_named() =>
        AssertObstacle(
            Matrix([
                [1, 1],
                [1, 1],
                [1, null],
                [1, null],
                [1, null],
                [1, null],
            ]),
            new MatchTerms(PerDossier: 1, MaxLoad: 6, MinLoad: 3),
            new MatchObstacle.TooFewAllowed("e1", 2)
        );

    [Test]
    public void Dossiers_that_share_too_few_experts_are_named()
    {
        var affinities = Matrix([
            [1, null, null],
            [1, null, null],
            [1, 1, 1],
        ]);

        var (_, obstacles) = MatchExperts.Run(affinities, new MatchTerms(1, 1), MatchObjective.Sum);

        var contested = (MatchObstacle.Contested)obstacles.Single();
        Assert.That(contested.Missing, Is.EqualTo(1));
        Assert.That(contested.Dossiers, Is.EqualTo(["d0", "d1"]));
    }

    [Test]
    public void The_highest_least_load_that_can_be_is_told() =>
        AssertObstacle(
            // Two experts share the only dossiers that they may read.
            Matrix([
                [1, 1, null],
                [1, 1, null],
                [1, 1, null],
                [null, null, 1],
                [null, null, 1],
                [null, null, 1],
            ]),
            new MatchTerms(PerDossier: 1, MaxLoad: 3, MinLoad: 2),
            new MatchObstacle.LeastLoadTooHigh(1)
        );

    [Test]
    public void The_seed_chooses_among_equals_and_repeats_its_choice()
    {
        var affinities = Matrix([.. Enumerable.Range(0, 8).Select(_ => new double?[] { 1, 1, 1, 1, 1, 1, 1, 1 })]);

        IReadOnlyList<Pair> Chosen(int seed) =>
            [
                .. MatchExperts
                    .Run(affinities, new MatchTerms(1, 1, Seed: seed), MatchObjective.Sum)
                    .Match!.Pairs.OrderBy(pair => pair.Dossier),
            ];

        Assert.That(Chosen(1), Is.EqualTo(Chosen(1)));
        Assert.That(Chosen(1), Is.Not.EqualTo(Chosen(2)));
    }

    private static void AssertObstacle(Affinities affinities, MatchTerms terms, MatchObstacle expected)
    {
        var (match, obstacles) = MatchExperts.Run(affinities, terms, MatchObjective.Sum);
        Assert.That(match, Is.Null);
        Assert.That(obstacles, Is.EqualTo([expected]));
    }

    private static void AssertKept(Affinities affinities, MatchTerms terms, Match match)
    {
        Assert.That(match.Pairs, Is.Unique);
        Assert.That(match.Pairs, Has.All.Matches<Pair>(pair => affinities[pair.Dossier, pair.Expert] is not null));
        Assert.That(
            match.Pairs.CountBy(pair => pair.Dossier).Select(one => one.Value),
            Is.EqualTo(Enumerable.Repeat(terms.PerDossier, affinities.Dossiers.Count))
        );
        Assert.That(match.LeastLoad, Is.GreaterThanOrEqualTo(terms.MinLoad));
        Assert.That(match.GreatestLoad, Is.LessThanOrEqualTo(terms.MaxLoad));
    }

    /// <summary>Five dossiers, four experts, a pair in eight forbidden.</summary>
    private static Affinities Some(int seed)
    {
        var chance = new Random(seed);
        double? Pair() => chance.Next(8) == 0 ? null : Math.Round(chance.NextDouble(), 2);
        return Matrix([.. Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, 4).Select(_ => Pair()).ToArray())]);
    }

    private static Affinities Matrix(double?[][] values)
    {
        var affinities = new Affinities(
            [.. values[0].Select((_, expert) => $"e{expert}")],
            [.. values.Select((_, dossier) => $"d{dossier}")]
        );
        for (var dossier = 0; dossier < values.Length; dossier++)
        for (var expert = 0; expert < values[dossier].Length; expert++)
            affinities[dossier, expert] = values[dossier][expert];
        return affinities;
    }

    /// <summary>All assignments of two experts a dossier, tried one by one.</summary>
    private static IEnumerable<(double Total, double Floor)> All(Affinities affinities, MatchTerms terms)
    {
        var choices = Enumerable
            .Range(0, affinities.Dossiers.Count)
            .Select(dossier =>
            {
                var experts = affinities.ExpertsFor(dossier).ToList();
                return experts.SelectMany((one, at) => experts.Skip(at + 1).Select(two => (one, two))).ToList();
            })
            .ToList();
        IEnumerable<IReadOnlyList<(int, int)>> Rest(int dossier) =>
            dossier == choices.Count
                ?
                [
                    [],
                ]
                : choices[dossier]
                    .SelectMany(choice =>
                        Rest(dossier + 1).Select(rest => (IReadOnlyList<(int, int)>)[choice, .. rest])
                    );
        foreach (var choice in Rest(0))
        {
            var pairs = choice
                .SelectMany((two, dossier) => new[] { new Pair(dossier, two.Item1), new Pair(dossier, two.Item2) })
                .ToList();
            var match = new Match(affinities, pairs, 0, 0);
            if (match.LeastLoad >= terms.MinLoad && match.GreatestLoad <= terms.MaxLoad)
                yield return (match.Total, match.Floor);
        }
    }
}
