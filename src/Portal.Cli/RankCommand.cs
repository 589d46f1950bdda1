using System.CommandLine;
using System.Globalization;
using Portal.Domain.Decisions;

namespace Portal.Cli;

/// <summary>Ranks proposals by their votes, as expected ranks with intervals.</summary>
internal static class RankCommand
{
    public static Command Make()
    {
        var votes = new Option<string>("--votes") { Required = true, Description = "proposal,voter,section,score" };
        var funded = new Option<int>("--funded") { Required = true, Description = "how many can be funded" };
        var shared = new Option<bool>("--shared-voters")
        {
            Description = "a voter of two sections is one voter, as severe in both",
        };
        var deviation = new Option<double>("--prior-assessor-sd")
        {
            DefaultValueFactory = _ => ScoreModel.SeverityDeviation,
            Description = "the standard deviation of voters' severity, in marks",
        };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "chooses the draws" };
        var to = new Option<string>("--out") { Required = true, Description = "the ranks" };
        var command = new Command("rank", "Ranks proposals by their votes.")
        {
            votes,
            funded,
            shared,
            deviation,
            seed,
            to,
        };
        command.SetAction(asked =>
        {
            if (!(asked.GetValue(deviation) > 0))
                throw new InputException("--prior-assessor-sd has to be above 0.");
            var given = Votes(asked.GetRequiredValue(votes), asked.GetValue(shared));
            var proposals = given.Select(vote => vote.Proposal).Distinct(StringComparer.Ordinal).Count();
            if (proposals < 2)
                throw new InputException($"{asked.GetValue(votes)} has fewer than two proposals: nothing to rank.");
            if (asked.GetValue(funded) < 1 || asked.GetValue(funded) > proposals)
                throw new InputException($"--funded has to be from 1 to {proposals}, the number of proposals.");
            Write(
                asked.GetRequiredValue(to),
                ExpectedRanks.Of(given, asked.GetValue(funded), asked.GetValue(deviation), asked.GetValue(seed))
            );
            return 0;
        });
        return command;
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
            if (!double.TryParse(cells[3], CultureInfo.InvariantCulture, out var score) || !double.IsFinite(score))
                throw new InputException(file, line, $"the score \"{cells[3]}\" is no number.");
            if (!known.TryAdd((proposal, voter, section), line))
                throw new InputException(
                    file,
                    line,
                    $"{voter} voted on {proposal} already, on line {known[(proposal, voter, section)]}."
                );
            votes.Add(new Vote(proposal, shared ? voter : $"{voter} in {section}", section, score));
        }
        return votes;
    }

    private static void Write(string file, ExpectedRanks ranks) =>
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
                        Named(ranks.GroupOf(rank)),
                    ]
            )
        );

    private static string Named(FundingGroup group) =>
        group switch
        {
            FundingGroup.Fund => "fund",
            FundingGroup.Grey => "grey",
            _ => "reject",
        };
}
