namespace Portal.Domain.Decisions;

public static class DecisionRefusals
{
    public static Refusal NotEligible { get; } = new("decision.not-eligible");

    /// <summary>What was filed is a part: the verdict on it comes first.</summary>
    public static Refusal VerdictFirst { get; } = new("decision.verdict-first");

    public static Refusal ReasonNeeded { get; } = new("decision.reason-needed");

    public static Refusal AmountNeeded { get; } = new("decision.amount-needed");

    public static Refusal Listed { get; } = new("decision.listed");

    public static Refusal NoWinner { get; } = new("decision.no-winner");

    public static Refusal PublicationInThePast { get; } = new("decision.publication-in-the-past");

    public static Refusal FourEyes { get; } = new("decision.four-eyes");

    /// <summary>The list decides on a dossier of the approver's own team.</summary>
    public static Refusal OwnDossier { get; } = new("decision.own-dossier");

    public static Refusal Approved { get; } = new("decision.approved");

    public static Refusal Dropped { get; } = new("decision.dropped");

    public static Refusal UnderEmbargo { get; } = new("decision.under-embargo");
}
