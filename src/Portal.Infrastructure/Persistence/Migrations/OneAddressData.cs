using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Infrastructure.Persistence.Migrations;

/// <summary>
/// What of the data that is there goes along: of several experts of a wave whose addresses differ in their letters' case,
/// the one who came farthest keeps it, with the place on the standby list and the conflicts of the others. Those stay in the
/// pool as if their address had been erased, and their links open nothing.
/// </summary>
internal static class OneAddressData
{
    /// <summary>Once the collation is there, and before columns have it.</summary>
    public static void Prepare(MigrationBuilder migration) =>
        migration.Sql(
            """
            create temporary table twice on commit drop as
              select ranked.id, ranked.kept, ranked.standby
              from (
                select one.id, one.standby, first_value(one.id) over (
                  partition by one.wave_id, one.email collate ignores_case
                  order by serving.id is null, sent.answer_accepted is not true, sent.id is null, one.added_at, one.id
                ) as kept
                from pool_experts one
                left join expert_invitations sent on sent.pool_expert_id = one.id
                left join experts serving on serving.pool_expert_id = one.id
                where one.email is not null
              ) ranked
              where ranked.id <> ranked.kept;
            insert into conflicts (pool_expert_id, dossier_id, kind, evidence, found_at, noted_by)
              select twice.kept, conflict.dossier_id, conflict.kind, conflict.evidence, conflict.found_at, conflict.noted_by
              from conflicts conflict join twice on twice.id = conflict.pool_expert_id
              where conflict.lifting_at is null
              on conflict do nothing;
            update pool_experts one set standby = twice.standby
              from twice where twice.kept = one.id and one.standby is null
                and not exists (select from expert_invitations sent where sent.pool_expert_id = one.id);
            update expert_invitations set email = null where pool_expert_id in (select id from twice);
            update pool_experts set email = null, standby = null where id in (select id from twice);
            update expert_invitations set email = null
              where id in (
                select ranked.id
                from (
                  select id, row_number() over (
                    partition by wave_id, email collate ignores_case order by answer_accepted is not true, invited_at, id
                  ) as place
                  from expert_invitations where email is not null
                ) ranked
                where ranked.place > 1
              );
            """
        );

    /// <summary>Of what was followed, the rest stays closed.</summary>
    public static void Fill(MigrationBuilder migration) =>
        migration.Sql(
            "update expert_invitations set lapsed_at = followed_at where followed_at is not null and answer_at is null;"
        );
}
