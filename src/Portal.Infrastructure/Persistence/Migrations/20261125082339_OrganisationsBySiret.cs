using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class OrganisationsBySiret : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "filed_organisations",
                columns: table => new
                {
                    filing_id = table.Column<Guid>(type: "uuid", nullable: false),
                    siret = table.Column<string>(type: "character varying(14)", maxLength: 14, nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_filed_organisations", x => new { x.filing_id, x.siret });
                    table.ForeignKey(
                        name: "fk_filed_organisations_filings_filing_id",
                        column: x => x.filing_id,
                        principalTable: "filings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "organisation_look_ups",
                columns: table => new
                {
                    siret = table.Column<string>(type: "character varying(14)", maxLength: 14, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    is_unknown = table.Column<bool>(type: "boolean", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    queued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisation_look_ups", x => x.siret);
                }
            );

            migrationBuilder.CreateTable(
                name: "organisations",
                columns: table => new
                {
                    siret = table.Column<string>(type: "character varying(14)", maxLength: 14, nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    legal_form = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    activity = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    street = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    postcode = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    city = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    city_code = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    region = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_organisations", x => x.siret);
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_filed_organisations_siret",
                table: "filed_organisations",
                column: "siret"
            );

            migrationBuilder.CreateIndex(
                name: "ix_organisation_look_ups_due_at",
                table: "organisation_look_ups",
                column: "due_at"
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "filed_organisations");

            migrationBuilder.DropTable(name: "organisation_look_ups");

            migrationBuilder.DropTable(name: "organisations");
        }
    }
}
