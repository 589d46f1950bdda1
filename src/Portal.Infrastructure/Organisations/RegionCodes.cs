namespace Portal.Infrastructure.Organisations;

/// <summary>INSEE's codes of the regions, and the programme's own keys.</summary>
public static class RegionCodes
{
    public static IReadOnlyDictionary<string, string> Keys { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["01"] = "guadeloupe",
            ["02"] = "martinique",
            ["03"] = "guyane",
            ["04"] = "la-reunion",
            ["06"] = "mayotte",
            ["11"] = "ile-de-france",
            ["24"] = "centre-val-de-loire",
            ["27"] = "bourgogne-franche-comte",
            ["28"] = "normandie",
            ["32"] = "hauts-de-france",
            ["44"] = "grand-est",
            ["52"] = "pays-de-la-loire",
            ["53"] = "bretagne",
            ["75"] = "nouvelle-aquitaine",
            ["76"] = "occitanie",
            ["84"] = "auvergne-rhone-alpes",
            ["93"] = "provence-alpes-cote-d-azur",
            ["94"] = "corse",
        };

    /// <returns>Null where the programme has no such region: abroad, or a territory of another status.</returns>
    public static string? KeyOf(string? code) => code is null ? null : Keys.GetValueOrDefault(code);
}
