using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class MailClasses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "ix_outbox_created_at", table: "outbox");

            migrationBuilder.AddColumn<Guid>(name: "carried_by", table: "outbox", type: "uuid", nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "digest_at",
                table: "outbox",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "due_at",
                table: "outbox",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "sorted_at",
                table: "outbox",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "way",
                table: "outbox",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true
            );

            migrationBuilder.CreateTable(
                name: "mail_choices",
                columns: table => new
                {
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    @class = table.Column<string>(
                        name: "class",
                        type: "character varying(20)",
                        maxLength: 20,
                        nullable: false
                    ),
                    way = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    before = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_choices", x => new { x.person, x.@class });
                }
            );

            migrationBuilder.CreateTable(
                name: "mail_texts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    template = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    wording = table.Column<string>(type: "jsonb", nullable: true),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_texts", x => x.id);
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbox_carried_by",
                table: "outbox",
                column: "carried_by",
                filter: "carried_by is not null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbox_leaving",
                table: "outbox",
                column: "created_at",
                filter: "way = 'AtOnce' and sent_at is null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbox_unsorted",
                table: "outbox",
                column: "created_at",
                filter: "way is null and sent_at is null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbox_digest_at",
                table: "outbox",
                column: "digest_at",
                filter: "digest_at is not null and carried_by is null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbox_sorted_at",
                table: "outbox",
                column: "sorted_at",
                filter: "way = 'AtOnce'"
            );

            migrationBuilder.CreateIndex(
                name: "ix_mail_texts_template_number",
                table: "mail_texts",
                columns: new[] { "template", "number" },
                unique: true
            );

            migrationBuilder.AddForeignKey(
                name: "fk_outbox_outbox_carried_by",
                table: "outbox",
                column: "carried_by",
                principalTable: "outbox",
                principalColumn: "id"
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(name: "fk_outbox_outbox_carried_by", table: "outbox");

            migrationBuilder.DropTable(name: "mail_choices");

            migrationBuilder.DropTable(name: "mail_texts");

            migrationBuilder.DropIndex(name: "ix_outbox_carried_by", table: "outbox");

            migrationBuilder.DropIndex(name: "ix_outbox_leaving", table: "outbox");

            migrationBuilder.DropIndex(name: "ix_outbox_unsorted", table: "outbox");

            migrationBuilder.DropIndex(name: "ix_outbox_digest_at", table: "outbox");

            migrationBuilder.DropIndex(name: "ix_outbox_sorted_at", table: "outbox");

            migrationBuilder.DropColumn(name: "carried_by", table: "outbox");

            migrationBuilder.DropColumn(name: "digest_at", table: "outbox");

            migrationBuilder.DropColumn(name: "due_at", table: "outbox");

            migrationBuilder.DropColumn(name: "sorted_at", table: "outbox");

            migrationBuilder.DropColumn(name: "way", table: "outbox");

            migrationBuilder.CreateIndex(
                name: "ix_outbox_created_at",
                table: "outbox",
                column: "created_at",
                filter: "sent_at is null"
            );
        }
    }
}
