using System.Diagnostics;
using System.Globalization;
using Portal.Domain.Reviews.Matching;
using Portal.Infrastructure.Reviews.Matching;

namespace Portal.Bench;

/// <summary>
/// Assignments of made-up experts to made-up dossiers, both about a few topics, so that affinities are alike to those of
/// texts: some experts suit many dossiers, most suit few.
/// </summary>
internal sealed class Matching(int dossiers, int experts, int perDossier, int load, bool ruled)
{
    private const int Topics = 12;
    private const int Organisations = 50;
    private const int Regions = 13;

    private static readonly string[] Roles =
    [
        "medical",
        "medical",
        "technical",
        "technical",
        "economic",
        "economic",
        "user",
    ];

    private Random _chance = new(1);

    public static void Run(bool quick)
    {
        Console.WriteLine();
        Console.WriteLine("Matching: sum and what none exceeds, floor and what none exceeds");
        foreach (var one in quick ? [new Matching(200, 60, 3, 13, ruled: true)] : All)
        foreach (var objective in Enum.GetValues<MatchObjective>())
            one.Report(objective);
    }

    private static Matching[] All =>
        [
            new(2_000, 300, 3, 24, ruled: false),
            new(200, 60, 3, 14, ruled: true),
            new(300, 150, 4, 11, ruled: true),
            new(1_000, 400, 4, 14, ruled: true),
        ];

    private void Report(MatchObjective objective)
    {
        _chance = new Random(1);
        var (affinities, terms) = (Affinities(), Terms());
        using var process = Process.GetCurrentProcess();
        var (watch, processor) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        var match = MatchExperts.Run(affinities, terms, objective).Match;
        process.Refresh();
        processor = process.TotalProcessorTime - processor;
        Console.WriteLine(
            match is null
                ? $"  {dossiers} dossiers, {experts} experts: no assignment"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {dossiers, 5} x {experts} x {perDossier}, {(ruled ? "all rules" : "loads only"), -10} {objective, -4} {watch.Elapsed.TotalSeconds, 6:0.0} s ({processor.TotalSeconds:0.0} s of processor)  sum {match.Total:0.0000} of {match.SumBound:0.0000} ({Proven(match.SumProvenOptimal)}), floor {match.Floor:0.0000} of {match.FloorBound:0.0000} ({Proven(match.FloorProvenOptimal)})"
                )
        );
    }

    private static string Proven(bool proven) => proven ? "proven" : "not proven";

    private Affinities Affinities()
    {
        var (mine, theirs) = (Mixes(dossiers), Mixes(experts));
        var affinities = new Affinities(
            [.. Enumerable.Range(0, experts).Select(one => $"e{one}")],
            [.. Enumerable.Range(0, dossiers).Select(one => $"d{one}")]
        );
        for (var dossier = 0; dossier < dossiers; dossier++)
        for (var expert = 0; expert < experts; expert++)
            if (_chance.Next(50) > 0)
                affinities[dossier, expert] =
                    mine[dossier].Zip(theirs[expert], (one, two) => one * two).Sum()
                    * (0.6 + 0.4 * _chance.NextDouble());
        return affinities;
    }

    /// <summary>What each is about: much of one or two topics, little of the others, of length 1.</summary>
    private double[][] Mixes(int count)
    {
        double[] Mix()
        {
            var topics = Enumerable
                .Range(0, Topics)
                .Select(_ => Math.Pow(-Math.Log(1 - _chance.NextDouble()), 2.5))
                .ToArray();
            var length = Math.Sqrt(topics.Sum(topic => topic * topic));
            return [.. topics.Select(topic => topic / length)];
        }
        return [.. Enumerable.Range(0, count).Select(_ => Mix())];
    }

    private MatchTerms Terms()
    {
        var terms = new MatchTerms(perDossier, load, MinLoad: ruled ? 2 : 0, Seed: 1);
        return ruled
            ? terms with
            {
                Rules = new MatchRules(
                    [.. Enumerable.Range(0, experts).Select(Facts)],
                    [.. Roles.Distinct().Take(perDossier - 1)],
                    OneOfOrganisation: true,
                    NotAllOfRegion: true
                ),
            }
            : terms;
    }

    private ExpertTraits Facts(int expert) =>
        new(
            Roles[expert % Roles.Length],
            $"o{_chance.Next(Organisations)}",
            $"r{(int)(Math.Pow(_chance.NextDouble(), 2) * Regions)}",
            load - _chance.Next(4)
        );
}
