namespace Portal.Domain.Decisions;

public enum Outcome
{
    Funded,
    Rejected,

    /// <summary>Funded if a winner gives up, in the order of the reserve list.</summary>
    Reserve,

    /// <summary>Neither yes nor no: what was filed is judged anew at the wave's next cut-off.</summary>
    NextCutOff,

    /// <summary>A winner gave the aid up. Nobody decides that: it is noted in a correction of the list.</summary>
    Declined,
}
