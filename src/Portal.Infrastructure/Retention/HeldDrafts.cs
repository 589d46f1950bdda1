using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Retention;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Retention;

/// <summary>The drafts that nobody filed and whose time comes near.</summary>
public sealed class HeldDrafts(PortalDbContext db, RetentionRules rules) : IHolding
{
    public async Task<IReadOnlyList<HeldRow>> EndingAsync(DateTimeOffset by, Guid? only, CancellationToken cancellation)
    {
        var inForce = await rules.ReadAsync(cancellation);
        var (drafts, removed) = (
            by - TimeSpan.FromDays(inForce.ShortestOf(RetainedKind.UnfiledDraft)) + Held.Notice,
            by - TimeSpan.FromDays(inForce.ShortestOf(RetainedKind.RemovedDraft))
        );
        var found = await db
            .Database.SqlQuery<Found>(
                $"""
                select dossier.id as dossier, dossier.removal_at is not null as is_removed, call.id as call_id,
                       call.slug as call, wave.number as wave,
                       coalesce(dossier.removal_at, written.since) as since, dossier.erasure_announced_at as announced_at
                from dossiers dossier
                join calls call on call.id = dossier.call_id
                join waves wave on wave.id = dossier.wave_id,
                     lateral (
                        select greatest(
                            dossier.started_at, dossier.kept_at,
                            (select max(deadline_at) from cut_offs where wave_id = dossier.wave_id),
                            (select max(saved_at) from dossier_sections where dossier_id = dossier.id),
                            (select max(uploaded_at) from attachments where dossier_id = dossier.id)) as since) written
                where dossier.number is null and dossier.filed_at is null
                  and dossier.carried_from is null and dossier.carried_to is null
                  and case when dossier.removal_at is null then written.since <= {drafts} else dossier.removal_at <= {removed} end
                  and ({only}::uuid is null or dossier.id = {only})
                order by since
                """
            )
            .ToListAsync(cancellation);
        return [.. found.Select(one => one.RowUnder(inForce)).Where(row => row.Held.IsNearAt(by))];
    }

    private sealed record Found(
        Guid Dossier,
        bool IsRemoved,
        Guid CallId,
        string Call,
        int Wave,
        DateTimeOffset Since,
        DateTimeOffset? AnnouncedAt
    )
    {
        public HeldRow RowUnder(RulesInForce rules)
        {
            var kind = IsRemoved ? RetainedKind.RemovedDraft : RetainedKind.UnfiledDraft;
            return new HeldRow(
                new Held(kind, Dossier, Since, AnnouncedAt, rules.DaysOf(kind, new CallId(CallId))),
                Call,
                Wave
            );
        }
    }
}
