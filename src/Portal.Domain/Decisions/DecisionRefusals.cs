namespace Portal.Domain.Decisions;

public static class DecisionRefusals
{
    public static Refusal NotEligible { get; } = new("decision.not-eligible");

    /// <summary>What was filed is a part: the verdict on it comes first.</summary>
    public static Refusal VerdictFirst { get; } = new("decision.verdict-first");

    public static Refusal OutcomeNeeded { get; } = new("decision.outcome-needed");

    public static Refusal TextTooLong(int limit) => new("decision.text-too-long", limit);

    public static Refusal ReasonNeeded { get; } = new("decision.reason-needed");

    public static Refusal AmountNeeded { get; } = new("decision.amount-needed");

    public static Refusal ReserveRankNeeded { get; } = new("decision.reserve-rank-needed");

    /// <summary>Two dossiers of one list have the same place on the reserve.</summary>
    public static Refusal ReserveRankTwice(int rank) => new("decision.reserve-rank-twice", rank);

    /// <summary>The wave has no cut-off to come.</summary>
    public static Refusal NoNextCutOff { get; } = new("decision.no-next-cut-off");

    /// <summary>The cut-off for which a dossier is kept has passed by the publication.</summary>
    public static Refusal CutOffPassedByThen { get; } = new("decision.cut-off-passed-by-then");

    public static Refusal Listed { get; } = new("decision.listed");

    public static Refusal NothingDecided { get; } = new("decision.nothing-decided");

    public static Refusal NoMoment { get; } = new("decision.no-moment");

    public static Refusal PublicationInThePast { get; } = new("decision.publication-in-the-past");

    public static Refusal FourEyes { get; } = new("decision.four-eyes");

    /// <summary>The list decides on a dossier of the approver's own team.</summary>
    public static Refusal OwnDossier { get; } = new("decision.own-dossier");

    public static Refusal NotSignatory { get; } = new("decision.not-signatory");

    public static Refusal SignedAlready { get; } = new("decision.signed-already");

    /// <summary>What is signed is what was read.</summary>
    public static Refusal ListChanged { get; } = new("decision.list-changed");

    /// <summary>The list is public, or will be within the minute.</summary>
    public static Refusal Public { get; } = new("decision.public");

    public static Refusal Approved { get; } = new("decision.approved");

    public static Refusal Dropped { get; } = new("decision.dropped");

    public static Refusal NotWinner { get; } = new("decision.not-winner");

    /// <summary>Nobody gave the aid up.</summary>
    public static Refusal NotDeclined { get; } = new("decision.not-declined");

    public static Refusal CorrectionReasonNeeded { get; } = new("decision.correction-reason-needed");

    public static Refusal NothingCorrected { get; } = new("decision.nothing-corrected");

    /// <summary>What waits for another cut-off is decided on there.</summary>
    public static Refusal NotCorrectable { get; } = new("decision.not-correctable");

    /// <summary>Another correction of the list is under way.</summary>
    public static Refusal CorrectionUnderWay { get; } = new("decision.correction-under-way");

    public static Refusal ReserveInOrder { get; } = new("decision.reserve-in-order");

    public static Refusal MoreThanFreed(decimal euros) => new("decision.more-than-freed", euros);

    public static Refusal UnderEmbargo { get; } = new("decision.under-embargo");
}
