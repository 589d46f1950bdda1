using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions.Appeals;
using Portal.Domain.Retention;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Retention;

/// <summary>
/// The waves whose reviews nobody needs any more to answer for a decision: all of it is told, the last remedy is over, and
/// so is the last project, whose interim reports their experts judge.
/// </summary>
public sealed class HeldReviews(PortalDbContext db, RetentionRules rules) : IHolding
{
    public async Task<IReadOnlyList<HeldRow>> EndingAsync(DateTimeOffset by, Guid? only, CancellationToken cancellation)
    {
        var inForce = await rules.ReadAsync(cancellation);
        var before = by - TimeSpan.FromDays(inForce.ShortestOf(RetainedKind.Review)) + Held.Notice;
        var found = await db
            .Database.SqlQuery<Found>(
                $"""
                with told as (
                    select decision.dossier_id, decision.wave_id, coalesce(decision.corrected_at, list.publish_at) as at
                    from decisions decision join winner_lists list on list.id = decision.list_id
                    where decision.moved_at is null and list.approved_at is not null and list.publish_at <= {by})
                select wave.id as wave_id, call.id as call_id, call.slug as call, wave.number as wave, last.told_at,
                       last.ended_at, wave.forgetting_announced_at as announced_at
                from waves wave
                join calls call on call.id = wave.call_id,
                     lateral (
                        select greatest(
                                   (select max(at) from told where told.wave_id = wave.id),
                                   (select max(done.over_at) from dossiers_over() done
                                    join dossiers on dossiers.id = done.dossier_id where dossiers.wave_id = wave.id),
                                   (select max(deadline_ends_at) from cut_offs where cut_offs.wave_id = wave.id)) as told_at,
                               (select max(ending_at) from projects where projects.wave_id = wave.id) as ended_at) last
                where wave.experts_forgotten_at is null and wave.every_months is null and last.told_at <= {before}
                  and exists (select from experts where experts.wave_id = wave.id)
                  and not exists (select from projects where projects.wave_id = wave.id and ending_at is null)
                  and not exists (
                      select from dossiers dossier
                      where dossier.wave_id = wave.id and dossier.number is not null
                        and not exists (select from told where told.dossier_id = dossier.id)
                        and not exists (select from dossiers_over() done where done.dossier_id = dossier.id))
                  and ({only}::uuid is null or wave.id = {only})
                order by last.told_at
                """
            )
            .ToListAsync(cancellation);
        var ids = found.Select(one => new WaveId(one.WaveId)).ToList();
        var appeals = await (
            from appeal in db.Appeals.AsNoTracking()
            join dossier in db.Dossiers on appeal.DossierId equals dossier.Id
            where ids.Contains(dossier.WaveId)
            select new { Wave = dossier.WaveId, Appeal = appeal }
        ).ToListAsync(cancellation);
        var ofWaves = appeals.ToLookup(one => one.Wave.Value, one => one.Appeal);
        return [.. found.Select(one => one.RowUnder(inForce, ofWaves[one.WaveId])).Where(row => row.Held.IsNearAt(by))];
    }

    private sealed record Found(
        Guid WaveId,
        Guid CallId,
        string Call,
        int Wave,
        DateTimeOffset ToldAt,
        DateTimeOffset? EndedAt,
        DateTimeOffset? AnnouncedAt
    )
    {
        public HeldRow RowUnder(RulesInForce rules, IEnumerable<Appeal> appeals)
        {
            var end = Remedies.EndOf(ToldAt, appeals);
            var days = rules.DaysOf(RetainedKind.Review, new CallId(CallId));
            return new HeldRow(
                new Held(RetainedKind.Review, WaveId, EndedAt > end ? EndedAt.Value : end, AnnouncedAt, days)
                {
                    AwaitsVisa = !rules.Of(RetainedKind.Review).IsInForce,
                },
                Call,
                Wave
            );
        }
    }
}
