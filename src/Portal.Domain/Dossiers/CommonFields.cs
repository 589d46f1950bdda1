namespace Portal.Domain.Dossiers;

/// <summary>The keys under which every call's form asks for what lists and winner lists show.</summary>
public static class CommonFields
{
    public const string Title = "title";
    public const string Acronym = "acronym";
    public const string Summary = "summary";
    public const string LeadName = "lead_name";
    public const string LeadSiret = "lead_siret";
    public const string Region = "region";
    public const string AidRequested = "aid_requested";
    public const string DurationMonths = "duration_months";
    public const string TotalCost = "total_cost";
}
