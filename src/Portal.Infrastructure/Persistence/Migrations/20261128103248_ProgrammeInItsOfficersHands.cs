using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class ProgrammeInItsOfficersHands : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "id",
                table: "programme_events",
                type: "uuid",
                nullable: false,
                defaultValueSql: "gen_random_uuid()"
            );

            migrationBuilder.AddColumn<uint>(
                name: "xmin",
                table: "programme_events",
                type: "xid",
                rowVersion: true,
                nullable: false,
                defaultValue: 0u
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "closed_at",
                table: "contact_bodies",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(
                name: "id",
                table: "cohorts",
                type: "uuid",
                nullable: false,
                defaultValueSql: "gen_random_uuid()"
            );

            migrationBuilder.AddColumn<uint>(
                name: "xmin",
                table: "cohorts",
                type: "xid",
                rowVersion: true,
                nullable: false,
                defaultValue: 0u
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "placed_at",
                table: "admissions",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_programme_events_id",
                table: "programme_events",
                column: "id",
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_cohorts_id", table: "cohorts", column: "id", unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "ix_programme_events_id", table: "programme_events");

            migrationBuilder.DropIndex(name: "ix_cohorts_id", table: "cohorts");

            migrationBuilder.DropColumn(name: "id", table: "programme_events");

            migrationBuilder.DropColumn(name: "xmin", table: "programme_events");

            migrationBuilder.DropColumn(name: "closed_at", table: "contact_bodies");

            migrationBuilder.DropColumn(name: "id", table: "cohorts");

            migrationBuilder.DropColumn(name: "xmin", table: "cohorts");

            migrationBuilder.DropColumn(name: "placed_at", table: "admissions");
        }
    }
}
