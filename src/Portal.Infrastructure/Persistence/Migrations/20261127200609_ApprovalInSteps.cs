using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class ApprovalInSteps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "changes",
                table: "winner_lists",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'"
            );

            migrationBuilder.AddColumn<string>(
                name: "steps",
                table: "winner_lists",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'"
            );

            migrationBuilder.AddColumn<string>(
                name: "approvals",
                table: "calls",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'"
            );

            migrationBuilder.CreateTable(
                name: "list_signatures",
                columns: table => new
                {
                    list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    voided_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_list_signatures", x => new { x.list_id, x.number });
                    table.ForeignKey(
                        name: "fk_list_signatures_winner_lists_list_id",
                        column: x => x.list_id,
                        principalTable: "winner_lists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_list_signatures_list_id_by",
                table: "list_signatures",
                columns: new[] { "list_id", "by" },
                unique: true,
                filter: "voided_at is null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_list_signatures_list_id_step",
                table: "list_signatures",
                columns: new[] { "list_id", "step" },
                unique: true,
                filter: "voided_at is null"
            );

            // Lists that stand had one step, of a publisher; who approved them signed it.
            migrationBuilder.Sql(
                """
                update winner_lists set steps = '[{"key": "approval", "title": {"fr": "Approbation", "en": "Approval"}, "signatory": "publisher", "person": null}]';
                alter table winner_lists alter column steps drop default;
                insert into list_signatures (list_id, number, step, "by", at)
                select id, 1, 1, approved_by, approved_at from winner_lists where approved_at is not null;
                """
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "list_signatures");

            migrationBuilder.DropColumn(name: "changes", table: "winner_lists");

            migrationBuilder.DropColumn(name: "steps", table: "winner_lists");

            migrationBuilder.DropColumn(name: "approvals", table: "calls");
        }
    }
}
