using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class PoolFollowsInvitations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(name: "standby", table: "pool_experts", type: "integer", nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "followed_at",
                table: "expert_invitations",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "reminded_at",
                table: "expert_invitations",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "reminder_hash",
                table: "expert_invitations",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "substitute_email",
                table: "expert_invitations",
                type: "character varying(254)",
                maxLength: 254,
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "substitute_name",
                table: "expert_invitations",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true
            );

            migrationBuilder.AddColumn<int>(
                name: "validity_days",
                table: "expert_invitations",
                type: "integer",
                nullable: false,
                defaultValue: 21
            );

            migrationBuilder.CreateIndex(
                name: "ix_expert_invitations_reminder_hash",
                table: "expert_invitations",
                column: "reminder_hash",
                unique: true
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "ix_expert_invitations_reminder_hash", table: "expert_invitations");

            migrationBuilder.DropColumn(name: "standby", table: "pool_experts");

            migrationBuilder.DropColumn(name: "followed_at", table: "expert_invitations");

            migrationBuilder.DropColumn(name: "reminded_at", table: "expert_invitations");

            migrationBuilder.DropColumn(name: "reminder_hash", table: "expert_invitations");

            migrationBuilder.DropColumn(name: "substitute_email", table: "expert_invitations");

            migrationBuilder.DropColumn(name: "substitute_name", table: "expert_invitations");

            migrationBuilder.DropColumn(name: "validity_days", table: "expert_invitations");
        }
    }
}
