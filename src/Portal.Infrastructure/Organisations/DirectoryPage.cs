using System.Text.Json;
using Portal.Domain;
using Portal.Domain.Organisations;

namespace Portal.Infrastructure.Organisations;

/// <summary>A page of answers of « Recherche d’entreprises », with the names that its API gives; any of it may be missing.</summary>
internal sealed record DirectoryPage(IReadOnlyList<DirectoryUnit?>? Results)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>The establishment itself, and no other one that the search brought up.</summary>
    public DirectoryAnswer Of(Siret siret)
    {
        foreach (var unit in Results!.OfType<DirectoryUnit>())
        foreach (var place in unit.Establishments)
            if (place.Siret == siret.Value)
                return unit.IsPublic && place.IsPublic && !string.IsNullOrWhiteSpace(unit.NomComplet)
                    ? new DirectoryAnswer.Found(unit.FactsOf(place))
                    : new DirectoryAnswer.Unknown();
        return new DirectoryAnswer.Unknown();
    }
}

internal sealed record DirectoryUnit(
    string? NomComplet,
    string? NatureJuridique,
    string? ActivitePrincipale,
    string? EtatAdministratif,
    string? StatutDiffusion,
    DirectoryEstablishment? Siege,
    IReadOnlyList<DirectoryEstablishment?>? MatchingEtablissements
)
{
    public IEnumerable<DirectoryEstablishment> Establishments =>
        new[] { Siege }.Concat(MatchingEtablissements ?? []).OfType<DirectoryEstablishment>();

    public bool IsPublic => StatutDiffusion is null or "O";

    public OrganisationFacts FactsOf(DirectoryEstablishment place) =>
        new(
            NomComplet!.Trim(),
            NatureJuridique ?? "",
            place.ActivitePrincipale ?? ActivitePrincipale ?? "",
            place.Street,
            place.CodePostal ?? "",
            place.LibelleCommune ?? "",
            place.Commune ?? "",
            RegionCodes.KeyOf(place.Region),
            EtatAdministratif != "C" && place.EtatAdministratif is null or "A"
        );
}

internal sealed record DirectoryEstablishment(
    string? Siret,
    string? Adresse,
    string? CodePostal,
    string? Commune,
    string? LibelleCommune,
    string? Region,
    string? ActivitePrincipale,
    string? EtatAdministratif,
    string? StatutDiffusionEtablissement
)
{
    public bool IsPublic => StatutDiffusionEtablissement is null or "O";

    /// <summary>The address without the postcode and the city that end it.</summary>
    public string Street
    {
        get
        {
            var address = (Adresse ?? "").Trim();
            var end = CodePostal is { Length: > 0 } code ? address.LastIndexOf(code, StringComparison.Ordinal) : -1;
            return end < 0 ? address : address[..end].Trim();
        }
    }
}
