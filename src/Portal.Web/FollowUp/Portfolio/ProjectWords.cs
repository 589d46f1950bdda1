using Portal.Domain.FollowUp;
using Portal.Infrastructure.FollowUp.Portfolio;
using Portal.Infrastructure.Texts;

namespace Portal.Web.FollowUp.Portfolio;

/// <summary>What a project of the portfolio waits for, and what may go wrong with it, in words.</summary>
internal sealed class ProjectWords(Texts texts, DateOnly today)
{
    public IEnumerable<ProjectMove> MovesOf(FundedProject project) =>
        new (ProjectMove Move, bool IsOpen)[]
        {
            (ProjectMove.AgreementOfService, project.AgreementMove == "Service"),
            (ProjectMove.AgreementOfCarrier, project.AgreementMove == "Carrier"),
            (ProjectMove.Overruling, project.IsOverruled),
            (ProjectMove.Report, project.ReportsToRead > 0),
            (ProjectMove.Interim, project.InterimsToDecide > 0),
            (ProjectMove.Control, project.PaymentsToControl > 0),
            (ProjectMove.Order, project.PaymentsToOrder > 0),
            (ProjectMove.Change, project.ChangesToAnswer > 0),
        }
            .Where(one => one.IsOpen)
            .Select(one => one.Move);

    public IEnumerable<string> AwaitedOf(FundedProject project) =>
        MovesOf(project).Select(move => texts[$"funded.move-{move}"]);

    public IEnumerable<string> RisksOf(FundedProject project) =>
        [
            .. When(project.LateSince is not null, () => texts.Counted("funded.risk-late", DaysLate(project))),
            .. When(
                project is { StateOf: ProjectState.Suspended, SuspendedSince: not null },
                () => texts["funded.risk-suspended", project.SuspendedSince]
            ),
            .. When(
                project.EndsUnpaid,
                () =>
                    texts[
                        "funded.risk-ending",
                        project.EndsOn!.Value.AddDays(-1),
                        Amount(project.Agreed - project.Paid)
                    ]
            ),
            .. When(project.ToRecover > 0, () => texts["funded.risk-recover", Amount(project.ToRecover)]),
        ];

    private int DaysLate(FundedProject project) =>
        Math.Max(1, today.DayNumber - DateOnly.FromDateTime(Dates.Civil(project.LateSince!.Value)).DayNumber);

    private string Amount(decimal euros) => Dates.Amount(euros, texts.Language);

    private static IEnumerable<string> When(bool holds, Func<string> words) => holds ? [words()] : [];
}
