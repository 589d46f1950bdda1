using System.Globalization;
using Portal.Infrastructure;
using Portal.Infrastructure.Programme;

namespace Portal.Web.Decisions.OpenData;

/// <summary>Grants after the 360Giving Data Standard 1.4.</summary>
/// <param name="License">Of the data.</param>
/// <param name="DownloadUrl">Where this package stands.</param>
public sealed record GrantPackage(
    string Version,
    string License,
    [property: System.Text.Json.Serialization.JsonPropertyName("downloadURL")] string DownloadUrl,
    IAsyncEnumerable<Grant> Grants
);

/// <param name="Id">The portal's host and the dossier's number: no other grant has it.</param>
/// <param name="AmountAwarded">Euros.</param>
/// <param name="AwardDate">ISO 8601.</param>
/// <param name="Url">The page on which the public reads of it.</param>
/// <param name="DataSource">Where it was announced, if that has an address; otherwise that page, which tells where.</param>
public sealed record Grant(
    string Id,
    string Title,
    string Description,
    string Currency,
    decimal AmountAwarded,
    string AwardDate,
    IReadOnlyList<GrantOrganization> RecipientOrganization,
    IReadOnlyList<GrantOrganization> FundingOrganization,
    IReadOnlyList<GrantProgramme> GrantProgramme,
    IReadOnlyList<GrantDates>? PlannedDates,
    IReadOnlyList<GrantPlace> BeneficiaryLocation,
    string Url,
    string DataSource
)
{
    /// <summary>Where an edition that had no dossiers here was announced; null otherwise.</summary>
    public IReadOnlyList<GrantDocument>? RelatedDocument { get; init; }

    /// <summary>ISO 8601, of a correction; null where nothing was corrected.</summary>
    public string? DateModified { get; init; }

    internal static Grant Of(PublishedWinner winner, ProgrammeTerms programme, PortalAddress address) =>
        new(
            $"{address.Host}:{winner.Number}",
            winner.Title,
            winner.Summary.Length > 0 ? winner.Summary : winner.Title,
            "EUR",
            winner.Amount.Euros,
            Iso(winner.DecidedOn),
            [GrantOrganization.Of(winner.LeadSiret?.Value, winner.Lead, address, winner.Number)],
            [
                GrantOrganization.Of(
                    programme.SiretOf(winner.List.Operator)?.Value,
                    programme.Operator(winner.List.Operator).Fr,
                    address,
                    winner.List.Operator
                ),
            ],
            [new GrantProgramme(winner.List.Slug, winner.List.Call.Title.Fr, address.Of($"/calls/{winner.List.Slug}"))],
            winner.Months is { } months ? [new GrantDates(Iso(winner.DecidedOn), months)] : null,
            [new GrantPlace(programme.Region(winner.Region).Fr, "FR")],
            address.Of(winner.Path),
            winner.List.SourceAddress?.ToString() ?? address.Of(winner.Path)
        )
        {
            RelatedDocument = winner.List.Source is { } source
                ? [new GrantDocument(source, winner.List.SourceAddress?.ToString())]
                : null,
            DateModified = winner.CorrectedOn is { } day ? Iso(day) : null,
        };

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

public sealed record GrantOrganization(string Id, string Name)
{
    /// <summary>By its place in the register of establishments (org-id.guide: FR-INSEE), or by the portal's own key.</summary>
    internal static GrantOrganization Of(string? siret, string name, PortalAddress address, string key) =>
        new(siret is null ? $"{address.Host}:{key}" : $"FR-INSEE-{siret}", name);
}

public sealed record GrantProgramme(string Code, string Title, string Url);

/// <param name="Duration">Months.</param>
public sealed record GrantDates(string StartDate, int Duration);

public sealed record GrantDocument(string Title, string? Url);

public sealed record GrantPlace(string Name, string CountryCode);
