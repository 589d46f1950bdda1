namespace Portal.Web.Decisions.Figures;

/// <summary>Where a region lies on a map of squares of one size, so that a small one is seen as well as a large one.</summary>
/// <param name="Code">The short name of ISO 3166-2:FR that stands on it.</param>
/// <param name="Column">From 0, to the east.</param>
/// <param name="Row">From 0, to the south; those overseas stand in a row of their own.</param>
public sealed record RegionTile(string Key, string Code, int Column, int Row)
{
    public const int Columns = 5;
    public const int OverseasRow = 5;

    public static readonly IReadOnlyList<RegionTile> All =
    [
        new("hauts-de-france", "HDF", 2, 0),
        new("bretagne", "BRE", 0, 1),
        new("normandie", "NOR", 1, 1),
        new("ile-de-france", "IDF", 2, 1),
        new("grand-est", "GES", 3, 1),
        new("pays-de-la-loire", "PDL", 1, 2),
        new("centre-val-de-loire", "CVL", 2, 2),
        new("bourgogne-franche-comte", "BFC", 3, 2),
        new("nouvelle-aquitaine", "NAQ", 1, 3),
        new("auvergne-rhone-alpes", "ARA", 2, 3),
        new("occitanie", "OCC", 2, 4),
        new("provence-alpes-cote-d-azur", "PAC", 3, 4),
        new("corse", "COR", 4, 4),
        new("guadeloupe", "GP", 0, OverseasRow),
        new("martinique", "MQ", 1, OverseasRow),
        new("guyane", "GF", 2, OverseasRow),
        new("la-reunion", "RE", 3, OverseasRow),
        new("mayotte", "YT", 4, OverseasRow),
    ];

    public static string CodeOf(string region) => All.FirstOrDefault(tile => tile.Key == region)?.Code ?? "";
}
