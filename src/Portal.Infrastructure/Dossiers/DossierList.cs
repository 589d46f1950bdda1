using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Dossiers;

/// <summary>A filed dossier in the list of its wave.</summary>
/// <param name="Step">The step at which it was filed, counted from 1.</param>
/// <param name="Ahead">Whether the date for which it was filed is still ahead.</param>
/// <param name="InPart">Whether others follow it.</param>
/// <param name="Reviews">Assigned, not recused and not in conflict.</param>
/// <param name="Score">The mean of the submitted reviews that count.</param>
public sealed record DossierLine(
    Guid Id,
    string Number,
    string Title,
    string Lead,
    DateTimeOffset FiledAt,
    bool Withdrawn,
    bool? Eligible,
    bool Excluded,
    bool Dismissed,
    bool Reopened,
    bool Ahead,
    int Step,
    bool InPart,
    int Reviews,
    int Submitted,
    decimal? Score,
    string? Outcome
)
{
    /// <summary>Whether the officers are to say GO or NO GO.</summary>
    public bool AwaitsVerdict => InPart && State == DossierState.Eligible;

    /// <summary>Whether nobody has judged it yet, and it can't be filed anew.</summary>
    public bool AwaitsCheck => State == DossierState.Filed && !Ahead;

    public DossierState State =>
        this switch
        {
            { Withdrawn: true } => DossierState.Withdrawn,
            { Excluded: true } => DossierState.Excluded,
            { Dismissed: true } => DossierState.Dismissed,
            { Reopened: true } => DossierState.Reopened,
            { Eligible: true } => DossierState.Eligible,
            { Eligible: false } => DossierState.Ineligible,
            _ => DossierState.Filed,
        };
}

/// <summary>
/// All filed dossiers of a wave in one statement, whatever their number, but those of the viewer's own team. Who may
/// see the wave is asked before.
/// </summary>
public static class DossierList
{
    public static IAsyncEnumerable<DossierLine> FiledInAsync(this PortalDbContext db, WaveId wave, Viewer viewer)
    {
        var person = viewer.Id?.Value;
        return db
            .Database.SqlQuery<DossierLine>(
                $"""
                select dossier.id, dossier.number, filing.title, filing.lead, dossier.filed_at,
                       dossier.withdrawal_at is not null as withdrawn, dossier.eligibility_is_eligible as eligible,
                       dossier.exclusion_at is not null as excluded,
                       dossier.dismissal_at is not null as dismissed, dossier.reopening_at is not null as reopened,
                       coalesce(dossier.step_due_ends_at, cut_off.deadline_ends_at) > (select portal_now()) as ahead,
                       filing.step, dossier.is_filed_in_part as in_part,
                       coalesce(review.reviews, 0)::int as reviews, coalesce(review.submitted, 0)::int as submitted,
                       review.score, decision.outcome
                from dossiers dossier
                join filings filing on filing.id = dossier.filing_id
                join cut_offs cut_off on cut_off.id = dossier.cut_off_id
                left join (
                    select dossier_id, count(*) filter (where recusal_at is null) as reviews,
                           count(submitted_at) as submitted, round(avg(score), 4) as score
                    from reviews
                    where wave_id = {wave.Value} and set_aside_at is null
                      and not exists (select from reviews_in_conflict() kept where kept.id = reviews.id)
                    group by dossier_id
                ) review on review.dossier_id = dossier.id
                left join decisions decision on decision.dossier_id = dossier.id and decision.moved_at is null
                where dossier.wave_id = {wave.Value} and dossier.filed_at is not null
                  and not exists (
                      select from dossier_members member where member.dossier_id = dossier.id and member.person = {person}
                  )
                order by dossier.number
                """
            )
            .AsAsyncEnumerable();
    }
}
