using Portal.Domain.Calls;
using Portal.Domain.Dossiers;

namespace Portal.Domain.FollowUp;

/// <summary>What a project has come to by its accepted reports: indicators across time, and its registers as they stand.</summary>
public sealed record ProjectResults(IReadOnlyList<IndicatorSeries> Indicators, IReadOnlyList<RegisterRows> Registers)
{
    /// <param name="plan">That the project goes by.</param>
    /// <param name="milestones">In the order in which they are due.</param>
    /// <param name="reports">Of these milestones; only those that are accepted count.</param>
    public static ProjectResults Of(
        FollowUpPlan plan,
        IReadOnlyList<Milestone> milestones,
        IReadOnlyList<ProjectReport> reports
    )
    {
        var accepted = milestones
            .Join(
                reports.Where(one => one.Acceptance is not null),
                one => one.Id,
                one => one.MilestoneId,
                (milestone, report) => AcceptedReport.Of(milestone, report)
            )
            .ToList();
        return new ProjectResults(
            [
                .. plan
                    .Indicators.Select(one => new IndicatorSeries(one, PointsOf(one, accepted)))
                    .Where(series => series.Points.Count > 0),
            ],
            [.. plan.Registers.Select(one => RowsOf(one, accepted)).OfType<RegisterRows>()]
        );
    }

    public bool IsEmpty => Indicators.Count + Registers.Count == 0;

    /// <summary>What the plan gives to everybody to read.</summary>
    public ProjectResults Public =>
        new(
            [.. Indicators.Where(series => series.Indicator.IsPublic)],
            [.. Registers.Where(rows => rows.Register.IsPublic)]
        );

    private static IReadOnlyList<IndicatorPoint> PointsOf(Indicator indicator, IEnumerable<AcceptedReport> reports) =>
        [
            .. from report in reports
            where report.Asks(indicator.Key) is not null
            let typed = report.Answers.Text(indicator.Key)
            where Answers.TryNumber(typed, out _)
            select new IndicatorPoint(
                report.Milestone.Key,
                report.Milestone.Title,
                DateOnly.FromDateTime(report.Milestone.Due.Civil),
                NumberIn(typed)
            ),
        ];

    /// <summary>Of the last report that asks for it: what no longer stands there is no longer so.</summary>
    private static RegisterRows? RowsOf(Register register, IEnumerable<AcceptedReport> reports) =>
        reports.LastOrDefault(one => one.Asks(register.Key) is not null) is { } last && last.Answers.Has(register.Key)
            ? new RegisterRows(register, last.Asks(register.Key)!, last.Answers.Only([register.Key]))
            : null;

    private static decimal NumberIn(string typed) => Answers.TryNumber(typed, out var number) ? number : 0;

    private sealed record AcceptedReport(Milestone Milestone, Form Form, Answers Answers)
    {
        /// <summary>With the answers that count, of what was submitted last.</summary>
        public static AcceptedReport Of(Milestone milestone, ProjectReport report) =>
            new(milestone, report.Form, Derivation.Of(report.Form, report.Submissions[^1].Answers));

        public FormField? Asks(string key) => Form.Fields.FirstOrDefault(field => field.Key == key);
    }
}

/// <summary>An indicator across time.</summary>
public sealed record IndicatorSeries(Indicator Indicator, IReadOnlyList<IndicatorPoint> Points);

/// <param name="Key">Of the milestone whose report tells it.</param>
/// <param name="On">The day by which it was due: that up to which the report tells.</param>
public sealed record IndicatorPoint(string Key, LocalizedText Milestone, DateOnly On, decimal Value);

/// <summary>A register as the last report has it.</summary>
/// <param name="Field">The question that asks for it.</param>
/// <param name="Answers">The answer to it alone.</param>
public sealed record RegisterRows(Register Register, FormField Field, Answers Answers);
