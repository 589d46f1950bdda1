using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Decisions.Appeals;
using Portal.Domain.Retention;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Retention;

/// <summary>What was filed, got no aid, and can no longer be contested; its time runs from the end of the last remedy.</summary>
public sealed class HeldRejected(PortalDbContext db, RetentionRules rules) : IHolding
{
    public async Task<IReadOnlyList<HeldRow>> EndingAsync(DateTimeOffset by, Guid? only, CancellationToken cancellation)
    {
        var inForce = await rules.ReadAsync(cancellation);
        var before = by - TimeSpan.FromDays(inForce.ShortestOf(RetainedKind.RejectedDossier)) + Held.Notice;
        var found = await db
            .Database.SqlQuery<Found>(
                $"""
                select dossier.id as dossier, call.id as call_id, call.slug as call, wave.number as wave,
                       done.over_at, dossier.kept_at, dossier.erasure_announced_at as announced_at
                from dossiers_over() done
                join dossiers dossier on dossier.id = done.dossier_id
                join calls call on call.id = dossier.call_id
                join waves wave on wave.id = dossier.wave_id
                where dossier.erased_at is null and done.over_at <= {before}
                  and (dossier.kept_at is null or dossier.kept_at <= {before})
                  and ({only}::uuid is null or dossier.id = {only})
                order by done.over_at
                """
            )
            .ToListAsync(cancellation);
        var ids = found.Select(one => new DossierId(one.Dossier)).ToList();
        var appeals = (
            await db.Appeals.AsNoTracking().Where(one => ids.Contains(one.DossierId)).ToListAsync(cancellation)
        ).ToLookup(one => one.DossierId.Value);
        return
        [
            .. found.Select(one => one.RowUnder(inForce, appeals[one.Dossier])).Where(row => row.Held.IsNearAt(by)),
        ];
    }

    private sealed record Found(
        Guid Dossier,
        Guid CallId,
        string Call,
        int Wave,
        DateTimeOffset OverAt,
        DateTimeOffset? KeptAt,
        DateTimeOffset? AnnouncedAt
    )
    {
        public HeldRow RowUnder(RulesInForce rules, IEnumerable<Appeal> appeals)
        {
            var end = Remedies.EndOf(OverAt, appeals);
            var days = rules.DaysOf(RetainedKind.RejectedDossier, new CallId(CallId));
            return new HeldRow(
                new Held(RetainedKind.RejectedDossier, Dossier, KeptAt > end ? KeptAt.Value : end, AnnouncedAt, days)
                {
                    AwaitsVisa = !rules.Of(RetainedKind.RejectedDossier).IsInForce,
                },
                Call,
                Wave
            );
        }
    }
}
