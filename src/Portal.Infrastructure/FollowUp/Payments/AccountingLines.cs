using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.FollowUp.Payments;

/// <summary>A payment or a recovery as an accountant reads it.</summary>
/// <param name="Agreement">The number of the agreement, or of the amendment to it, that was in force when it was ordered.</param>
/// <param name="Tranche">Empty for a recovery.</param>
/// <param name="PaidOn">Or received on; null until it is noted.</param>
public sealed record AccountingLine(
    int Wave,
    string Number,
    string Project,
    string Lead,
    string? Siret,
    int? Agreement,
    string Tranche,
    bool IsRecovery,
    decimal Amount,
    DateTimeOffset OrderedAt,
    string OrderedBy,
    DateOnly? PaidOn,
    string? Reference
);

/// <summary>
/// All that was ordered for the projects of a call, in the order in which it was, in one statement; but what is of the
/// viewer's own team. Who may see the call is asked before.
/// </summary>
public static class AccountingLines
{
    /// <param name="db">Where they are.</param>
    /// <param name="call">Whose projects they are of.</param>
    /// <param name="from">Ordered at or after it.</param>
    /// <param name="until">Ordered before it.</param>
    /// <param name="viewer">Of staff.</param>
    public static IQueryable<AccountingLine> MovementsOf(
        this PortalDbContext db,
        CallId call,
        DateTimeOffset from,
        DateTimeOffset until,
        Viewer viewer
    )
    {
        var person = viewer.Id?.Value;
        return db.Database.SqlQuery<AccountingLine>(
            $"""
            select wave.number as wave, dossier.number, filing.title as project, filing.lead,
                   (
                       select its.siret from filed_organisations its
                       where its.filing_id = filing.id and its.role = 'Lead' limit 1
                   ) as siret,
                   (
                       select max(its.number) from agreements its
                       where its.project_id = project.id and its.by_service_at <= moved.order_at
                   ) as agreement,
                   moved.tranche, moved.is_recovery, moved.amount, moved.order_at as ordered_at,
                   account.name as ordered_by, moved.paid_on, moved.reference
            from (
                select id, project_id, title ->> 'fr' as tranche, false as is_recovery, control_amount as amount,
                       order_at, order_by, paid_on, paid_reference as reference
                from payments where order_at is not null
                union all
                select id, project_id, '', true, amount, order_at, order_by, received_on, received_reference
                from recoveries where order_at is not null
            ) moved
            join projects project on project.id = moved.project_id
            join waves wave on wave.id = project.wave_id
            join dossiers dossier on dossier.id = project.dossier_id
            join filings filing on filing.id = dossier.filing_id
            join accounts account on account.id = moved.order_by
            where project.call_id = {call.Value} and moved.order_at >= {from} and moved.order_at < {until}
              and not exists (
                  select from dossier_members member where member.dossier_id = dossier.id and member.person = {person}
              )
            order by moved.order_at, moved.id
            """
        );
    }
}
