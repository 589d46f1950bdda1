using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Portal.Domain.Reviews.Matching;
using Portal.Infrastructure.Reviews.Matching;

namespace Portal.Cli;

/// <summary>Assigns experts to dossiers by a matrix of affinities, which it can calculate from texts first.</summary>
internal sealed class MatchCommand
{
    private readonly Option<string?> _affinity = new("--affinity")
    {
        Description = "the matrix: dossiers by column, experts by line",
    };
    private readonly Option<string?> _experts = new("--experts")
    {
        Description = "instead: the experts' texts, as JSON lines",
    };
    private readonly Option<string?> _dossiers = new("--dossiers")
    {
        Description = "and the dossiers' texts, as JSON lines",
    };
    private readonly Option<string?> _affinityOut = new("--affinity-out")
    {
        Description = "where to write the matrix of texts",
    };
    private readonly Option<string?> _conflicts = new("--conflicts")
    {
        Description = "pairs that can't be: dossier,expert",
    };
    private readonly Option<int?> _perDossier = new("--per-dossier") { Description = "experts a dossier" };
    private readonly Option<int?> _maxLoad = new("--max-load") { Description = "dossiers an expert at most" };
    private readonly Option<int> _minLoad = new("--min-load") { Description = "dossiers an expert at least" };
    private readonly Option<MatchObjective> _objective = new("--objective")
    {
        Description = "sum: the largest sum; fair: the least-served dossier first, then the sum",
    };
    private readonly Option<int> _seed = new("--seed") { Description = "chooses among assignments of the same worth" };
    private readonly Option<string?> _out = new("--out") { Description = "the assignment: dossier,expert,affinity" };
    private readonly LotteryOptions _lottery = new();
    private readonly RuleOptions _rules = new();
    private readonly Option<bool> _json = new("--json") { Description = "tells the figures as JSON" };

    public static Command Make()
    {
        var match = new MatchCommand();
        var command = new Command("match", "Assigns experts to dossiers.")
        {
            match._affinity,
            match._experts,
            match._dossiers,
            match._affinityOut,
            match._conflicts,
            match._perDossier,
            match._maxLoad,
            match._minLoad,
            match._objective,
            match._seed,
            match._out,
            match._json,
        };
        match._rules.AddTo(command);
        match._lottery.AddTo(command);
        match._objective.AcceptOnlyFromAmong("sum", "fair");
        command.SetAction(match.Run);
        return command;
    }

    /// <summary>Whatever can be wrong with what was given is read before anything is written.</summary>
    private int Run(ParseResult asked)
    {
        var watch = Stopwatch.StartNew();
        var (matrix, to) = (asked.GetValue(_affinityOut), asked.GetValue(_out));
        if (matrix is not null && asked.GetValue(_affinity) is not null)
            throw new InputException("--affinity-out goes with --experts and --dossiers.");
        var assigns = matrix is null || to is not null || asked.GetValue(_perDossier) is not null;
        var terms = assigns ? Terms(asked) : null;
        var affinities = AffinitiesFor(asked);
        if (asked.GetValue(_conflicts) is { } conflicts)
            AffinityFiles.Forbid(affinities, conflicts);
        if (terms is not null)
            terms = _rules.Read(asked, affinities, terms);
        if (matrix is not null)
            AffinityFiles.Write(matrix, affinities);
        if (terms is not null)
            Assign(asked, affinities, terms, watch);
        return 0;
    }

    private void Assign(ParseResult asked, Affinities affinities, MatchTerms terms, Stopwatch watch)
    {
        var lottery = _lottery.Read(asked, affinities, terms, asked.GetValue(_objective));
        var (match, obstacles) = lottery is not null
            ? (lottery.Draw(terms.Seed), [])
            : MatchExperts.Run(affinities, terms, asked.GetValue(_objective));
        if (match is null)
            throw new ImpossibleException(string.Join('\n', obstacles.Select(Obstacles.Tell)));
        AffinityFiles.Write(asked.GetValue(_out)!, affinities, match);
        asked.InvocationConfiguration.Output.WriteLine(
            Figures(match, lottery?.Expected, watch.Elapsed, asked.GetValue(_json))
        );
    }

    private Affinities AffinitiesFor(ParseResult asked) =>
        asked.GetValue(_affinity) is { } matrix
            ? AffinityFiles.Read(matrix)
            : TextAffinity.Of(TextFiles.Experts(Needed(asked, _experts)), TextFiles.Dossiers(Needed(asked, _dossiers)));

    private MatchTerms Terms(ParseResult asked)
    {
        Needed(asked, _out);
        var terms = new MatchTerms(
            Needed(asked, _perDossier),
            Needed(asked, _maxLoad),
            asked.GetValue(_minLoad),
            asked.GetValue(_seed)
        );
        if (terms.PerDossier < 1 || terms.MaxLoad < 1 || terms.MinLoad < 0 || terms.MinLoad > terms.MaxLoad)
            throw new InputException(
                "--per-dossier and --max-load have to be at least 1, --min-load from 0 to --max-load."
            );
        return terms;
    }

    private static T Needed<T>(ParseResult asked, Option<T?> option)
        where T : class => asked.GetValue(option) ?? throw new InputException($"{option.Name} is needed.");

    private static T Needed<T>(ParseResult asked, Option<T?> option)
        where T : struct => asked.GetValue(option) ?? throw new InputException($"{option.Name} is needed.");

    private static string Figures(Match match, double? expected, TimeSpan took, bool json) =>
        json
            ? JsonSerializer.Serialize(
                new
                {
                    total = match.Total,
                    floor = match.Floor,
                    sumProvenOptimal = match.SumProvenOptimal,
                    floorProvenOptimal = match.FloorProvenOptimal,
                    sumBound = match.SumBound,
                    floorBound = match.FloorBound,
                    expectedTotal = expected,
                    loads = new { min = match.LeastLoad, max = match.GreatestLoad },
                    seconds = Math.Round(took.TotalSeconds, 3),
                }
            )
            : FormattableString.Invariant(
                $"total {match.Total:0.####} (at most {match.SumBound:0.####}), floor {match.Floor:0.####} (at most {match.FloorBound:0.####}), loads {match.LeastLoad} to {match.GreatestLoad}"
            );
}
