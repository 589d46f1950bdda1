using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Infrastructure.Persistence.Migrations;

/// <summary>
/// What of the data that is there goes along: what was said of reviews that were set aside is set aside with them. A
/// conflict that was gone before the dossier was given to its expert keeps nobody back now; invitations that were lost
/// before call nobody.
/// </summary>
internal static class ReviewRoundsData
{
    /// <summary>
    /// A submitted review was set aside with all others of its dossier only. Before the index that wants one synthesis a
    /// dossier; once the columns are there.
    /// </summary>
    public static void Fill(MigrationBuilder migration) =>
        migration.Sql(
            """
            update syntheses synthesis set set_aside_at = review.set_aside_at
              from reviews review
              where review.id = synthesis.rapporteur and review.submitted_at is not null;
            update discussion_messages message set set_aside_at = round.ended_at
              from (
                select said.id, min(review.set_aside_at) as ended_at
                from discussion_messages said join reviews review on review.dossier_id = said.dossier_id
                where review.submitted_at is not null and review.set_aside_at >= said.written_at
                group by said.id
              ) round
              where round.id = message.id;
            delete from conflicts conflict using experts expert, reviews review
              where conflict.gone_at is not null and conflict.lifting_at is null
                and expert.pool_expert_id = conflict.pool_expert_id and review.expert_id = expert.id
                and review.dossier_id = conflict.dossier_id and review.assigned_at >= conflict.gone_at;
            update expert_invitations set followed_at = now()
              where not answer_accepted or (answer_at is null and invited_at + interval '21 days' < now());
            """
        );
}
