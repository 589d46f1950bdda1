using Portal.Domain.Dossiers;

namespace Portal.Domain.Calls;

/// <summary>What every form asks, as a section to begin with.</summary>
public static class StandardSections
{
    /// <param name="regions">The programme's regions.</param>
    public static FormSection Project(IReadOnlyList<FieldOption> regions) =>
        new(
            "project",
            new LocalizedText("Le projet", "The project"),
            [
                Asked(CommonFields.Title, FieldType.ShortText, "Titre du projet", "Title of the project") with
                {
                    MaxLength = 150,
                },
                Asked(CommonFields.Acronym, FieldType.ShortText, "Acronyme", "Acronym") with
                {
                    Required = false,
                    MaxLength = 40,
                },
                Asked(CommonFields.Summary, FieldType.LongText, "Résumé public", "Public summary") with
                {
                    MaxLength = 2_000,
                },
                Asked(CommonFields.LeadName, FieldType.ShortText, "Organisme chef de file", "Lead organisation") with
                {
                    MaxLength = 200,
                },
                Asked(CommonFields.Region, FieldType.Choice, "Région principale", "Main region") with
                {
                    Options = regions,
                },
                Asked(CommonFields.TotalCost, FieldType.Amount, "Coût total du projet", "Total cost of the project"),
                Asked(CommonFields.AidRequested, FieldType.Amount, "Aide demandée", "Aid requested"),
            ]
        );

    private static FormField Asked(string key, FieldType type, string fr, string en) =>
        new(key, type, new LocalizedText(fr, en)) { Required = true };
}
