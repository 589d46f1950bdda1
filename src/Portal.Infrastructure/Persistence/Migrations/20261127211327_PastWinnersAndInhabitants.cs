using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class PastWinnersAndInhabitants : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(name: "pk_winners", table: "winners");

            migrationBuilder.AlterColumn<Guid>(
                name: "dossier_id",
                table: "winners",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid"
            );

            migrationBuilder.AddColumn<string>(
                name: "source",
                table: "winner_lists",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "inhabitants",
                table: "programme_terms",
                type: "jsonb",
                nullable: true
            );

            migrationBuilder.AddPrimaryKey(
                name: "pk_winners",
                table: "winners",
                columns: new[] { "list_id", "number" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_winners_list_id_dossier_id",
                table: "winners",
                columns: new[] { "list_id", "dossier_id" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_winner_lists_wave_id1",
                table: "winner_lists",
                column: "wave_id",
                unique: true,
                filter: "source is not null and dropped_at is null"
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(name: "pk_winners", table: "winners");

            migrationBuilder.DropIndex(name: "ix_winners_list_id_dossier_id", table: "winners");

            migrationBuilder.DropIndex(name: "ix_winner_lists_wave_id1", table: "winner_lists");

            migrationBuilder.DropColumn(name: "source", table: "winner_lists");

            migrationBuilder.DropColumn(name: "inhabitants", table: "programme_terms");

            migrationBuilder.AlterColumn<Guid>(
                name: "dossier_id",
                table: "winners",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true
            );

            migrationBuilder.AddPrimaryKey(
                name: "pk_winners",
                table: "winners",
                columns: new[] { "list_id", "dossier_id" }
            );
        }
    }
}
