using Portal.Domain.Calls;

namespace Portal.Domain.Dossiers;

/// <summary>One of those who carry a project together.</summary>
/// <param name="Id">The id of their row in the consortium, or <see cref="Consortium.Lead"/>.</param>
/// <param name="Name">As typed; may be empty while the dossier is written.</param>
/// <param name="Siret">As typed.</param>
/// <param name="Type">The key of what they are, where the form asks for it.</param>
public sealed record Partner(string Id, string Name, string Siret, string Type)
{
    public bool IsLead => Id == Consortium.Lead;
}

/// <summary>The partners of a project, as the answers name them: the lead first, then the rows of the consortium.</summary>
public static class Consortium
{
    /// <summary>The id of the lead, who has no row.</summary>
    public const string Lead = "lead";

    public const string NameColumn = "name";
    public const string SiretColumn = "siret";
    public const string TypeColumn = "type";

    /// <summary>The field that asks for the partners; null where a call's carriers are alone.</summary>
    public static FormField? FieldOf(Form form) =>
        form.Fields.FirstOrDefault(field => field.Type == FieldType.Consortium);

    /// <summary>The lead alone where the consortium isn't asked for, whatever was typed there before.</summary>
    public static IReadOnlyList<Partner> Of(Form form, Answers answers)
    {
        var field = FieldOf(form) is { } its && Derivation.AskedOf(form, answers).Contains(its) ? its : null;
        var lead = LeadOf(form);
        return
        [
            new Partner(Lead, answers.Text(lead.Name), At(lead.Siret, answers), At(lead.Type, answers)),
            .. field is null ? [] : answers.Rows(field.Key).Select(PartnerOf).Where(partner => !partner.IsLead),
        ];
    }

    /// <summary>The fields that describe the lead.</summary>
    public static LeadFields LeadOf(Form form) =>
        FieldOf(form)?.Lead ?? new LeadFields(CommonFields.LeadName, Siret: null, Type: null);

    private static string At(string? field, Answers answers) => field is null ? "" : answers.Text(field);

    private static Partner PartnerOf(IReadOnlyDictionary<string, string> row) =>
        new(
            row.GetValueOrDefault(Answers.RowId, ""),
            row.GetValueOrDefault(NameColumn, ""),
            row.GetValueOrDefault(SiretColumn, ""),
            row.GetValueOrDefault(TypeColumn, "")
        );
}
