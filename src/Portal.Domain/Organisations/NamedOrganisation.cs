using Portal.Domain.Calls;
using Portal.Domain.Dossiers;

namespace Portal.Domain.Organisations;

public enum OrganisationRole
{
    Lead,
    Member,
}

/// <summary>An organisation that answers name by its SIRET.</summary>
/// <param name="Name">As the carrier typed it beside the SIRET; empty where they did not.</param>
public sealed record NamedOrganisation(Siret Siret, OrganisationRole Role, string Name)
{
    /// <summary>
    /// The organisations that a dossier's answers name, each once; one that leads and stands among the members, too,
    /// leads. What is no SIRET, or not yet, names nobody.
    /// </summary>
    public static IReadOnlyList<NamedOrganisation> In(Form form, Answers answers) =>
        [
            .. form
                .Sections.SelectMany(section => section.Fields)
                .SelectMany(field => In(field, answers))
                .OrderBy(one => one.Role)
                .DistinctBy(one => one.Siret),
        ];

    /// <summary>Whether a section asks for a SIRET at all.</summary>
    public static bool MayStandIn(FormSection section) =>
        section.Fields.Any(field => IsSiret(field) || field.Columns.Any(IsSiret));

    private static IEnumerable<NamedOrganisation> In(FormField field, Answers answers) =>
        field.Type switch
        {
            FieldType.Siret => Of(answers.Text(field.Key), RoleOf(field), answers.Text(NameKey(field))),
            _ when field.HasRows => field
                .Columns.Where(IsSiret)
                .SelectMany(column =>
                    answers
                        .Rows(field.Key)
                        .SelectMany(row =>
                            Of(
                                row.GetValueOrDefault(column.Key, ""),
                                OrganisationRole.Member,
                                row.GetValueOrDefault(NameKey(column), "")
                            )
                        )
                ),
            _ => [],
        };

    private static IEnumerable<NamedOrganisation> Of(string text, OrganisationRole role, string name)
    {
        if (Siret.TryParse(text, out var siret))
            yield return new NamedOrganisation(siret, role, name.Shortened(Organisation.MaxLength));
    }

    private static bool IsSiret(FormField field) => field.Type == FieldType.Siret;

    private static OrganisationRole RoleOf(FormField field) =>
        field.Key == CommonFields.LeadSiret ? OrganisationRole.Lead : OrganisationRole.Member;

    private static string NameKey(FormField field) => SiretNeighbours.Of(field.Key).Name;
}

/// <summary>
/// The questions beside a SIRET's own that its organisation answers, found by their keys: <c>lead_siret</c> has
/// <c>lead_name</c>, <c>siret</c> has <c>name</c>. A key that doesn't say "siret" has no neighbours.
/// </summary>
/// <param name="Regions">The first of these that the form has.</param>
public sealed record SiretNeighbours(
    string Name,
    IReadOnlyList<string> Regions,
    string Address,
    string Postcode,
    string City
)
{
    private const string Siret = "siret";

    public static SiretNeighbours Of(string key)
    {
        if (!key.Contains(Siret, StringComparison.Ordinal))
            return new SiretNeighbours("", [], "", "", "");
        string Beside(string what) => key.Replace(Siret, what, StringComparison.Ordinal);
        return new SiretNeighbours(
            Beside("name"),
            // The project's region is its lead's.
            key == CommonFields.LeadSiret
                ? [Beside("region"), CommonFields.Region]
                : [Beside("region")],
            Beside("address"),
            Beside("postcode"),
            Beside("city")
        );
    }
}

/// <summary>That a filing names an organisation; it never changes.</summary>
public sealed class FiledOrganisation
{
    private FiledOrganisation() { }

    internal FiledOrganisation(FilingId filing, NamedOrganisation named) =>
        (FilingId, Siret, Role, Name) = (filing, named.Siret, named.Role, named.Name);

    public FilingId FilingId { get; private set; }

    public Siret Siret { get; private set; } = null!;

    public OrganisationRole Role { get; private set; }

    /// <summary>As typed.</summary>
    public string Name { get; private set; } = "";
}
