using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class LettersAndAppeals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "letters",
                table: "winner_lists",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'"
            );

            migrationBuilder.AddColumn<Guid>(name: "letter_of", table: "outbox", type: "uuid", nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "letters",
                table: "calls",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'"
            );

            migrationBuilder.CreateTable(
                name: "appeals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    decision_id = table.Column<Guid>(type: "uuid", nullable: false),
                    notified_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    lodged_by = table.Column<Guid>(type: "uuid", nullable: false),
                    lodged_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    is_upheld = table.Column<bool>(type: "boolean", nullable: true),
                    answer = table.Column<string>(type: "text", nullable: false),
                    answered_by = table.Column<Guid>(type: "uuid", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appeals", x => x.id);
                    table.CheckConstraint(
                        "answered_whole",
                        "(is_upheld is null) = (answered_at is null) and (answered_by is null) = (answered_at is null) and (answer = '') = (answered_at is null)"
                    );
                    table.ForeignKey(
                        name: "fk_appeals_decisions_decision_id",
                        column: x => x.decision_id,
                        principalTable: "decisions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_appeals_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_appeals_decision_id_notified_at",
                table: "appeals",
                columns: new[] { "decision_id", "notified_at" },
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_appeals_dossier_id", table: "appeals", column: "dossier_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "appeals");

            migrationBuilder.DropColumn(name: "letters", table: "winner_lists");

            migrationBuilder.DropColumn(name: "letter_of", table: "outbox");

            migrationBuilder.DropColumn(name: "letters", table: "calls");
        }
    }
}
