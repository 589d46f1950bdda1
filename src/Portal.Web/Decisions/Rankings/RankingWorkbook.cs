using Portal.Domain;
using Portal.Domain.Decisions;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Decisions.Rankings;

/// <summary>A ranking as a workbook: its dossiers, and its experts.</summary>
public sealed class RankingWorkbook(PortalDbContext db, SensitivityReading sensitivity, Texts texts)
{
    private static readonly string[] Heads =
    [
        "staff.number",
        "staff.project",
        "ranking.reviews",
        "ranking.mean",
        "ranking.deviation",
        "ranking.rank-by-mean",
        "ranking.expected",
        "ranking.low50",
        "ranking.high50",
        "ranking.low90",
        "ranking.high90",
        "ranking.group",
    ];

    public async Task WriteAsync(Stream to, RunPart part, WaveId wave, CancellationToken cancellation)
    {
        var workbook = await Workbook.ToAsync(to, await db.NowAsync(cancellation), cancellation);
        await workbook.AddAsync(
            texts["staff.ranking"],
            [.. Heads.Select(head => texts[head])],
            part.Lines.Select(Row).ToAsyncEnumerable(),
            cancellation
        );
        if (part.Result.IsAdjusted)
        {
            var names = await sensitivity.NamesAsync(wave, cancellation);
            await workbook.AddAsync(
                texts["staff.experts"],
                [
                    texts["ranking.expert"],
                    texts["ranking.reviews"],
                    texts["ranking.severity"],
                    texts["ranking.low90"],
                    texts["ranking.high90"],
                ],
                part.Result.Experts.Select(one => Row(one, names[one.Expert])).ToAsyncEnumerable(),
                cancellation
            );
        }
        await workbook.EndAsync(cancellation);
    }

    private IReadOnlyList<object?> Row(RunLine line) =>
        [
            line.Number,
            line.Title,
            line.Score.Reviews,
            line.Score.Mean,
            Rounded(line.Score.Deviation),
            line.Score.Rank,
            Rounded(line.Score.Adjusted?.Expected),
            line.Score.Adjusted?.Low50,
            line.Score.Adjusted?.High50,
            line.Score.Adjusted?.Low90,
            line.Score.Adjusted?.High90,
            line.Score.Group is { } group ? texts[$"ranking.group-{group}"] : null,
        ];

    private static IReadOnlyList<object?> Row(ExpertSeverity one, string name) =>
        [name, one.Reviews, Rounded(one.Expected), Rounded(one.Low90), Rounded(one.High90)];

    private static decimal? Rounded(double? number) => number is null ? null : decimal.Round((decimal)number, 4);
}
