using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class TeamsByPartner : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "partner",
                table: "team_invitations",
                type: "character varying(80)",
                maxLength: 80,
                nullable: false,
                defaultValue: "lead"
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "offer_at",
                table: "dossiers",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(name: "offer_by", table: "dossiers", type: "uuid", nullable: true);

            migrationBuilder.AddColumn<Guid>(name: "offer_to", table: "dossiers", type: "uuid", nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "partner",
                table: "dossier_members",
                type: "character varying(80)",
                maxLength: 80,
                nullable: false,
                defaultValue: "lead"
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "partner", table: "team_invitations");

            migrationBuilder.DropColumn(name: "offer_at", table: "dossiers");

            migrationBuilder.DropColumn(name: "offer_by", table: "dossiers");

            migrationBuilder.DropColumn(name: "offer_to", table: "dossiers");

            migrationBuilder.DropColumn(name: "partner", table: "dossier_members");
        }
    }
}
