using Portal.Domain;
using Portal.Domain.Organisations;
using Portal.Infrastructure.Organisations;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Organisations;

/// <summary>Puts what is known of a SIRET into the reader's words.</summary>
public sealed class Cards(LookUpOrganisation lookUp, ProgrammeTerms programme, Texts texts)
{
    public async Task<(OrganisationCard Card, Organisation? Read)> OfAsync(
        string? typed,
        CancellationToken cancellation
    )
    {
        if (!Siret.TryParse(typed, out var siret))
            return (new OrganisationCard(OrganisationCard.Wrong, "", texts["organisations.wrong"]), null);
        return await lookUp.RunAsync(siret, cancellation) switch
        {
            LookedUp.Found found => (Of(found.Organisation), found.Organisation),
            LookedUp.Unknown => (
                new OrganisationCard(OrganisationCard.Unknown, siret.Value, texts["organisations.unknown"]),
                null
            ),
            _ => (new OrganisationCard(OrganisationCard.NotYet, siret.Value, texts["organisations.not-yet"]), null),
        };
    }

    public string RegionName(string? region) => region is null ? "" : programme.Region(region).In(texts.Language);

    private OrganisationCard Of(Organisation read) =>
        new(
            OrganisationCard.Found,
            read.Siret.Value,
            texts[read.IsActive ? "organisations.found" : "organisations.closed"],
            read.Name,
            read.Street,
            read.Postcode,
            read.City,
            read.Address,
            read.Region,
            RegionName(read.Region),
            texts[$"organisations.kind-{read.Kind}"],
            read.IsActive,
            texts["organisations.use"]
        );
}
