using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.FollowUp;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.FollowUp.Portfolio;

/// <summary>A project as the portfolio lists it: its state, its money in euros, and what awaits whom.</summary>
/// <param name="Slug">Of its call.</param>
/// <param name="AgreementMove">Who is to move an agreement on: <c>Service</c> or <c>Carrier</c>; null where none is open.</param>
/// <param name="IsOverruled">Whether the decision no longer covers what is agreed, and something is still to be done about it.</param>
/// <param name="LateSince">When the earliest report was due that isn't there, but for what falls in a rest; null where none is late.</param>
/// <param name="Agreed">As <see cref="ProjectStatement.Agreed"/>, but nothing where it fell away before it was agreed.</param>
/// <param name="EndsUnpaid">Whether it runs out soon, and the balance isn't paid.</param>
/// <param name="ToRecover">Paid, not justified and not given back, once nothing more is spent.</param>
public sealed record FundedProject(
    Guid Id,
    string Number,
    string Title,
    string Lead,
    string Slug,
    int Wave,
    DateTimeOffset OpenedAt,
    DateOnly? EndsOn,
    DateOnly? SuspendedSince,
    string State,
    string? AgreementMove,
    bool IsOverruled,
    DateTimeOffset? LateSince,
    int ReportsToRead,
    int InterimsToDecide,
    int PaymentsToControl,
    int PaymentsToOrder,
    int ChangesToAnswer,
    decimal Agreed,
    decimal Ordered,
    decimal Paid,
    decimal Justified,
    decimal ToRecover,
    bool EndsUnpaid
)
{
    public ProjectState StateOf => Enum.Parse<ProjectState>(State);
}

/// <summary>What some projects come to, in euros.</summary>
public sealed record PortfolioSums(
    int Projects,
    decimal Agreed,
    decimal Ordered,
    decimal Paid,
    decimal Justified,
    decimal ToRecover
)
{
    public static PortfolioSums Of(IReadOnlyList<PortfolioSums> some) =>
        new(
            some.Sum(one => one.Projects),
            some.Sum(one => one.Agreed),
            some.Sum(one => one.Ordered),
            some.Sum(one => one.Paid),
            some.Sum(one => one.Justified),
            some.Sum(one => one.ToRecover)
        );
}

/// <summary>What a list of projects comes to, state by state.</summary>
public sealed record PortfolioTotals(IReadOnlyList<StateTotal> States)
{
    public PortfolioSums All { get; } = PortfolioSums.Of([.. States.Select(one => one.Sums)]);
}

public sealed record StateTotal(ProjectState State, PortfolioSums Sums);

/// <summary>
/// The projects that somebody of staff reads. The figures are the database's: nobody loads a project to count it, and only
/// those of the page that is shown are looked up.
/// </summary>
public static class FundedProjects
{
    /// <summary>Before its end, while the balance isn't paid.</summary>
    private const int MonthsAhead = 3;

    public static IQueryable<FundedProject> FundedStaffedBy(
        this PortalDbContext db,
        Viewer viewer,
        DateTimeOffset now
    ) => db.Funded(now).Where(line => db.ProjectsStaffedBy(viewer).Any(project => project.Id.Value == line.Id));

    /// <summary>In the order of the states, those that there are.</summary>
    public static async Task<PortfolioTotals> TotalsAsync(
        this IQueryable<FundedProject> projects,
        CancellationToken cancellation
    )
    {
        var found = await projects
            .GroupBy(one => one.State)
            .Select(some => new
            {
                State = some.Key,
                Sums = new PortfolioSums(
                    some.Count(),
                    some.Sum(one => one.Agreed),
                    some.Sum(one => one.Ordered),
                    some.Sum(one => one.Paid),
                    some.Sum(one => one.Justified),
                    some.Sum(one => one.ToRecover)
                ),
            })
            .ToListAsync(cancellation);
        return new PortfolioTotals([
            .. found
                .Select(one => new StateTotal(Enum.Parse<ProjectState>(one.State), one.Sums))
                .OrderBy(one => one.State),
        ]);
    }

    private static IQueryable<FundedProject> Funded(this PortalDbContext db, DateTimeOffset now)
    {
        var today = Deadline.DayOf(now);
        var soon = today.AddMonths(MonthsAhead);
        return db.Database.SqlQuery<FundedProject>(
            $"""
            select project.id, dossier.number, filing.title, filing.lead, call.slug, wave.number as wave,
                   project.opened_at, project.ends_on, project.suspension_since as suspended_since,
                   case
                       when project.ending_at is not null then project.ending_kind
                       when project.starts_on is null then 'AgreementAwaited'
                       when project.suspension_since <= {today} then 'Suspended'
                       else 'Running'
                   end as state,
                   case
                       when project.ending_at is not null then null
                       when agreement.sent_at is not null and agreement.by_carrier_at is null then 'Carrier'
                       when agreement.drawn_at is not null or project.starts_on is null then 'Service'
                   end as agreement_move,
                   project.starts_on is not null and project.ending_at is null
                       and coalesce(project.decided < project.aid, true) as is_overruled,
                   owed.late_since, owed.to_read as reports_to_read, owed.to_decide as interims_to_decide,
                   payment.to_control as payments_to_control, payment.to_order as payments_to_order,
                   change.to_answer as changes_to_answer,
                   case when project.starts_on is null and project.ending_at is not null then 0 else project.aid end as agreed,
                   payment.ordered, payment.paid, report.justified,
                   case
                       when project.ending_at is null or owed.open > 0 then 0
                       else greatest(0, payment.paid - least(report.justified, project.aid) - recovery.received)
                   end as to_recover,
                   project.ending_at is null and coalesce(project.suspension_since > {today}, true)
                       and coalesce(project.ends_on <= {soon}, false) and payment.paid < project.aid as ends_unpaid
            from projects project
            join dossiers dossier on dossier.id = project.dossier_id
            join filings filing on filing.id = dossier.filing_id
            join calls call on call.id = project.call_id
            join waves wave on wave.id = project.wave_id
            left join agreements agreement
                on agreement.project_id = project.id and agreement.by_service_at is null and agreement.dropped_at is null
            cross join lateral (
                select count(*) filter (where accepted_at is null and waived_at is null)::int as open,
                       count(*) filter (
                           where accepted_at is null and waived_at is null
                             and submitted_at is not null and returned_at is null
                       )::int as to_read,
                       count(*) filter (
                           where kind = 'InterimReview' and accepted_at is not null and go_at is null
                             and project.ending_at is null
                       )::int as to_decide,
                       min(due_at) filter (
                           where accepted_at is null and waived_at is null and due_ends_at <= {now}
                             and (submitted_at is null or returned_at is not null)
                             and (project.suspension_since is null or due_civil::date < project.suspension_since)
                       ) as late_since
                from milestones where project_id = project.id
            ) owed
            cross join lateral (
                select count(*) filter (where control_at is null and refusal_at is null)::int as to_control,
                       count(*) filter (
                           where control_at is not null and order_at is null and refusal_at is null
                       )::int as to_order,
                       coalesce(sum(control_amount) filter (where order_at is not null), 0) as ordered,
                       coalesce(sum(control_amount) filter (where paid_at is not null), 0) as paid
                from payments where project_id = project.id
            ) payment
            cross join lateral (
                select coalesce(sum(acceptance_justified), 0) as justified
                from project_reports where project_id = project.id
            ) report
            cross join lateral (
                select coalesce(sum(amount) filter (where received_at is not null), 0) as received
                from recoveries where project_id = project.id
            ) recovery
            cross join lateral (
                select count(*) filter (where decision_at is null)::int as to_answer
                from project_changes where project_id = project.id
            ) change
            """
        );
    }
}
