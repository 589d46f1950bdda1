using System.CommandLine;
using Portal.Domain.Reviews.Matching;
using Portal.Infrastructure.Reviews.Matching;

namespace Portal.Cli;

/// <summary>An assignment that is drawn, no pair of which is more likely than asked.</summary>
internal sealed class LotteryOptions
{
    private readonly Option<double?> _most = new("--max-probability")
    {
        Description = "draws the assignment; no pair is more likely than this, 0.01 to 0.99",
    };
    private readonly Option<string?> _out = new("--probabilities-out")
    {
        Description = "what is drawn from: dossier,expert,probability",
    };

    public void AddTo(Command command)
    {
        command.Add(_most);
        command.Add(_out);
    }

    /// <returns>Null where none is asked for.</returns>
    /// <exception cref="ImpossibleException">No lottery keeps to the terms and the cap.</exception>
    public MatchLottery? Read(ParseResult asked, Affinities affinities, MatchTerms terms, MatchObjective objective)
    {
        var to = asked.GetValue(_out);
        if (asked.GetValue(_most) is not { } most)
            return to is null ? null : throw new InputException($"{_out.Name} goes with {_most.Name}.");
        var cap = (int)Math.Round(most * MatchLottery.Whole);
        if (cap is < 1 or >= MatchLottery.Whole || Math.Abs(cap - most * MatchLottery.Whole) > 1e-9)
            throw new InputException($"{_most.Name} has to be from 0.01 to 0.99, in hundredths.");
        var limits = new MatchLimits(affinities, terms);
        if (objective != MatchObjective.Sum || !limits.IsPlain)
            throw new InputException(
                $"{_most.Name} goes with --objective sum, and without --roles, --one-of-organisation and --not-all-of-region."
            );
        var lottery = MatchLottery.Of(limits, cap) ?? throw Impossible(limits, terms);
        if (to is not null)
            AffinityFiles.WriteProbabilities(to, affinities, lottery);
        return lottery;
    }

    private ImpossibleException Impossible(MatchLimits limits, MatchTerms terms) =>
        MatchLottery.LeastCap(limits) is { } least
            ? new ImpossibleException(
                FormattableString.Invariant(
                    $"No lottery keeps to that: raise {_most.Name} to {least / (double)MatchLottery.Whole:0.##}, or find more experts."
                )
            )
            : new ImpossibleException(
                string.Join(
                    '\n',
                    MatchExperts.Run(limits.Affinities, terms, MatchObjective.Sum).Obstacles.Select(Obstacles.Tell)
                )
            );
}
