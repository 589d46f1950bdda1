using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Retention;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Retention;

/// <param name="Draft">What is held.</param>
/// <param name="Call">The call's name in addresses.</param>
/// <param name="Wave">Its number.</param>
public sealed record HeldDraftRow(HeldDraft Draft, string Call, int Wave);

/// <summary>The drafts that nobody filed and whose time comes near, for the job that erases them and the page that tells before.</summary>
public sealed class HeldDrafts(PortalDbContext db)
{
    /// <summary>The rules in force, one a kind.</summary>
    public async Task<IReadOnlyList<RetentionRule>> RulesAsync(CancellationToken cancellation)
    {
        var made = await db.RetentionRules.AsNoTracking().ToListAsync(cancellation);
        return
        [
            .. Enum.GetValues<RetainedKind>()
                .Select(kind => made.Find(rule => rule.Kind == kind) ?? RetentionRule.DefaultOf(kind)),
        ];
    }

    /// <summary>Those that are to be announced or erased by a moment.</summary>
    /// <param name="by">UTC.</param>
    /// <param name="only">One of them; null for all.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<HeldDraftRow>> EndingAsync(
        DateTimeOffset by,
        DossierId? only,
        CancellationToken cancellation
    )
    {
        var rules = (await RulesAsync(cancellation)).ToDictionary(rule => rule.Kind, rule => rule.Days);
        var (drafts, removed) = (
            by - TimeSpan.FromDays(rules[RetainedKind.UnfiledDraft]) + HeldDraft.Notice,
            by - TimeSpan.FromDays(rules[RetainedKind.RemovedDraft])
        );
        var found = await db
            .Database.SqlQuery<Found>(
                $"""
                select dossier.id as dossier, dossier.removal_at is not null as is_removed, call.slug as call, wave.number as wave,
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
                  and ({only?.Value}::uuid is null or dossier.id = {only?.Value})
                order by since
                """
            )
            .ToListAsync(cancellation);
        return [.. found.Select(one => one.RowUnder(rules))];
    }

    private sealed record Found(
        Guid Dossier,
        bool IsRemoved,
        string Call,
        int Wave,
        DateTimeOffset Since,
        DateTimeOffset? AnnouncedAt
    )
    {
        public HeldDraftRow RowUnder(Dictionary<RetainedKind, int> rules)
        {
            var kind = IsRemoved ? RetainedKind.RemovedDraft : RetainedKind.UnfiledDraft;
            return new HeldDraftRow(
                new HeldDraft(new DossierId(Dossier), kind, Since, AnnouncedAt, rules[kind]),
                Call,
                Wave
            );
        }
    }
}
