using Portal.Infrastructure;
using Portal.Infrastructure.Programme;
using Portal.Web.Shared;
using static Portal.Web.Shared.StructuredData;

namespace Portal.Web.Decisions;

/// <summary>A project that won as search engines read it: a grant of money, who gives it, and the project that it funds.</summary>
public sealed class ProjectStructure(ProgrammeTerms programme, PortalAddress address)
{
    /// <returns>JSON that may stand in a page.</returns>
    public string Of(ProjectPage page, string language)
    {
        var url = address.Of(page.Path);
        return Written(
            Typed(
                "MonetaryGrant",
                ("@id", url),
                ("url", url),
                ("identifier", page.Number),
                ("name", page.Title),
                ("amount", Typed("MonetaryAmount", ("currency", "EUR"), ("value", page.Amount.Euros))),
                (
                    "funder",
                    Typed("GovernmentOrganization", ("name", programme.Operator(page.List.Operator).In(language)))
                ),
                ("fundedItem", ProjectOf(page, language))
            )
        );
    }

    private Dictionary<string, object?> ProjectOf(ProjectPage page, string language) =>
        Typed(
            "ResearchProject",
            ("name", page.Title),
            ("alternateName", page.Acronym.Length > 0 ? page.Acronym : null),
            ("description", page.Summary.Length > 0 ? page.Summary : null),
            ("areaServed", Typed("AdministrativeArea", ("name", programme.Region(page.Region).In(language)))),
            (
                "member",
                page.Partners.Select(partner => Organisation(partner.Name, partner.Siret))
                    .Prepend(Organisation(page.Lead, page.LeadSiret?.Value))
                    .ToList()
            )
        );

    private static Dictionary<string, object?> Organisation(string name, string? siret) =>
        Typed("Organization", ("name", name), ("identifier", siret));
}
