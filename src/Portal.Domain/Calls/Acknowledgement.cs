namespace Portal.Domain.Calls;

/// <summary>The service in charge of a call's dossiers, as an acknowledgement of receipt names it (art. R.112-5, 2° CRPA).</summary>
/// <param name="PostalAddress">On one line.</param>
/// <param name="Phone">As people dial it in France.</param>
public sealed record ServiceInCharge(LocalizedText Designation, string PostalAddress, string Email, string Phone);

public enum SilenceMeaning
{
    Rejected,
    Accepted,
}

/// <summary>What it means that nobody decides for so many months (art. R.112-5, 1° and 3° CRPA).</summary>
/// <param name="Means">How the request counts from then on.</param>
/// <param name="AfterMonths">Civil months from the day of reception, from date to date.</param>
/// <param name="Source">The text that says so.</param>
/// <param name="Appeal">Time limits and ways of appeal; needed where silence rejects.</param>
public sealed record Silence(SilenceMeaning Means, int AfterMonths, LocalizedText Source, LocalizedText? Appeal)
{
    /// <summary>The day from which a request received on a day counts as decided without an express decision.</summary>
    public DateOnly CountsFrom(DateOnly received) => received.AddMonths(AfterMonths);
}
