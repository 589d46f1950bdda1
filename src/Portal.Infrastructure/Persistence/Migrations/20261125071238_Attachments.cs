using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Attachments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "scan_at",
                table: "attachments",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(name: "scan_engine", table: "attachments", type: "text", nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "scan_signatures",
                table: "attachments",
                type: "text",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(name: "scan_threat", table: "attachments", type: "text", nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "scan_tried_at",
                table: "attachments",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.CreateTable(
                name: "uploads",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    section_key = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    field_key = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    offset = table.Column<long>(type: "bigint", nullable: false),
                    part_count = table.Column<int>(type: "integer", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    begun_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    touched_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attachment_id = table.Column<Guid>(type: "uuid", nullable: true),
                    refusal = table.Column<string>(type: "jsonb", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_uploads", x => x.id);
                    table.ForeignKey(
                        name: "fk_uploads_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "upload_parts",
                columns: table => new
                {
                    upload_id = table.Column<Guid>(type: "uuid", nullable: false),
                    offset = table.Column<long>(type: "bigint", nullable: false),
                    key = table.Column<Guid>(type: "uuid", nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_upload_parts", x => new { x.upload_id, x.offset });
                    table.ForeignKey(
                        name: "fk_upload_parts_uploads_upload_id",
                        column: x => x.upload_id,
                        principalTable: "uploads",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_attachments_waiting",
                table: "attachments",
                column: "uploaded_at",
                filter: "scan_at is null"
            );

            migrationBuilder.CreateIndex(name: "ix_uploads_dossier_id", table: "uploads", column: "dossier_id");

            migrationBuilder.CreateIndex(name: "ix_uploads_touched_at", table: "uploads", column: "touched_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "upload_parts");

            migrationBuilder.DropTable(name: "uploads");

            migrationBuilder.DropIndex(name: "ix_attachments_waiting", table: "attachments");

            migrationBuilder.DropColumn(name: "scan_at", table: "attachments");

            migrationBuilder.DropColumn(name: "scan_engine", table: "attachments");

            migrationBuilder.DropColumn(name: "scan_signatures", table: "attachments");

            migrationBuilder.DropColumn(name: "scan_threat", table: "attachments");

            migrationBuilder.DropColumn(name: "scan_tried_at", table: "attachments");
        }
    }
}
