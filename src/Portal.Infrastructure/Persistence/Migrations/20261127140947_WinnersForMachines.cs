using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class WinnersForMachines : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(name: "duration_months", table: "winners", type: "integer", nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "lead_siret",
                table: "winners",
                type: "character varying(14)",
                maxLength: 14,
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "partners",
                table: "winners",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'::jsonb"
            );

            migrationBuilder.AddColumn<string>(
                name: "siret",
                table: "programme_terms",
                type: "character varying(14)",
                maxLength: 14,
                nullable: true
            );

            migrationBuilder.CreateTable(
                name: "calendar_addresses",
                columns: table => new
                {
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    secret_sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_addresses", x => x.person);
                }
            );

            migrationBuilder.CreateTable(
                name: "subscriptions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    theme = table.Column<string>(type: "text", nullable: true),
                    language = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_subscriptions", x => x.id);
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_calendar_addresses_secret_sha256",
                table: "calendar_addresses",
                column: "secret_sha256",
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_subscriptions_email", table: "subscriptions", column: "email");

            migrationBuilder.CreateIndex(
                name: "ix_subscriptions_key",
                table: "subscriptions",
                column: "key",
                unique: true
            );

            // Winners that are public already say what their dossiers said.
            migrationBuilder.Sql(
                """
                update winners winner
                set lead_siret = (
                        select organisation.siret from filed_organisations organisation
                        where organisation.filing_id = dossier.filing_id and organisation.role = 'Lead'
                    ),
                    partners = coalesce((
                        select jsonb_agg(jsonb_build_object('name', organisation.name, 'siret', organisation.siret)
                                         order by organisation.name collate "C", organisation.siret)
                        from filed_organisations organisation
                        where organisation.filing_id = dossier.filing_id and organisation.role = 'Member'
                    ), '[]'),
                    duration_months = (
                        select (filing.answers ->> 'duration_months')::int from filings filing
                        where filing.id = dossier.filing_id and filing.answers ->> 'duration_months' ~ '^[1-9][0-9]{0,2}$'
                    )
                from dossiers dossier
                where dossier.id = winner.dossier_id;
                """
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "calendar_addresses");

            migrationBuilder.DropTable(name: "subscriptions");

            migrationBuilder.DropColumn(name: "duration_months", table: "winners");

            migrationBuilder.DropColumn(name: "lead_siret", table: "winners");

            migrationBuilder.DropColumn(name: "partners", table: "winners");

            migrationBuilder.DropColumn(name: "siret", table: "programme_terms");
        }
    }
}
