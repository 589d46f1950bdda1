using System.CommandLine;
using Portal.Domain.Decisions;

namespace Portal.Cli;

/// <summary>Ranks proposals by their votes, as expected ranks with intervals.</summary>
internal sealed class RankCommand
{
    private const double MostDeviation = 1_000_000;

    private readonly Option<string> _votes = new("--votes")
    {
        Required = true,
        Description = "proposal,voter,section,score",
    };
    private readonly Option<int> _funded = new("--funded") { Required = true, Description = "how many can be funded" };
    private readonly Option<bool> _shared = new("--shared-voters")
    {
        Description = "a voter of two sections is one voter, as severe in both",
    };
    private readonly Option<double> _deviation = new("--prior-assessor-sd")
    {
        DefaultValueFactory = _ => ScoreModel.SeverityDeviation,
        Description = "the standard deviation of voters' severity, in marks",
    };
    private readonly Option<int> _seed = new("--seed")
    {
        DefaultValueFactory = _ => 1,
        Description = "chooses the draws",
    };
    private readonly Option<string> _out = new("--out") { Required = true, Description = "the ranks" };

    public static Command Make()
    {
        var rank = new RankCommand();
        var command = new Command("rank", "Ranks proposals by their votes.")
        {
            rank._votes,
            rank._funded,
            rank._shared,
            rank._deviation,
            rank._seed,
            rank._out,
        };
        command.SetAction(rank.Run);
        return command;
    }

    private int Run(ParseResult asked)
    {
        var deviation = asked.GetValue(_deviation);
        if (deviation is not (> 0 and <= MostDeviation))
            throw new InputException($"--prior-assessor-sd has to be above 0, and {MostDeviation} at most.");
        var votes = Votes(asked.GetRequiredValue(_votes), asked.GetValue(_shared));
        var proposals = votes.Select(vote => vote.Proposal).Distinct(StringComparer.Ordinal).Count();
        if (proposals < 2)
            throw new InputException($"{asked.GetValue(_votes)} has fewer than two proposals: nothing to rank.");
        var funded = asked.GetValue(_funded);
        if (funded < 1 || funded > proposals)
            throw new InputException($"--funded has to be from 1 to {proposals}, the number of proposals.");
        Write(asked.GetRequiredValue(_out), ExpectedRanks.Of(votes, deviation, asked.GetValue(_seed)), funded);
        return 0;
    }

    private static List<Vote> Votes(string file, bool shared)
    {
        var known = new Dictionary<(string, string, string), int>();
        var votes = new List<Vote>();
        foreach (var (line, cells) in CsvTable.Read(file, "proposal", "voter", "section", "score"))
        {
            var (proposal, voter, section) = (cells[0], cells[1], cells[2]);
            if (proposal.Length == 0 || voter.Length == 0)
                throw new InputException(file, line, "the proposal or the voter is missing.");
            var score =
                CsvTable.Number(cells[3])
                ?? throw new InputException(file, line, $"the score \"{cells[3]}\" is no number.");
            if (!known.TryAdd((proposal, voter, section), line))
                throw new InputException(
                    file,
                    line,
                    $"{voter} voted on {proposal} already, on line {known[(proposal, voter, section)]}."
                );
            votes.Add(new Vote(proposal, shared ? voter : $"{section.Length} {section} {voter}", section, score));
        }
        return votes;
    }

    private static void Write(string file, ExpectedRanks ranks, int funded)
    {
        var line = ranks.LineAfter(funded);
        CsvTable.Write(
            file,
            ["proposal", "mean", "expected_rank", "low50", "high50", "low90", "high90", "group"],
            ranks.Ranks.Select(rank =>
                (IReadOnlyList<object>)
                    [
                        rank.Proposal,
                        Math.Round(rank.Mean, 4),
                        Math.Round(rank.Expected, 4),
                        rank.Middle50.Low,
                        rank.Middle50.High,
                        rank.Middle90.Low,
                        rank.Middle90.High,
                        Named(line.GroupOf(rank)),
                    ]
            )
        );
    }

    private static string Named(FundingGroup group) =>
        group switch
        {
            FundingGroup.Fund => "fund",
            FundingGroup.Grey => "grey",
            _ => "reject",
        };
}
