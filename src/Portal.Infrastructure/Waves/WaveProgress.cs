using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.People;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Waves;

/// <summary>How far a wave has come. Drafts are counted and never shown.</summary>
/// <param name="ToCheck">Filed for a date that went by, and not yet checked.</param>
/// <param name="NotYetToCheck">Filed for a date that is still ahead.</param>
/// <param name="WithoutReviewer">Eligible dossiers that nobody reviews yet.</param>
/// <param name="Dismissed">Dossiers that ended at an earlier step.</param>
/// <param name="Reopened">Dossiers that are written anew: their next step, or what was recommended.</param>
/// <param name="VerdictsAwaited">Eligible dossiers whose step awaits a GO or NO GO.</param>
/// <param name="ComplementsOwed">Dossiers whose carriers are to answer a request for complements.</param>
/// <param name="Listed">Decisions that a winner list carries.</param>
public sealed record WaveProgress(
    Guid Wave,
    int Drafts,
    int Filed,
    int Withdrawn,
    int ToCheck,
    int NotYetToCheck,
    int Eligible,
    int Ineligible,
    int Excluded,
    int Dismissed,
    int Reopened,
    int VerdictsAwaited,
    int ComplementsOwed,
    int Experts,
    int ReviewsAssigned,
    int ReviewsSubmitted,
    int WithoutReviewer,
    int Decided,
    int Listed
)
{
    public int ReviewsAwaited => ReviewsAssigned - ReviewsSubmitted;

    public int ToDecide => Eligible - VerdictsAwaited - Decided;

    /// <summary>
    /// Whether anything is left to do once the wave is closed. A review that never came holds nothing up once its
    /// dossier is decided on.
    /// </summary>
    public bool IsUnderWay => ToCheck + NotYetToCheck + VerdictsAwaited + Reopened + ToDecide > 0 || Decided > Listed;
}

/// <summary>
/// Counts whole waves in one statement, whatever their number. Who may see them is asked before; dossiers of one's own
/// team are left out, so that no count tells what becomes of them.
/// </summary>
public static class WaveProgressQuery
{
    public static Task<Dictionary<WaveId, WaveProgress>> ProgressOfAsync(
        this PortalDbContext db,
        IEnumerable<WaveId> waves,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        var ids = waves.Select(wave => wave.Value).ToArray();
        var person = viewer.Id?.Value;
        return db
            .Database.SqlQuery<WaveProgress>(
                $"""
                with own as (select dossier_id from dossier_members where person = {person}),
                     -- What is neither recused nor in conflict.
                     held as (
                         select review.wave_id, review.dossier_id, review.submitted_at from reviews review
                         where review.wave_id = any ({ids}) and review.recusal_at is null and review.set_aside_at is null
                           and not exists (select from reviews_in_conflict() kept where kept.id = review.id)),
                     -- Whatever nobody has judged yet, and whether it can be filed anew until its date.
                     unchecked as (
                         select dossier.id, coalesce(dossier.step_due_ends_at, cut_off.deadline_ends_at)
                                                > (select portal_now()) as ahead
                         from dossiers dossier join cut_offs cut_off on cut_off.id = dossier.cut_off_id
                         where dossier.wave_id = any ({ids}) and dossier.withdrawal_at is null
                           and dossier.exclusion_at is null and dossier.dismissal_at is null
                           and dossier.reopening_at is null and dossier.eligibility_at is null)
                select wave.id as wave,
                       count(dossier.id) filter (where dossier.filed_at is null)::int as drafts,
                       count(dossier.filed_at)::int as filed,
                       count(dossier.withdrawal_at)::int as withdrawn,
                       count(*) filter (where not unchecked.ahead)::int as to_check,
                       count(*) filter (where unchecked.ahead)::int as not_yet_to_check,
                       count(*) filter (where dossier.eligibility_is_eligible and dossier.exclusion_at is null
                           and dossier.dismissal_at is null)::int as eligible,
                       count(*) filter (where not dossier.eligibility_is_eligible)::int as ineligible,
                       count(dossier.exclusion_at)::int as excluded,
                       count(dossier.dismissal_at)::int as dismissed,
                       count(dossier.reopening_at) filter (
                           where dossier.withdrawal_at is null and dossier.dismissal_at is null)::int as reopened,
                       count(*) filter (where dossier.eligibility_is_eligible and dossier.is_filed_in_part
                           and dossier.exclusion_at is null and dossier.dismissal_at is null)::int as verdicts_awaited,
                       count(dossier.complements_asked) filter (where dossier.withdrawal_at is null)::int
                           as complements_owed,
                       (select count(*) from experts where wave_id = wave.id)::int as experts,
                       (select count(*) from held where wave_id = wave.id
                          and dossier_id not in (select dossier_id from own))::int
                           as reviews_assigned,
                       (select count(submitted_at) from held where wave_id = wave.id
                          and dossier_id not in (select dossier_id from own))::int
                           as reviews_submitted,
                       count(*) filter (where dossier.eligibility_is_eligible and dossier.exclusion_at is null
                           and dossier.dismissal_at is null and not exists (
                               select from held where dossier_id = dossier.id))::int
                           as without_reviewer,
                       (select count(*) from decisions where wave_id = wave.id and moved_at is null
                          and dossier_id not in (select dossier_id from own))::int as decided,
                       (select count(list_id) from decisions where wave_id = wave.id and moved_at is null
                          and dossier_id not in (select dossier_id from own))::int as listed
                from waves wave
                left join dossiers dossier
                  on dossier.wave_id = wave.id and dossier.removal_at is null and dossier.id not in (select dossier_id from own)
                left join unchecked on unchecked.id = dossier.id
                where wave.id = any ({ids})
                group by wave.id
                """
            )
            .ToDictionaryAsync(progress => new WaveId(progress.Wave), cancellation);
    }
}
