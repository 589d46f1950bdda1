using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class VotesAndCriteriaAreOfWhatWasRead : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "filed_at", table: "admissions");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "replied_at",
                table: "contribution_groups",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(
                name: "replied_by",
                table: "contribution_groups",
                type: "uuid",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(name: "met_with", table: "admissions", type: "uuid", nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_votes_wave_id_mailbox_cast_at",
                table: "votes",
                columns: new[] { "wave_id", "mailbox", "cast_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_contributions_consultation_id_mailbox",
                table: "contributions",
                columns: new[] { "consultation_id", "mailbox" }
            );

            // What was found was found of the filing that counts by now.
            migrationBuilder.Sql(
                """
                update admissions
                set met_with = case when met_at is not null then dossiers.filing_id end,
                    records = (select coalesce(jsonb_agg(
                                   case when jsonb_typeof(record -> 'check') = 'object'
                                        then jsonb_set(record, '{check,filing}', jsonb_build_object('value', dossiers.filing_id))
                                        else record end order by place), '[]')
                               from jsonb_array_elements(admissions.records) with ordinality as one(record, place))
                from dossiers
                where dossiers.id = admissions.dossier_id and dossiers.filing_id is not null
                """
            );
            // Of one mailbox the first vote stays, and the last contribution, where people still vote and are still to be
            // answered; what is over stays as it was counted.
            migrationBuilder.Sql(
                """
                with spelled as (
                    select id, row_number() over (
                        partition by wave_id, category, replace(split_part(mailbox, '@', 1), '.', '')
                        order by confirmed_at) as place
                    from votes
                    where confirmed_at is not null and mailbox ~ '@(gmail|googlemail)[.]com$'
                      and wave_id in (select wave_id from award_editions where votes_until_ends_at >= now())
                )
                delete from votes using spelled where votes.id = spelled.id and spelled.place > 1;

                update votes set mailbox = replace(split_part(mailbox, '@', 1), '.', '') || '@gmail.com'
                where mailbox ~ '@(gmail|googlemail)[.]com$'
                  and wave_id in (select wave_id from award_editions where votes_until_ends_at >= now());

                with spelled as (
                    select id, row_number() over (
                        partition by consultation_id, article, replace(split_part(mailbox, '@', 1), '.', '')
                        order by sent_at desc) as place
                    from contributions
                    where confirmed_at is not null and replaced_at is null and mailbox ~ '@(gmail|googlemail)[.]com$'
                      and consultation_id in (select id from consultations where answered_at is null)
                )
                update contributions set replaced_at = now(), group_id = null
                from spelled where contributions.id = spelled.id and spelled.place > 1;

                update contributions set mailbox = replace(split_part(mailbox, '@', 1), '.', '') || '@gmail.com'
                where mailbox ~ '@(gmail|googlemail)[.]com$'
                  and consultation_id in (select id from consultations where answered_at is null);
                """
            );
            // The secret of a link leaves the outbox with its mail.
            migrationBuilder.Sql(
                """
                update outbox
                set holds_secret = true, data = case when sent_at is not null then data - 'link' else data end
                where template in ('vote-asked', 'contribution-asked', 'contribution-withheld')
                """
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "ix_votes_wave_id_mailbox_cast_at", table: "votes");

            migrationBuilder.DropIndex(name: "ix_contributions_consultation_id_mailbox", table: "contributions");

            migrationBuilder.DropColumn(name: "replied_at", table: "contribution_groups");

            migrationBuilder.DropColumn(name: "replied_by", table: "contribution_groups");

            migrationBuilder.DropColumn(name: "met_with", table: "admissions");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "filed_at",
                table: "admissions",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(
                    new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified),
                    new TimeSpan(0, 0, 0, 0, 0)
                )
            );
        }
    }
}
