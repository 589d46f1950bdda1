using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class EvaluationDeepened : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "ix_syntheses_dossier_id", table: "syntheses");

            migrationBuilder.AddColumn<bool>(
                name: "bars_those_taking_part",
                table: "waves",
                type: "boolean",
                nullable: false,
                defaultValue: false
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "wishes_asked_at",
                table: "waves",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "wishes_until_at",
                table: "waves",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTime>(
                name: "wishes_until_civil",
                table: "waves",
                type: "timestamp without time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "wishes_until_ends_at",
                table: "waves",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<int>(
                name: "wishes_until_grace_seconds",
                table: "waves",
                type: "integer",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "wishes_until_zone",
                table: "waves",
                type: "character varying(60)",
                maxLength: 60,
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "set_aside_at",
                table: "syntheses",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "cancellation_at",
                table: "sittings",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(name: "cancellation_by", table: "sittings", type: "uuid", nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "sequence",
                table: "sittings",
                type: "integer",
                nullable: false,
                defaultValue: 0
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "beat_at",
                table: "ranking_runs",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<int>(
                name: "done",
                table: "ranking_runs",
                type: "integer",
                nullable: false,
                defaultValue: 0
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "failed_at",
                table: "ranking_runs",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<int>(
                name: "total",
                table: "ranking_runs",
                type: "integer",
                nullable: false,
                defaultValue: 0
            );

            migrationBuilder.AddColumn<int>(
                name: "try",
                table: "ranking_runs",
                type: "integer",
                nullable: false,
                defaultValue: 0
            );

            migrationBuilder.AddColumn<int>(name: "standby", table: "pool_experts", type: "integer", nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "followed_at",
                table: "expert_invitations",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "reminded_at",
                table: "expert_invitations",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "reminder_hash",
                table: "expert_invitations",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "substitute_email",
                table: "expert_invitations",
                type: "character varying(254)",
                maxLength: 254,
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "substitute_name",
                table: "expert_invitations",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true
            );

            migrationBuilder.AddColumn<int>(
                name: "validity_days",
                table: "expert_invitations",
                type: "integer",
                nullable: false,
                defaultValue: 21
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "set_aside_at",
                table: "discussion_messages",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<int>(
                name: "revision",
                table: "assignment_proposals",
                type: "integer",
                nullable: false,
                defaultValue: 0
            );

            migrationBuilder.AddColumn<int>(
                name: "revision",
                table: "agenda_items",
                type: "integer",
                nullable: false,
                defaultValue: 0
            );

            migrationBuilder.CreateTable(
                name: "exercises",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    wave_id = table.Column<Guid>(type: "uuid", nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    text = table.Column<string>(type: "character varying(60000)", maxLength: 60000, nullable: false),
                    grid_id = table.Column<Guid>(type: "uuid", nullable: true),
                    is_required = table.Column<bool>(type: "boolean", nullable: false),
                    reference = table.Column<string>(type: "jsonb", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    due_civil = table.Column<DateTime>(type: "timestamp without time zone", nullable: true),
                    due_ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    due_grace_seconds = table.Column<int>(type: "integer", nullable: true),
                    due_zone = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    opened_by = table.Column<Guid>(type: "uuid", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exercises", x => x.id);
                    table.ForeignKey(
                        name: "fk_exercises_grids_grid_id",
                        column: x => x.grid_id,
                        principalTable: "grids",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_exercises_waves_wave_id",
                        column: x => x.wave_id,
                        principalTable: "waves",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "wishes",
                columns: table => new
                {
                    expert_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    wave_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wishes", x => new { x.expert_id, x.dossier_id });
                    table.ForeignKey(
                        name: "fk_wishes_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_wishes_experts_expert_id",
                        column: x => x.expert_id,
                        principalTable: "experts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_wishes_waves_wave_id",
                        column: x => x.wave_id,
                        principalTable: "waves",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "trials",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    exercise_id = table.Column<Guid>(type: "uuid", nullable: false),
                    expert_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    sheet = table.Column<string>(type: "jsonb", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    saved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_trials", x => x.id);
                    table.ForeignKey(
                        name: "fk_trials_exercises_exercise_id",
                        column: x => x.exercise_id,
                        principalTable: "exercises",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_trials_experts_expert_id",
                        column: x => x.expert_id,
                        principalTable: "experts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            ReviewRoundsData.Fill(migrationBuilder);

            migrationBuilder.CreateIndex(
                name: "ix_syntheses_dossier_id",
                table: "syntheses",
                column: "dossier_id",
                unique: true,
                filter: "set_aside_at is null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_expert_invitations_reminder_hash",
                table: "expert_invitations",
                column: "reminder_hash",
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_exercises_grid_id", table: "exercises", column: "grid_id");

            migrationBuilder.CreateIndex(
                name: "ix_exercises_wave_id",
                table: "exercises",
                column: "wave_id",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_trials_exercise_id_expert_id",
                table: "trials",
                columns: new[] { "exercise_id", "expert_id" },
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_trials_expert_id", table: "trials", column: "expert_id");

            migrationBuilder.CreateIndex(name: "ix_trials_person", table: "trials", column: "person");

            migrationBuilder.CreateIndex(name: "ix_wishes_dossier_id", table: "wishes", column: "dossier_id");

            migrationBuilder.CreateIndex(name: "ix_wishes_wave_id", table: "wishes", column: "wave_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "trials");

            migrationBuilder.DropTable(name: "wishes");

            migrationBuilder.DropTable(name: "exercises");

            migrationBuilder.DropIndex(name: "ix_syntheses_dossier_id", table: "syntheses");

            migrationBuilder.DropIndex(name: "ix_expert_invitations_reminder_hash", table: "expert_invitations");

            migrationBuilder.DropColumn(name: "bars_those_taking_part", table: "waves");

            migrationBuilder.DropColumn(name: "wishes_asked_at", table: "waves");

            migrationBuilder.DropColumn(name: "wishes_until_at", table: "waves");

            migrationBuilder.DropColumn(name: "wishes_until_civil", table: "waves");

            migrationBuilder.DropColumn(name: "wishes_until_ends_at", table: "waves");

            migrationBuilder.DropColumn(name: "wishes_until_grace_seconds", table: "waves");

            migrationBuilder.DropColumn(name: "wishes_until_zone", table: "waves");

            migrationBuilder.DropColumn(name: "set_aside_at", table: "syntheses");

            migrationBuilder.DropColumn(name: "cancellation_at", table: "sittings");

            migrationBuilder.DropColumn(name: "cancellation_by", table: "sittings");

            migrationBuilder.DropColumn(name: "sequence", table: "sittings");

            migrationBuilder.DropColumn(name: "beat_at", table: "ranking_runs");

            migrationBuilder.DropColumn(name: "done", table: "ranking_runs");

            migrationBuilder.DropColumn(name: "failed_at", table: "ranking_runs");

            migrationBuilder.DropColumn(name: "total", table: "ranking_runs");

            migrationBuilder.DropColumn(name: "try", table: "ranking_runs");

            migrationBuilder.DropColumn(name: "standby", table: "pool_experts");

            migrationBuilder.DropColumn(name: "followed_at", table: "expert_invitations");

            migrationBuilder.DropColumn(name: "reminded_at", table: "expert_invitations");

            migrationBuilder.DropColumn(name: "reminder_hash", table: "expert_invitations");

            migrationBuilder.DropColumn(name: "substitute_email", table: "expert_invitations");

            migrationBuilder.DropColumn(name: "substitute_name", table: "expert_invitations");

            migrationBuilder.DropColumn(name: "validity_days", table: "expert_invitations");

            migrationBuilder.DropColumn(name: "set_aside_at", table: "discussion_messages");

            migrationBuilder.DropColumn(name: "revision", table: "assignment_proposals");

            migrationBuilder.DropColumn(name: "revision", table: "agenda_items");

            migrationBuilder.CreateIndex(
                name: "ix_syntheses_dossier_id",
                table: "syntheses",
                column: "dossier_id",
                unique: true
            );
        }
    }
}
