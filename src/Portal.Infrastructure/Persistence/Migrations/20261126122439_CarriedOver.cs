using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class CarriedOver : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(name: "carried_from", table: "dossiers", type: "uuid", nullable: true);

            migrationBuilder.AddColumn<Guid>(name: "carried_to", table: "dossiers", type: "uuid", nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "stored_as",
                table: "attachments",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000")
            );

            // Every file so far lies under its own id.
            migrationBuilder.Sql(
                "update attachments set stored_as = id; alter table attachments alter column stored_as drop default;"
            );

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_carried_from",
                table: "dossiers",
                column: "carried_from",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_carried_to",
                table: "dossiers",
                column: "carried_to",
                unique: true
            );

            migrationBuilder.AddForeignKey(
                name: "fk_dossiers_dossiers_carried_from",
                table: "dossiers",
                column: "carried_from",
                principalTable: "dossiers",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict
            );

            migrationBuilder.AddForeignKey(
                name: "fk_dossiers_dossiers_carried_to",
                table: "dossiers",
                column: "carried_to",
                principalTable: "dossiers",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(name: "fk_dossiers_dossiers_carried_from", table: "dossiers");

            migrationBuilder.DropForeignKey(name: "fk_dossiers_dossiers_carried_to", table: "dossiers");

            migrationBuilder.DropIndex(name: "ix_dossiers_carried_from", table: "dossiers");

            migrationBuilder.DropIndex(name: "ix_dossiers_carried_to", table: "dossiers");

            migrationBuilder.DropColumn(name: "carried_from", table: "dossiers");

            migrationBuilder.DropColumn(name: "carried_to", table: "dossiers");

            migrationBuilder.DropColumn(name: "stored_as", table: "attachments");
        }
    }
}
