using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class CallsWithoutCode : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(name: "every_months", table: "waves", type: "integer", nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "orientation",
                table: "calls",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'"
            );

            migrationBuilder.AddColumn<string>(
                name: "steps",
                table: "calls",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'"
            );

            migrationBuilder.CreateTable(
                name: "programme_terms",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    name = table.Column<string>(type: "jsonb", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_programme_terms", x => x.id);
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_programme_terms_kind_key",
                table: "programme_terms",
                columns: new[] { "kind", "key" },
                unique: true
            );

            // What happens to a dossier is its course; its steps are data of their own from now on.
            migrationBuilder.Sql(
                "update calls set presentation = presentation - 'steps' || jsonb_build_object('course', presentation -> 'steps') where presentation ? 'steps'"
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "programme_terms");

            migrationBuilder.DropColumn(name: "every_months", table: "waves");

            migrationBuilder.DropColumn(name: "orientation", table: "calls");

            migrationBuilder.DropColumn(name: "steps", table: "calls");
        }
    }
}
