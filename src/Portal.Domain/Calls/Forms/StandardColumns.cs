namespace Portal.Domain.Calls;

/// <summary>The columns that some types of fields bring along.</summary>
public static class StandardColumns
{
    public static IReadOnlyList<FormField> People { get; } =
    [
        new("name", FieldType.ShortText, new LocalizedText("Nom et prénom", "Name")) { Required = true },
        new("function", FieldType.ShortText, new LocalizedText("Fonction", "Position")) { Required = true },
        new("organisation", FieldType.ShortText, new LocalizedText("Organisme", "Organisation")),
        new("email", FieldType.Email, new LocalizedText("Adresse électronique", "E-mail address")),
    ];

    public static IReadOnlyList<FormField> Consortium { get; } =
    [
        new(Dossiers.Consortium.NameColumn, FieldType.ShortText, new LocalizedText("Organisme", "Organisation"))
        {
            Required = true,
        },
        new(Dossiers.Consortium.SiretColumn, FieldType.Siret, new LocalizedText("SIRET", "SIRET")) { Required = true },
    ];

    /// <param name="regions">The programme's regions.</param>
    public static IReadOnlyList<FormField> Address(IReadOnlyList<FieldOption> regions) =>
        [
            new("street", FieldType.ShortText, new LocalizedText("Numéro et rue", "Number and street"))
            {
                Required = true,
            },
            new("postcode", FieldType.ShortText, new LocalizedText("Code postal", "Postcode"))
            {
                Required = true,
                MaxLength = 5,
                Pattern = "[0-9]{5}",
                PatternHelp = new LocalizedText("cinq chiffres", "five digits"),
            },
            new("city", FieldType.ShortText, new LocalizedText("Commune", "Town")) { Required = true },
            new("region", FieldType.Choice, new LocalizedText("Région", "Region"))
            {
                Required = true,
                Options = regions,
            },
        ];

    /// <summary>Partner, line, and an amount a year.</summary>
    public static IReadOnlyList<FormField> Budget(BudgetPlan plan) =>
        [
            new(BudgetPlan.PartnerColumn, FieldType.ShortText, new LocalizedText("Partenaire", "Partner")),
            new(BudgetPlan.LineColumn, FieldType.Choice, new LocalizedText("Poste", "Line"))
            {
                Options = [.. plan.Lines, .. plan.Resources],
            },
            .. Enumerable
                .Range(1, plan.Years)
                .Select(year => new FormField(
                    BudgetPlan.YearColumn(year),
                    FieldType.Amount,
                    new LocalizedText($"Année {year}", $"Year {year}")
                )),
        ];
}
