using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Infrastructure.Persistence.Migrations;

/// <summary>What of the data that is there goes along: experts and invitations come into the pools of their waves.</summary>
internal static class EvaluationData
{
    /// <summary>Before anything changes: conflicts are put by, since what they hang on changes.</summary>
    public static void Prepare(MigrationBuilder migration) =>
        migration.Sql(
            """
            create table conflicts_before as
              select conflict.*, expert.wave_id, expert.email, expert.person
              from conflicts conflict join experts expert on expert.id = conflict.expert_id;
            delete from conflicts;
            """
        );

    /// <summary>
    /// Once tables and columns are there, and before what refers to them is checked. An entry has the id of the invitation
    /// that it comes from.
    /// </summary>
    public static void Fill(MigrationBuilder migration) =>
        migration.Sql(
            """
            insert into pool_experts (id, wave_id, name, email, role, organisation, capacity, language, skills, texts, links, aliases, added_at)
              select sent.id, sent.wave_id, sent.name, sent.email, 'Other', sent.organisation, 6,
                coalesce((select account.language from accounts account where account.normalized_email = upper(sent.email)), 'fr'),
                '{}', '[]', '[]', '[]', sent.invited_at
              from expert_invitations sent;
            update expert_invitations set pool_expert_id = id;
            update experts expert set pool_expert_id = sent.id
              from expert_invitations sent
              where sent.wave_id = expert.wave_id and sent.email = expert.email;
            insert into conflicts (pool_expert_id, dossier_id, kind, evidence, found_at, noted_by)
              select expert.pool_expert_id, before.dossier_id,
                case when before.declared_by = before.person then 'Declared' else 'NotedByStaff' end,
                left(before.reason, 500), before.declared_at, before.declared_by
              from conflicts_before before join experts expert on expert.id = before.expert_id;
            drop table conflicts_before;
            """
        );
}
