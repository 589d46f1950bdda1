using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class PlansWithAgreements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<decimal>(
                name: "decided",
                table: "projects",
                type: "numeric(14,2)",
                precision: 14,
                scale: 2,
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "asked_address",
                table: "agreements",
                type: "text",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "asked_at",
                table: "agreements",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(name: "asked_by", table: "agreements", type: "uuid", nullable: true);

            migrationBuilder.AddColumn<Guid>(name: "asked_document", table: "agreements", type: "uuid", nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "asked_for_service",
                table: "agreements",
                type: "boolean",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "asked_provider",
                table: "agreements",
                type: "text",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "asked_reference",
                table: "agreements",
                type: "text",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(name: "asked_sha256", table: "agreements", type: "text", nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "plan",
                table: "agreements",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'"
            );

            PlansWithAgreementsData.Convert(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "decided", table: "projects");

            migrationBuilder.DropColumn(name: "asked_address", table: "agreements");

            migrationBuilder.DropColumn(name: "asked_at", table: "agreements");

            migrationBuilder.DropColumn(name: "asked_by", table: "agreements");

            migrationBuilder.DropColumn(name: "asked_document", table: "agreements");

            migrationBuilder.DropColumn(name: "asked_for_service", table: "agreements");

            migrationBuilder.DropColumn(name: "asked_provider", table: "agreements");

            migrationBuilder.DropColumn(name: "asked_reference", table: "agreements");

            migrationBuilder.DropColumn(name: "asked_sha256", table: "agreements");

            migrationBuilder.DropColumn(name: "plan", table: "agreements");
        }
    }
}
