using Portal.Infrastructure;
using Portal.Infrastructure.Programme;
using static Portal.Web.Shared.StructuredData;

namespace Portal.Web.Calls;

/// <summary>
/// A call as search engines read it (schema.org, JSON-LD): a service of the State with the period in which it is open.
/// </summary>
public sealed class CallStructure(ProgrammeTerms programme, PortalAddress address)
{
    /// <returns>JSON that may stand in a page: what HTML would read as markup is escaped.</returns>
    public string Of(CallPage page, string language)
    {
        var call = page.Card.Presentation;
        var url = address.Of($"/calls/{page.Card.Slug}");
        return Written(
            Typed(
                "GovernmentService",
                ("@id", url),
                ("url", url),
                ("name", call.Title.In(language)),
                ("description", call.Summary.In(language)),
                ("inLanguage", language),
                ("areaServed", "FR"),
                ("audience", Typed("Audience", ("audienceType", call.Audience.In(language)))),
                (
                    "serviceOperator",
                    Typed("GovernmentOrganization", ("name", programme.Operator(page.Card.Operator).In(language)))
                ),
                (
                    "offers",
                    page.Waves.Select(wave =>
                            Typed(
                                "Offer",
                                ("availabilityStarts", wave.OpensAt),
                                ("availabilityEnds", wave.EveryMonths is null ? wave.CutOffs[^1].Deadline.At : null)
                            )
                        )
                        .ToList()
                )
            )
        );
    }
}
