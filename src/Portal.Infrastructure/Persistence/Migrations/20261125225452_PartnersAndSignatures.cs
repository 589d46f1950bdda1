using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class PartnersAndSignatures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "partner",
                table: "uploads",
                type: "character varying(80)",
                maxLength: 80,
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "partner",
                table: "team_invitations",
                type: "character varying(80)",
                maxLength: 80,
                nullable: false,
                defaultValue: "lead"
            );

            migrationBuilder.AddColumn<string>(
                name: "sign_offs",
                table: "filings",
                type: "jsonb",
                nullable: false,
                defaultValue: "[]"
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "offer_at",
                table: "dossiers",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(name: "offer_by", table: "dossiers", type: "uuid", nullable: true);

            migrationBuilder.AddColumn<Guid>(name: "offer_to", table: "dossiers", type: "uuid", nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "partner",
                table: "dossier_members",
                type: "character varying(80)",
                maxLength: 80,
                nullable: false,
                defaultValue: "lead"
            );

            migrationBuilder.AddColumn<string>(
                name: "partner",
                table: "attachments",
                type: "character varying(80)",
                maxLength: 80,
                nullable: true
            );

            migrationBuilder.CreateTable(
                name: "sign_offs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    partner = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    content_sha256 = table.Column<string>(
                        type: "character varying(64)",
                        maxLength: 64,
                        nullable: false
                    ),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_offs", x => x.id);
                    table.ForeignKey(
                        name: "fk_sign_offs_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_sign_offs_dossier_id_partner_content_sha256",
                table: "sign_offs",
                columns: new[] { "dossier_id", "partner", "content_sha256" },
                unique: true
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "sign_offs");

            migrationBuilder.DropColumn(name: "partner", table: "uploads");

            migrationBuilder.DropColumn(name: "partner", table: "team_invitations");

            migrationBuilder.DropColumn(name: "sign_offs", table: "filings");

            migrationBuilder.DropColumn(name: "offer_at", table: "dossiers");

            migrationBuilder.DropColumn(name: "offer_by", table: "dossiers");

            migrationBuilder.DropColumn(name: "offer_to", table: "dossiers");

            migrationBuilder.DropColumn(name: "partner", table: "dossier_members");

            migrationBuilder.DropColumn(name: "partner", table: "attachments");
        }
    }
}
