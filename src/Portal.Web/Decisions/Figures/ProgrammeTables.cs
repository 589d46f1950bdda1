using Portal.Infrastructure.Texts;
using static Portal.Web.Decisions.OpenData.Csv;

namespace Portal.Web.Decisions.Figures;

/// <summary>The numbers of the dashboard as CSV, in the form of the open data.</summary>
internal static class ProgrammeTables
{
    /// <returns>Null where there is no such table.</returns>
    public static string? Csv(ProgrammePage page, string table) =>
        table switch
        {
            "totals" => Totals(page),
            "waves" => Waves(page),
            "time" => FigureTables.Rates(page.Rates),
            "regions" => Regions(page),
            _ => null,
        };

    private static string Totals(ProgrammePage page) =>
        FigureTables.Written(
            Line("figure", "value"),
            [
                Line("calls", page.Calls),
                Line("waves", page.Waves.Count),
                Line("dossiers_filed", page.Filed),
                Line("experts_at_least", page.Experts),
                Line("winners", page.Winners),
                Line("amount_euros", page.Euros),
                Line("days_to_decision", page.Days),
            ]
        );

    private static string Waves(ProgrammePage page) =>
        FigureTables.Written(
            Line("call", "call_title", "wave", "state", "opens_on", "closes_on", "filed", "winners", "amount_euros"),
            page.Waves.Select(one =>
                Line(
                    one.Slug,
                    one.Call.Title.Fr,
                    one.Number,
                    one.State.ToString().ToLowerInvariant(),
                    DayOf(one.OpensAt),
                    one.ClosesAt is { } closes ? DayOf(closes) : null,
                    one.Filed,
                    one.Winners,
                    one.Euros
                )
            )
        );

    private static string Regions(ProgrammePage page) =>
        FigureTables.Written(
            Line("region", "region_name", "winners", "amount_euros", "inhabitants", "census", "euros_per_inhabitant"),
            page.Regions.Select(one =>
                Line(
                    one.Grants.Key,
                    one.Grants.Name.Fr,
                    one.Grants.Winners,
                    one.Grants.Euros,
                    one.Inhabitants?.Count,
                    one.Inhabitants?.Year,
                    one.EurosEach
                )
            )
        );

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Dates.Civil(at));
}
