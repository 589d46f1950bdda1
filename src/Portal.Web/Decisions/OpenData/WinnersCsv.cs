using Portal.Infrastructure;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Programme;

namespace Portal.Web.Decisions.OpenData;

/// <summary>
/// Winners as CSV after RFC 4180: commas, a full stop in numbers, days as ISO 8601, French names beside stable keys.
/// Columns are only ever added, at the end.
/// </summary>
public sealed class WinnersCsv(ProgrammeTerms programme, PortalAddress address) : IWinnersCsv
{
    public string Head =>
        Csv.Line(
            "call",
            "call_title",
            "wave",
            "number",
            "title",
            "acronym",
            "summary",
            "lead",
            "lead_siret",
            "partners",
            "region",
            "region_name",
            "operator",
            "themes",
            "amount_euros",
            "decided_on",
            "page",
            "is_demonstration",
            "source",
            "corrected_on"
        );

    public string Line(PublishedWinner winner) =>
        Csv.Line(
            winner.List.Slug,
            winner.List.Call.Title.Fr,
            winner.List.Wave,
            winner.Number,
            winner.Title,
            winner.Acronym,
            winner.Summary,
            winner.Lead,
            winner.LeadSiret?.Value,
            string.Join(" | ", winner.Partners.Select(partner => partner.Name)),
            winner.Region,
            programme.Region(winner.Region).Fr,
            programme.Operator(winner.List.Operator).Fr,
            string.Join('|', winner.List.Themes),
            winner.Amount.Euros,
            winner.DecidedOn,
            address.Of(winner.Path),
            winner.IsDemonstration ? "true" : "false",
            winner.List.Source,
            winner.CorrectedOn
        );
}
