using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class AskedOnce : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "taken_back_at",
                table: "team_invitations",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "not_before",
                table: "outbox",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(name: "start_token", table: "dossiers", type: "uuid", nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_dossiers_carrier_start_token",
                table: "dossiers",
                columns: new[] { "carrier", "start_token" },
                unique: true
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "ix_dossiers_carrier_start_token", table: "dossiers");

            migrationBuilder.DropColumn(name: "taken_back_at", table: "team_invitations");

            migrationBuilder.DropColumn(name: "not_before", table: "outbox");

            migrationBuilder.DropColumn(name: "start_token", table: "dossiers");
        }
    }
}
