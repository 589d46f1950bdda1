using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Bounces : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "bounce_kind",
                table: "outbox",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "bounce_said",
                table: "outbox",
                type: "character varying(600)",
                maxLength: 600,
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "bounced_at",
                table: "outbox",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.CreateTable(
                name: "address_refusals",
                columns: table => new
                {
                    address = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    refused_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    status = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_address_refusals", x => x.address);
                }
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "address_refusals");

            migrationBuilder.DropColumn(name: "bounce_kind", table: "outbox");

            migrationBuilder.DropColumn(name: "bounce_said", table: "outbox");

            migrationBuilder.DropColumn(name: "bounced_at", table: "outbox");
        }
    }
}
