namespace Portal.Domain.Decisions;

/// <summary>Where a proposal stands towards the funding line.</summary>
public enum FundingGroup
{
    Fund,

    /// <summary>The middle half of its ranks holds the line: the scores alone don't decide.</summary>
    Grey,
    Reject,
}

/// <summary>How far the money goes.</summary>
/// <param name="Funded">How many proposals can be funded.</param>
/// <param name="At">The expected rank of the last one of them; 0 where there is none.</param>
public sealed record FundingLine(int Funded, double At)
{
    public FundingGroup GroupOf(ExpectedRank rank) =>
        rank.Middle50.High < At ? FundingGroup.Fund
        : rank.Middle50.Low > At ? FundingGroup.Reject
        : FundingGroup.Grey;
}
