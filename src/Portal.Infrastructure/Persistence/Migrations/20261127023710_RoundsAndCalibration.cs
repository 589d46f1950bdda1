using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class RoundsAndCalibration : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "ix_syntheses_dossier_id", table: "syntheses");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "set_aside_at",
                table: "syntheses",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "set_aside_at",
                table: "discussion_messages",
                type: "timestamp with time zone",
                nullable: true
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "trials");

            migrationBuilder.DropTable(name: "exercises");

            migrationBuilder.DropIndex(name: "ix_syntheses_dossier_id", table: "syntheses");

            migrationBuilder.DropColumn(name: "set_aside_at", table: "syntheses");

            migrationBuilder.DropColumn(name: "set_aside_at", table: "discussion_messages");

            migrationBuilder.CreateIndex(
                name: "ix_syntheses_dossier_id",
                table: "syntheses",
                column: "dossier_id",
                unique: true
            );
        }
    }
}
