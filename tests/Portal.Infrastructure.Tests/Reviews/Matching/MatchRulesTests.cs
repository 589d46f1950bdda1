using Portal.Domain.Reviews.Matching;
using Portal.Infrastructure.Reviews.Matching;

namespace Portal.Infrastructure.Tests.Reviews.Matching;

/// <summary>Each rule, on assignments so small that all of them can be tried.</summary>
public sealed class MatchRulesTests
{
    private const int Dossiers = 4;
    private const int Experts = 7;

    private static readonly IReadOnlyList<ExpertTraits> Facts =
    [
        new("medical", "north", "Bretagne", Capacity: 1),
        new("medical", "north", "Bretagne", Capacity: 2),
        new("medical", "south", "Bretagne"),
        new("technical", "south", "Bretagne", Capacity: 2),
        new("technical", "east", "Corse"),
        new("user", "east", Region: null, Capacity: 2),
        new(Role: null, Organisation: null, "Corse"),
    ];

    private static readonly MatchTerms Plain = new(PerDossier: 2, MaxLoad: 3, MinLoad: 1);

    public static IReadOnlyList<TestCaseData> Rules =>
        [
            Case(
                "capacity",
                new MatchTerms(PerDossier: 2, MaxLoad: 3) { Rules = new(Facts, [], false, false) },
                (_, _) => true
            ),
            Case(
                "role",
                Plain with
                {
                    Rules = new(Facts, ["medical", "technical"], false, false),
                },
                (_, experts) => experts.Any(one => one <= 2) && experts.Any(one => one is 3 or 4)
            ),
            Case(
                "organisation",
                Plain with
                {
                    Rules = new(Facts, [], OneOfOrganisation: true, false),
                },
                (_, experts) => experts is not ([0, 1] or [2, 3] or [4, 5])
            ),
            Case(
                "region",
                Plain with
                {
                    Rules = new(Facts, [], false, NotAllOfRegion: true),
                },
                (_, experts) => experts.Any(one => one > 3) && experts is not [4, 6]
            ),
            Case(
                "another number",
                Plain with
                {
                    Rules = new(Facts, [], false, NotAllOfRegion: true),
                    Otherwise = new Dictionary<int, int> { [1] = 3, [2] = 1 },
                },
                (dossier, experts) => dossier == 2 || experts.Any(one => one > 3) && experts is not [4, 6]
            ),
            Case(
                "pinned",
                Plain with
                {
                    Pinned = new HashSet<Pair> { new(0, 0), new(0, 1), new(3, 4) },
                    Rules = new(Facts, ["technical"], OneOfOrganisation: true, false),
                },
                (dossier, experts) =>
                    dossier == 0
                        ? experts is [0, 1]
                        : (dossier != 3 || experts.Contains(4))
                            && experts.Any(one => one is 3 or 4)
                            && experts is not ([2, 3] or [4, 5])
            ),
            Case(
                "pinned without rules",
                Plain with
                {
                    Pinned = new HashSet<Pair> { new(0, 0), new(3, 0) },
                },
                (dossier, experts) => dossier is 1 or 2 || experts.Contains(0)
            ),
        ];

    [TestCaseSource(nameof(Rules))]
    public void The_largest_sum_is_that_of_all_assignments_that_keep_to_it(
        MatchTerms terms,
        Func<int, IReadOnlyList<int>, bool> keeps
    )
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var affinities = Some(seed);
            var all = All(affinities, terms, keeps).ToList();

            var (match, obstacles) = MatchExperts.Run(affinities, terms, MatchObjective.Sum);

            if (all.Count == 0)
            {
                Assert.That((match, obstacles.Count), Is.EqualTo(((Match?)null, 1)), $"{seed}");
                continue;
            }
            Assert.That(match!.Total, Is.EqualTo(all.Max(one => one.Sum())).Within(1e-6), $"{seed}");
            Assert.That(match.SumProvenOptimal, $"{seed}");
            AssertKept(affinities, terms, match);
        }
    }

    [TestCaseSource(nameof(Rules))]
    public void Fairly_the_floor_comes_first_and_the_sum_above_it_second(
        MatchTerms terms,
        Func<int, IReadOnlyList<int>, bool> keeps
    )
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var affinities = Some(seed);
            var all = All(affinities, terms, keeps).ToList();
            if (all.Count == 0)
                continue;

            var match = MatchExperts.Run(affinities, terms, MatchObjective.Fair).Match!;

            var floor = all.Max(one => one.Min());
            var above = all.Where(one => one.Min() >= floor - 1e-9).Max(one => one.Sum());
            Assert.That(match.Floor, Is.EqualTo(floor).Within(1e-6), $"{seed}");
            Assert.That((match.FloorProvenOptimal, match.SumProvenOptimal), Is.EqualTo((true, true)), $"{seed}");
            Assert.That(match.Total, Is.EqualTo(above).Within(1e-6), $"{seed}");
            AssertKept(affinities, terms, match);
        }
    }

    [Test]
    public void Missing_roles_are_told_as_places_and_as_the_dossiers_that_lack_them()
    {
        // Three dossiers need a user; the only one reads one.
        var terms = new MatchTerms(PerDossier: 2, MaxLoad: 2)
        {
            Rules = new(
                [new("user", Capacity: 1), new("medical"), new("medical"), new("medical")],
                ["user"],
                false,
                false
            ),
        };

        var ways = WaysOut(Full(dossiers: 3, experts: 4), terms);

        var places = ways.OfType<MatchRelaxation.MorePlaces>().Single();
        Assert.That(places.Roles, Is.EqualTo([new MatchRelaxation.Count("user", 2)]));
        Assert.That(places.Dossiers.Select(one => one.Number), Is.EqualTo([1, 1]));
        var load = ways.OfType<MatchRelaxation.MoreLoad>().Single();
        Assert.That(load.Experts, Is.EqualTo([new MatchRelaxation.Count("e0", 2)]));
        var without = ways.OfType<MatchRelaxation.Without>().Single();
        Assert.That((without.Rule, without.Dossiers.Count), Is.EqualTo((MatchRule.Role, 2)));
    }

    [Test]
    public void A_least_load_that_a_role_takes_up_is_named()
    {
        // Of three experts a dossier takes one of each role, so no more than two share what is left.
        var terms = new MatchTerms(PerDossier: 1, MaxLoad: 2, MinLoad: 1)
        {
            Rules = new([new("user"), new("medical")], ["user"], false, false),
        };

        var ways = WaysOut(Full(dossiers: 2, experts: 2), terms);

        Assert.That(
            ways.OfType<MatchRelaxation.LessLoad>().Single().Experts,
            Is.EqualTo([new MatchRelaxation.Count("e1", 1)])
        );
    }

    [TestCase(true, MatchRule.Organisation)]
    [TestCase(false, MatchRule.Region)]
    public void A_dossier_whose_experts_are_all_from_one_place_goes_without_that_rule(bool organisation, MatchRule rule)
    {
        var terms = new MatchTerms(PerDossier: 2, MaxLoad: 2)
        {
            Rules = new(
                [new(null, "north", "Corse"), new(null, "north", "Corse"), new(null, "east", "Bretagne")],
                [],
                organisation,
                !organisation
            ),
        };
        var affinities = Full(dossiers: 2, experts: 3);
        affinities[1, 2] = null;

        var ways = WaysOut(affinities, terms);

        var without = ways.OfType<MatchRelaxation.Without>().Single();
        Assert.That(without.Rule, Is.EqualTo(rule));
        Assert.That(without.Dossiers, Is.EqualTo(["d1"]));
    }

    private static IReadOnlyList<MatchRelaxation> WaysOut(Affinities affinities, MatchTerms terms)
    {
        var (match, obstacles) = MatchExperts.Run(affinities, terms, MatchObjective.Sum);
        Assert.That(match, Is.Null);
        return ((MatchObstacle.RulesClash)obstacles.Single()).Ways;
    }

    private static TestCaseData Case(string name, MatchTerms terms, Func<int, IReadOnlyList<int>, bool> keeps) =>
        new TestCaseData(terms, keeps).SetArgDisplayNames(name);

    private static void AssertKept(Affinities affinities, MatchTerms terms, Match match)
    {
        var limits = new MatchLimits(affinities, terms);
        foreach (var dossier in match.Pairs.GroupBy(pair => pair.Dossier, pair => pair.Expert))
            Assert.That(limits.Broken(dossier.Key, [.. dossier]), Is.Empty);
        Assert.That(match.Pairs, Is.Unique);
    }

    private static Affinities Some(int seed)
    {
        var chance = new Random(seed);
        var affinities = Full(Dossiers, Experts);
        foreach (var pair in affinities.Pairs.ToList())
            affinities[pair.Dossier, pair.Expert] = Math.Round(chance.NextDouble(), 2);
        affinities[1, chance.Next(2, 4)] = null;
        return affinities;
    }

    private static Affinities Full(int dossiers, int experts)
    {
        var affinities = new Affinities(
            [.. Enumerable.Range(0, experts).Select(one => $"e{one}")],
            [.. Enumerable.Range(0, dossiers).Select(one => $"d{one}")]
        );
        for (var dossier = 0; dossier < dossiers; dossier++)
        for (var expert = 0; expert < experts; expert++)
            affinities[dossier, expert] = 1;
        return affinities;
    }

    /// <summary>What the dossiers have in total, in each assignment that keeps to the loads and to a rule.</summary>
    private static IEnumerable<double[]> All(
        Affinities affinities,
        MatchTerms terms,
        Func<int, IReadOnlyList<int>, bool> keeps
    )
    {
        var sets = Enumerable
            .Range(0, Dossiers)
            .Select(dossier =>
                Sets(0, terms.Otherwise.GetValueOrDefault(dossier, terms.PerDossier))
                    .Where(set => set.All(expert => affinities[dossier, expert] is not null) && keeps(dossier, set))
                    .ToList()
            )
            .ToList();
        IEnumerable<(int[] Loads, double[] Totals)> From(int dossier) =>
            dossier == Dossiers
                ? [(new int[Experts], [])]
                : from rest in From(dossier + 1)
                from set in sets[dossier]
                select (
                    rest.Loads.Select((load, expert) => load + (set.Contains(expert) ? 1 : 0)).ToArray(),
                    (double[])[.. rest.Totals, set.Sum(expert => affinities[dossier, expert]!.Value)]
                );
        return From(0).Where(one => one.Loads.Index().All(Carries)).Select(one => one.Totals);

        bool Carries((int Expert, int Load) one) =>
            one.Load >= terms.MinLoad
            && one.Load <= (terms.Rules.Experts.ElementAtOrDefault(one.Expert)?.Capacity ?? terms.MaxLoad);
    }

    private static IEnumerable<int[]> Sets(int from, int size) =>
        size == 0
            ?
            [
                [],
            ]
            : Enumerable
                .Range(from, Experts - from)
                .SelectMany(first => Sets(first + 1, size - 1).Select(rest => (int[])[first, .. rest]));
}
