using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Deciding : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "ix_decisions_dossier_id", table: "decisions");

            migrationBuilder.DropIndex(name: "ix_decisions_list_id", table: "decisions");

            migrationBuilder.AddColumn<string>(
                name: "conditions",
                table: "decisions",
                type: "text",
                nullable: false,
                defaultValue: ""
            );

            migrationBuilder.AddColumn<string>(
                name: "criteria",
                table: "decisions",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'"
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "moved_at",
                table: "decisions",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(name: "moves_to", table: "decisions", type: "uuid", nullable: true);

            migrationBuilder.AddColumn<int>(name: "reserve_rank", table: "decisions", type: "integer", nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_decisions_dossier_id",
                table: "decisions",
                column: "dossier_id",
                unique: true,
                filter: "moved_at is null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_decisions_list_id_reserve_rank",
                table: "decisions",
                columns: new[] { "list_id", "reserve_rank" },
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_decisions_moves_to", table: "decisions", column: "moves_to");

            migrationBuilder.AddCheckConstraint(
                name: "moved_where_it_was_to",
                table: "decisions",
                sql: "moved_at is null or moves_to is not null"
            );

            migrationBuilder.AddCheckConstraint(
                name: "moves_to_a_cut_off",
                table: "decisions",
                sql: "(outcome = 'NextCutOff') = (moves_to is not null)"
            );

            migrationBuilder.AddCheckConstraint(
                name: "reserve_has_a_rank",
                table: "decisions",
                sql: "(outcome = 'Reserve') = (reserve_rank is not null)"
            );

            migrationBuilder.AddCheckConstraint(
                name: "reserve_rank_from_1",
                table: "decisions",
                sql: "reserve_rank > 0"
            );

            migrationBuilder.AddForeignKey(
                name: "fk_decisions_cut_offs_moves_to",
                table: "decisions",
                column: "moves_to",
                principalTable: "cut_offs",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(name: "fk_decisions_cut_offs_moves_to", table: "decisions");

            migrationBuilder.DropIndex(name: "ix_decisions_dossier_id", table: "decisions");

            migrationBuilder.DropIndex(name: "ix_decisions_list_id_reserve_rank", table: "decisions");

            migrationBuilder.DropIndex(name: "ix_decisions_moves_to", table: "decisions");

            migrationBuilder.DropCheckConstraint(name: "moved_where_it_was_to", table: "decisions");

            migrationBuilder.DropCheckConstraint(name: "moves_to_a_cut_off", table: "decisions");

            migrationBuilder.DropCheckConstraint(name: "reserve_has_a_rank", table: "decisions");

            migrationBuilder.DropCheckConstraint(name: "reserve_rank_from_1", table: "decisions");

            migrationBuilder.DropColumn(name: "conditions", table: "decisions");

            migrationBuilder.DropColumn(name: "criteria", table: "decisions");

            migrationBuilder.DropColumn(name: "moved_at", table: "decisions");

            migrationBuilder.DropColumn(name: "moves_to", table: "decisions");

            migrationBuilder.DropColumn(name: "reserve_rank", table: "decisions");

            migrationBuilder.CreateIndex(
                name: "ix_decisions_dossier_id",
                table: "decisions",
                column: "dossier_id",
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_decisions_list_id", table: "decisions", column: "list_id");
        }
    }
}
