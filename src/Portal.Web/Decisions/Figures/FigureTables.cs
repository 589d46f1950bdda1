using Portal.Web.Decisions.OpenData;

namespace Portal.Web.Decisions.Figures;

/// <summary>The numbers behind each chart as CSV, in the form of the open data: columns are only ever added, at the end.</summary>
internal static class FigureTables
{
    /// <returns>Null where there is no such table.</returns>
    public static string? Csv(FiguresPage page, string table) =>
        table switch
        {
            "regions" => Grants("region", page.Regions),
            "themes" => Grants("theme", page.Themes),
            "waves" => Written(
                OpenData.Csv.Line("call", "call_title", "wave", "winners", "amount_euros"),
                page.Waves.Select(one =>
                    OpenData.Csv.Line(one.Slug, one.Call.Title.Fr, one.Wave, one.Winners, one.Euros)
                )
            ),
            "success" => Rates(page.Rates),
            _ => null,
        };

    public static string Rates(IEnumerable<SuccessRate> rates) =>
        Written(
            OpenData.Csv.Line(
                "call",
                "call_title",
                "wave",
                "cut_off",
                "closed_on",
                "published_on",
                "days",
                "filed",
                "funded",
                "share"
            ),
            rates.Select(one =>
                OpenData.Csv.Line(
                    one.Slug,
                    one.Call.Title.Fr,
                    one.Wave,
                    one.CutOff,
                    DayOf(one.ClosedAt),
                    DayOf(one.ToldAt),
                    one.Days,
                    one.Filed,
                    one.Funded,
                    Math.Round(one.Share, 4)
                )
            )
        );

    public static string Written(string head, IEnumerable<string> lines) => head + string.Concat(lines);

    private static string Grants(string what, IEnumerable<GrantFigure> figures) =>
        Written(
            OpenData.Csv.Line(what, $"{what}_name", "winners", "amount_euros"),
            figures.Select(one => OpenData.Csv.Line(one.Key, one.Name.Fr, one.Winners, one.Euros))
        );

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Infrastructure.Texts.Dates.Civil(at));
}
