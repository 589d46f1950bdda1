using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class PlacesStayOpen : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(name: "opened_by", table: "exercises", newName: "opening_by");

            migrationBuilder.RenameColumn(name: "opened_at", table: "exercises", newName: "opening_at");

            migrationBuilder
                .AlterDatabase()
                .Annotation("Npgsql:CollationDefinition:ignores_case", "und-u-ks-level2,und-u-ks-level2,icu,False");

            OneAddressData.Prepare(migrationBuilder);

            migrationBuilder.AlterColumn<string>(
                name: "name",
                table: "pool_experts",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                collation: "fr-x-icu",
                oldClrType: typeof(string),
                oldType: "character varying(200)",
                oldMaxLength: 200
            );

            migrationBuilder.AlterColumn<string>(
                name: "email",
                table: "pool_experts",
                type: "character varying(254)",
                maxLength: 254,
                nullable: true,
                collation: "ignores_case",
                oldClrType: typeof(string),
                oldType: "character varying(254)",
                oldMaxLength: 254,
                oldNullable: true
            );

            migrationBuilder.AlterColumn<string>(
                name: "name",
                table: "experts",
                type: "text",
                nullable: false,
                collation: "fr-x-icu",
                oldClrType: typeof(string),
                oldType: "text"
            );

            migrationBuilder.AlterColumn<string>(
                name: "email",
                table: "expert_invitations",
                type: "character varying(254)",
                maxLength: 254,
                nullable: true,
                collation: "ignores_case",
                oldClrType: typeof(string),
                oldType: "character varying(254)",
                oldMaxLength: 254,
                oldNullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "lapsed_at",
                table: "expert_invitations",
                type: "timestamp with time zone",
                nullable: true
            );

            OneAddressData.Fill(migrationBuilder);

            migrationBuilder.AlterColumn<string>(
                name: "name",
                table: "accounts",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                collation: "fr-x-icu",
                oldClrType: typeof(string),
                oldType: "character varying(200)",
                oldMaxLength: 200
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(name: "opening_by", table: "exercises", newName: "opened_by");

            migrationBuilder.RenameColumn(name: "opening_at", table: "exercises", newName: "opened_at");

            migrationBuilder.DropColumn(name: "lapsed_at", table: "expert_invitations");

            migrationBuilder.AlterColumn<string>(
                name: "name",
                table: "pool_experts",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(200)",
                oldMaxLength: 200,
                oldCollation: "fr-x-icu"
            );

            migrationBuilder.AlterColumn<string>(
                name: "email",
                table: "pool_experts",
                type: "character varying(254)",
                maxLength: 254,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(254)",
                oldMaxLength: 254,
                oldNullable: true,
                oldCollation: "ignores_case"
            );

            migrationBuilder.AlterColumn<string>(
                name: "name",
                table: "experts",
                type: "text",
                nullable: false,
                oldClrType: typeof(string),
                oldType: "text",
                oldCollation: "fr-x-icu"
            );

            migrationBuilder.AlterColumn<string>(
                name: "email",
                table: "expert_invitations",
                type: "character varying(254)",
                maxLength: 254,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(254)",
                oldMaxLength: 254,
                oldNullable: true,
                oldCollation: "ignores_case"
            );

            migrationBuilder.AlterColumn<string>(
                name: "name",
                table: "accounts",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                oldClrType: typeof(string),
                oldType: "character varying(200)",
                oldMaxLength: 200,
                oldCollation: "fr-x-icu"
            );

            migrationBuilder
                .AlterDatabase()
                .OldAnnotation("Npgsql:CollationDefinition:ignores_case", "und-u-ks-level2,und-u-ks-level2,icu,False");
        }
    }
}
