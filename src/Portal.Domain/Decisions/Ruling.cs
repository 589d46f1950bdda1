namespace Portal.Domain.Decisions;

/// <summary>What is decided on a dossier, as its carrier will read it.</summary>
/// <param name="Reason">Of the whole.</param>
public sealed record Ruling(Outcome Outcome, string Reason)
{
    /// <summary>The aid granted, in euros: needed for a winner, and meant for nobody else.</summary>
    public Money? Amount { get; init; }

    /// <summary>The place on the reserve list, from 1.</summary>
    public int? ReserveRank { get; init; }

    /// <summary>What a winner, or who may become one, is to do for the aid; empty where nothing is.</summary>
    public string Conditions { get; init; } = "";

    /// <summary>Reasons by criterion, in the order of the grid; those that say nothing are left out.</summary>
    public IReadOnlyList<CriterionReason> Criteria { get; init; } = [];

    /// <summary>The cut-off at which what was filed is judged anew.</summary>
    public CutOffId? MovesTo { get; init; }

    /// <summary>Whether another one comes to the same, word for word.</summary>
    internal bool Says(Ruling other)
    {
        var (mine, its) = (Trimmed, other.Trimmed);
        return mine.Criteria.SequenceEqual(its.Criteria) && mine == its with { Criteria = mine.Criteria };
    }

    /// <summary>Characters of one text.</summary>
    public const int TextLimit = 4_000;

    /// <summary>The largest aid, in euros: above it somebody mistyped.</summary>
    public const decimal MostEuros = 1_000_000_000;

    /// <summary>The last place on a reserve.</summary>
    public const int LastRank = 10_000;

    /// <summary>What it lacks; the one place that says what a whole decision is.</summary>
    internal IReadOnlyList<Refusal> Obstacles =>
        [
            .. When(!Enum.IsDefined(Outcome), DecisionRefusals.OutcomeNeeded),
            .. When(string.IsNullOrWhiteSpace(Reason), DecisionRefusals.ReasonNeeded),
            .. When(Texts.Any(text => text.Length > TextLimit), DecisionRefusals.TextTooLong(TextLimit)),
            .. When(
                Outcome == Outcome.Funded && Amount is not { Euros: > 0 and <= MostEuros },
                DecisionRefusals.AmountNeeded
            ),
            .. When(
                Outcome == Outcome.Reserve && ReserveRank is not (> 0 and <= LastRank),
                DecisionRefusals.ReserveRankNeeded
            ),
            .. When(Outcome == Outcome.NextCutOff && MovesTo is null, DecisionRefusals.NoNextCutOff),
        ];

    /// <summary>With nothing in it but what goes with its outcome.</summary>
    internal Ruling Trimmed =>
        new(Outcome, Reason.Trim())
        {
            Amount = Outcome == Outcome.Funded ? Amount : null,
            ReserveRank = Outcome == Outcome.Reserve ? ReserveRank : null,
            Conditions = Outcome is Outcome.Funded or Outcome.Reserve ? Conditions.Trim() : "",
            Criteria =
            [
                .. Criteria
                    .Where(one => !string.IsNullOrWhiteSpace(one.Text))
                    .Select(one => one with { Text = one.Text.Trim() }),
            ],
            MovesTo = Outcome == Outcome.NextCutOff ? MovesTo : null,
        };

    private IEnumerable<string> Texts => [Reason, Conditions, .. Criteria.Select(one => one.Text)];

    private static IEnumerable<Refusal> When(bool lacking, Refusal reason) => lacking ? [reason] : [];
}

/// <summary>Why, for one criterion; drawn from what experts wrote to the carrier, and edited by staff.</summary>
/// <param name="Criterion">Its key in the grid.</param>
/// <param name="Title">As it was called when this was decided.</param>
public sealed record CriterionReason(string Criterion, LocalizedText Title, string Text);
