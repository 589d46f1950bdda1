using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class RemovedDrafts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "email",
                table: "team_invitations",
                type: "character varying(254)",
                maxLength: 254,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(254)",
                oldMaxLength: 254
            );

            migrationBuilder.AddColumn<Guid>(name: "dossier_id", table: "outbox", type: "uuid", nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "email",
                table: "expert_invitations",
                type: "character varying(254)",
                maxLength: 254,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(254)",
                oldMaxLength: 254
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "removal_at",
                table: "dossiers",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(name: "removal_by", table: "dossiers", type: "uuid", nullable: true);

            migrationBuilder.AddCheckConstraint(
                name: "only_drafts_removed",
                table: "dossiers",
                sql: "removal_at is null or (filed_at is null and carried_from is null and carried_to is null)"
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(name: "only_drafts_removed", table: "dossiers");

            migrationBuilder.DropColumn(name: "dossier_id", table: "outbox");

            migrationBuilder.DropColumn(name: "removal_at", table: "dossiers");

            migrationBuilder.DropColumn(name: "removal_by", table: "dossiers");

            migrationBuilder.AlterColumn<string>(
                name: "email",
                table: "team_invitations",
                type: "character varying(254)",
                maxLength: 254,
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "character varying(254)",
                oldMaxLength: 254,
                oldNullable: true
            );

            migrationBuilder.AlterColumn<string>(
                name: "email",
                table: "expert_invitations",
                type: "character varying(254)",
                maxLength: 254,
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "character varying(254)",
                oldMaxLength: 254,
                oldNullable: true
            );
        }
    }
}
