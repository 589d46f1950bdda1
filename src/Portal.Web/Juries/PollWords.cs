using Portal.Domain.Juries;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Juries;

/// <summary>Votes in words: a choice, and what came out.</summary>
public sealed class PollWords(Texts texts)
{
    public string Choice(string choice) =>
        choice is Poll.For or Poll.Against or Poll.Abstain
            ? texts[$"juries.choice-{choice}"]
            : texts["juries.mark", choice];

    public string Of(PollKind kind, IReadOnlyList<MinutesCount> tally, bool hadQuorum) =>
        Of(
            PollOutcome.Of(
                kind,
                tally.ToDictionary(one => one.Choice, one => one.Votes, StringComparer.Ordinal),
                hadQuorum
            )
        );

    public string Of(PollOutcome? outcome) =>
        outcome switch
        {
            null => texts["juries.outcome-void"],
            { IsWithheld: true } => texts["juries.outcome-withheld", Poll.FewestTold],
            { IsCarried: true } => texts["juries.outcome-carried"],
            { IsCarried: false } => texts["juries.outcome-lost"],
            { Mean: { } mean } => texts["juries.outcome-mean", Dates.Score(mean, texts.Language)],
            _ => texts["juries.outcome-none"],
        };
}
