using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class CorrectionsOfLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "corrected_at",
                table: "winners",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "since",
                table: "winners",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "corrected_at",
                table: "winner_lists",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<decimal>(
                name: "envelope",
                table: "winner_lists",
                type: "numeric(14,2)",
                precision: 14,
                scale: 2,
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "corrected_at",
                table: "decisions",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "declined_at",
                table: "decisions",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(name: "declined_by", table: "decisions", type: "uuid", nullable: true);

            migrationBuilder.CreateTable(
                name: "corrections",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    list_id = table.Column<Guid>(type: "uuid", nullable: false),
                    wave_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    items = table.Column<string>(type: "jsonb", nullable: false),
                    prepared_by = table.Column<Guid>(type: "uuid", nullable: false),
                    prepared_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    publish_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    steps = table.Column<string>(type: "jsonb", nullable: false),
                    signatures = table.Column<string>(type: "jsonb", nullable: false),
                    approved_by = table.Column<Guid>(type: "uuid", nullable: true),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    dropped_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_corrections", x => x.id);
                    table.CheckConstraint("four_eyes", "approved_by is null or approved_by <> prepared_by");
                    table.CheckConstraint("published_once_approved", "published_at is null or approved_at is not null");
                    table.ForeignKey(
                        name: "fk_corrections_winner_lists_list_id",
                        column: x => x.list_id,
                        principalTable: "winner_lists",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_corrections_list_id",
                table: "corrections",
                column: "list_id",
                unique: true,
                filter: "published_at is null and dropped_at is null"
            );

            // What lists that are public by now gave is what their reserve moves up within.
            migrationBuilder.Sql(
                """
                update winner_lists list set envelope = coalesce(
                    (select sum(amount) from winners where winners.list_id = list.id), 0)
                where published_at is not null;
                """
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "corrections");

            migrationBuilder.DropColumn(name: "corrected_at", table: "winners");

            migrationBuilder.DropColumn(name: "since", table: "winners");

            migrationBuilder.DropColumn(name: "corrected_at", table: "winner_lists");

            migrationBuilder.DropColumn(name: "envelope", table: "winner_lists");

            migrationBuilder.DropColumn(name: "corrected_at", table: "decisions");

            migrationBuilder.DropColumn(name: "declined_at", table: "decisions");

            migrationBuilder.DropColumn(name: "declined_by", table: "decisions");
        }
    }
}
