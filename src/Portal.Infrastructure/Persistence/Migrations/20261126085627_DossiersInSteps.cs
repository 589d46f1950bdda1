using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class DossiersInSteps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "step",
                table: "filings",
                type: "integer",
                nullable: false,
                defaultValue: 1
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "step_due_at",
                table: "filings",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTime>(
                name: "step_due_civil",
                table: "filings",
                type: "timestamp without time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "step_due_ends_at",
                table: "filings",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<int>(
                name: "step_due_grace_seconds",
                table: "filings",
                type: "integer",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "step_due_zone",
                table: "filings",
                type: "character varying(60)",
                maxLength: 60,
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "dismissal_at",
                table: "dossiers",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(name: "dismissal_by", table: "dossiers", type: "uuid", nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "dismissal_may_refile",
                table: "dossiers",
                type: "boolean",
                nullable: true
            );

            migrationBuilder.AddColumn<bool>(
                name: "is_filed_in_part",
                table: "dossiers",
                type: "boolean",
                nullable: false,
                defaultValue: false
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "reopening_at",
                table: "dossiers",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(name: "reopening_by", table: "dossiers", type: "uuid", nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "step",
                table: "dossiers",
                type: "integer",
                nullable: false,
                defaultValue: 1
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "step_due_at",
                table: "dossiers",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTime>(
                name: "step_due_civil",
                table: "dossiers",
                type: "timestamp without time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "step_due_ends_at",
                table: "dossiers",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<int>(
                name: "step_due_grace_seconds",
                table: "dossiers",
                type: "integer",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "step_due_zone",
                table: "dossiers",
                type: "character varying(60)",
                maxLength: 60,
                nullable: true
            );

            migrationBuilder.CreateTable(
                name: "verdicts",
                columns: table => new
                {
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    filing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    answer = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    remarks = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    due_civil = table.Column<DateTime>(type: "timestamp without time zone", nullable: true),
                    due_ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    due_grace_seconds = table.Column<int>(type: "integer", nullable: true),
                    due_zone = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_verdicts", x => new { x.dossier_id, x.filing_id });
                    table.ForeignKey(
                        name: "fk_verdicts_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_verdicts_filings_filing_id",
                        column: x => x.filing_id,
                        principalTable: "filings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateIndex(name: "ix_verdicts_filing_id", table: "verdicts", column: "filing_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "verdicts");

            migrationBuilder.DropColumn(name: "step", table: "filings");

            migrationBuilder.DropColumn(name: "step_due_at", table: "filings");

            migrationBuilder.DropColumn(name: "step_due_civil", table: "filings");

            migrationBuilder.DropColumn(name: "step_due_ends_at", table: "filings");

            migrationBuilder.DropColumn(name: "step_due_grace_seconds", table: "filings");

            migrationBuilder.DropColumn(name: "step_due_zone", table: "filings");

            migrationBuilder.DropColumn(name: "dismissal_at", table: "dossiers");

            migrationBuilder.DropColumn(name: "dismissal_by", table: "dossiers");

            migrationBuilder.DropColumn(name: "dismissal_may_refile", table: "dossiers");

            migrationBuilder.DropColumn(name: "is_filed_in_part", table: "dossiers");

            migrationBuilder.DropColumn(name: "reopening_at", table: "dossiers");

            migrationBuilder.DropColumn(name: "reopening_by", table: "dossiers");

            migrationBuilder.DropColumn(name: "step", table: "dossiers");

            migrationBuilder.DropColumn(name: "step_due_at", table: "dossiers");

            migrationBuilder.DropColumn(name: "step_due_civil", table: "dossiers");

            migrationBuilder.DropColumn(name: "step_due_ends_at", table: "dossiers");

            migrationBuilder.DropColumn(name: "step_due_grace_seconds", table: "dossiers");

            migrationBuilder.DropColumn(name: "step_due_zone", table: "dossiers");
        }
    }
}
