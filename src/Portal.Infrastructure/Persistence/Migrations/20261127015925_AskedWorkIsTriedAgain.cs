using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class AskedWorkIsTriedAgain : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "beat_at",
                table: "ranking_runs",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<int>(
                name: "done",
                table: "ranking_runs",
                type: "integer",
                nullable: false,
                defaultValue: 0
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "failed_at",
                table: "ranking_runs",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<int>(
                name: "total",
                table: "ranking_runs",
                type: "integer",
                nullable: false,
                defaultValue: 0
            );

            migrationBuilder.AddColumn<int>(
                name: "try",
                table: "ranking_runs",
                type: "integer",
                nullable: false,
                defaultValue: 0
            );

            migrationBuilder.AddColumn<int>(
                name: "revision",
                table: "assignment_proposals",
                type: "integer",
                nullable: false,
                defaultValue: 0
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "beat_at", table: "ranking_runs");

            migrationBuilder.DropColumn(name: "done", table: "ranking_runs");

            migrationBuilder.DropColumn(name: "failed_at", table: "ranking_runs");

            migrationBuilder.DropColumn(name: "total", table: "ranking_runs");

            migrationBuilder.DropColumn(name: "try", table: "ranking_runs");

            migrationBuilder.DropColumn(name: "revision", table: "assignment_proposals");
        }
    }
}
