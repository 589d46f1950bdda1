using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Infrastructure;
using Portal.Infrastructure.Programme;

namespace Portal.Web.Decisions.OpenData;

/// <summary>Names in both languages beside stable keys; instants are UTC, amounts in euros.</summary>
public sealed record WinnerJson(
    string Call,
    LocalizedText CallTitle,
    int Wave,
    string Number,
    string Title,
    string Acronym,
    string Summary,
    string Lead,
    string? LeadSiret,
    IReadOnlyList<WinnerPartner> Partners,
    string Region,
    LocalizedText RegionName,
    string Operator,
    IReadOnlyList<string> Themes,
    decimal AmountEuros,
    DateTimeOffset PublishedAt,
    string Page,
    bool IsDemonstration,
    string? Source,
    DateTimeOffset? CorrectedAt
)
{
    internal static WinnerJson Of(PublishedWinner winner, ProgrammeTerms programme, PortalAddress address) =>
        new(
            winner.List.Slug,
            winner.List.Call.Title,
            winner.List.Wave,
            winner.Number,
            winner.Title,
            winner.Acronym,
            winner.Summary,
            winner.Lead,
            winner.LeadSiret?.Value,
            winner.Partners,
            winner.Region,
            programme.Region(winner.Region),
            winner.List.Operator,
            winner.List.Themes,
            winner.Amount.Euros,
            winner.List.PublishedAt,
            address.Of(winner.Path),
            winner.IsDemonstration,
            winner.List.Source,
            winner.CorrectedAt
        );
}
