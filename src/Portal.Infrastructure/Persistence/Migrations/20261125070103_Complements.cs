using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Complements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "ix_reviews_dossier_id_expert_id", table: "reviews");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "set_aside_at",
                table: "reviews",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(
                name: "complements_asked",
                table: "dossiers",
                type: "uuid",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "exclusion_at",
                table: "dossiers",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(name: "exclusion_missed", table: "dossiers", type: "uuid", nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "missed_complements",
                table: "calls",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "NextCutOff"
            );

            migrationBuilder.CreateTable(
                name: "complement_requests",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    filing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    items = table.Column<string>(type: "jsonb", nullable: false),
                    sections = table.Column<string[]>(type: "text[]", nullable: false),
                    note = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    asked_by = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    answer_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    answer_by = table.Column<Guid>(type: "uuid", nullable: true),
                    answer_filing_id = table.Column<Guid>(type: "uuid", nullable: true),
                    answer_words = table.Column<string>(type: "text", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_civil = table.Column<DateTime>(type: "timestamp without time zone", nullable: false),
                    due_ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_grace_seconds = table.Column<int>(type: "integer", nullable: false),
                    due_zone = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    missed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    missed_moved_to = table.Column<Guid>(type: "uuid", nullable: true),
                    withdrawal_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    withdrawal_by = table.Column<Guid>(type: "uuid", nullable: true),
                    withdrawal_reason = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_complement_requests", x => x.id);
                    table.ForeignKey(
                        name: "fk_complement_requests_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_complement_requests_filings_filing_id",
                        column: x => x.filing_id,
                        principalTable: "filings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_reviews_dossier_id_expert_id",
                table: "reviews",
                columns: new[] { "dossier_id", "expert_id" },
                unique: true,
                filter: "set_aside_at is null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_complement_requests_dossier_id_asked_at",
                table: "complement_requests",
                columns: new[] { "dossier_id", "asked_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_complement_requests_filing_id",
                table: "complement_requests",
                column: "filing_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_complement_requests_open",
                table: "complement_requests",
                column: "dossier_id",
                unique: true,
                filter: "answer_at is null and withdrawal_at is null and missed_at is null"
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "complement_requests");

            migrationBuilder.DropIndex(name: "ix_reviews_dossier_id_expert_id", table: "reviews");

            migrationBuilder.DropColumn(name: "set_aside_at", table: "reviews");

            migrationBuilder.DropColumn(name: "complements_asked", table: "dossiers");

            migrationBuilder.DropColumn(name: "exclusion_at", table: "dossiers");

            migrationBuilder.DropColumn(name: "exclusion_missed", table: "dossiers");

            migrationBuilder.DropColumn(name: "missed_complements", table: "calls");

            migrationBuilder.CreateIndex(
                name: "ix_reviews_dossier_id_expert_id",
                table: "reviews",
                columns: new[] { "dossier_id", "expert_id" },
                unique: true
            );
        }
    }
}
