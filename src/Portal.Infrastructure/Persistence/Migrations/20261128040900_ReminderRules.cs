using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class ReminderRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(name: "call_id", table: "outbox", type: "uuid", nullable: true);

            migrationBuilder.CreateTable(
                name: "reminder_marks",
                columns: table => new
                {
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    wave_id = table.Column<Guid>(type: "uuid", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    hours = table.Column<int>(type: "integer", nullable: false),
                    call_id = table.Column<Guid>(type: "uuid", nullable: false),
                    fell_due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    derived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    mails = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_reminder_marks",
                        x => new
                        {
                            x.wave_id,
                            x.kind,
                            x.due_at,
                            x.hours,
                        }
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_outbox_call_id_created_at_id",
                table: "outbox",
                columns: new[] { "call_id", "created_at", "id" },
                filter: "call_id is not null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_reminder_marks_call_id_derived_at",
                table: "reminder_marks",
                columns: new[] { "call_id", "derived_at" }
            );

            ReminderRulesData.Convert(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "reminder_marks");

            migrationBuilder.DropIndex(name: "ix_outbox_call_id_created_at_id", table: "outbox");

            migrationBuilder.DropColumn(name: "call_id", table: "outbox");
        }
    }
}
