using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class FollowUp : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "follow_up",
                table: "calls",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'"
            );

            migrationBuilder.CreateTable(
                name: "projects",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    call_id = table.Column<Guid>(type: "uuid", nullable: false),
                    wave_id = table.Column<Guid>(type: "uuid", nullable: false),
                    aid = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: false),
                    conditions = table.Column<string>(type: "text", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: true),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: true),
                    tranches = table.Column<string>(type: "jsonb", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    ending_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ending_by = table.Column<Guid>(type: "uuid", nullable: true),
                    ending_kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    ending_reason = table.Column<string>(type: "text", nullable: true),
                    suspension_reason = table.Column<string>(type: "text", nullable: true),
                    suspension_since = table.Column<DateOnly>(type: "date", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_projects", x => x.id);
                    table.ForeignKey(
                        name: "fk_projects_calls_call_id",
                        column: x => x.call_id,
                        principalTable: "calls",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_projects_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_projects_waves_wave_id",
                        column: x => x.wave_id,
                        principalTable: "waves",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "agreements",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    project_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    terms = table.Column<string>(type: "jsonb", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    drawn_by = table.Column<Guid>(type: "uuid", nullable: false),
                    drawn_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    dropped_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    by_carrier_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    by_carrier_by = table.Column<Guid>(type: "uuid", nullable: true),
                    by_carrier_copy = table.Column<string>(type: "jsonb", nullable: true),
                    by_service_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    by_service_by = table.Column<Guid>(type: "uuid", nullable: true),
                    by_service_copy = table.Column<string>(type: "jsonb", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agreements", x => x.id);
                    table.CheckConstraint("carrier_first", "by_service_at is null or by_carrier_at is not null");
                    table.CheckConstraint("four_eyes", "by_service_by is null or by_service_by <> drawn_by");
                    table.ForeignKey(
                        name: "fk_agreements_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "milestones",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    project_id = table.Column<Guid>(type: "uuid", nullable: false),
                    key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "jsonb", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    anchor = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    returned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    accepted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    waived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_civil = table.Column<DateTime>(type: "timestamp without time zone", nullable: false),
                    due_ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_grace_seconds = table.Column<int>(type: "integer", nullable: false),
                    due_zone = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    go_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    go_by = table.Column<Guid>(type: "uuid", nullable: true),
                    go_is_go = table.Column<bool>(type: "boolean", nullable: true),
                    go_words = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_milestones", x => x.id);
                    table.ForeignKey(
                        name: "fk_milestones_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "payments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    project_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    tranche_key = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "jsonb", nullable: false),
                    requested = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: false),
                    words = table.Column<string>(type: "text", nullable: false),
                    requested_by = table.Column<Guid>(type: "uuid", nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    control_amount = table.Column<decimal>(
                        type: "numeric(14,2)",
                        precision: 14,
                        scale: 2,
                        nullable: true
                    ),
                    control_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    control_by = table.Column<Guid>(type: "uuid", nullable: true),
                    control_words = table.Column<string>(type: "text", nullable: true),
                    order_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    order_by = table.Column<Guid>(type: "uuid", nullable: true),
                    paid_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    paid_by = table.Column<Guid>(type: "uuid", nullable: true),
                    paid_on = table.Column<DateOnly>(type: "date", nullable: true),
                    paid_reference = table.Column<string>(type: "text", nullable: true),
                    refusal_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    refusal_by = table.Column<Guid>(type: "uuid", nullable: true),
                    refusal_reason = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payments", x => x.id);
                    table.CheckConstraint("four_eyes", "order_by is null or order_by <> control_by");
                    table.CheckConstraint("ordered_once_controlled", "order_at is null or control_at is not null");
                    table.CheckConstraint("paid_once_ordered", "paid_at is null or order_at is not null");
                    table.CheckConstraint("refused_or_ordered", "refusal_at is null or order_at is null");
                    table.ForeignKey(
                        name: "fk_payments_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "project_changes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    project_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    matter = table.Column<string>(type: "jsonb", nullable: false),
                    asked_by = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    decision_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    decision_by = table.Column<Guid>(type: "uuid", nullable: true),
                    decision_is_granted = table.Column<bool>(type: "boolean", nullable: true),
                    decision_words = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_changes", x => x.id);
                    table.ForeignKey(
                        name: "fk_project_changes_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "recoveries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    project_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    prepared_by = table.Column<Guid>(type: "uuid", nullable: false),
                    prepared_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    dropped_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    order_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    order_by = table.Column<Guid>(type: "uuid", nullable: true),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    received_by = table.Column<Guid>(type: "uuid", nullable: true),
                    received_on = table.Column<DateOnly>(type: "date", nullable: true),
                    received_reference = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recoveries", x => x.id);
                    table.CheckConstraint("four_eyes", "order_by is null or order_by <> prepared_by");
                    table.ForeignKey(
                        name: "fk_recoveries_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "interim_opinions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    project_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    call_id = table.Column<Guid>(type: "uuid", nullable: false),
                    milestone_id = table.Column<Guid>(type: "uuid", nullable: false),
                    expert = table.Column<Guid>(type: "uuid", nullable: false),
                    asks = table.Column<string>(type: "jsonb", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    sheet = table.Column<string>(type: "jsonb", nullable: false),
                    recommendation = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    saved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    score = table.Column<decimal>(type: "numeric(9,4)", precision: 9, scale: 4, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    recusal_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    recusal_reason = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_interim_opinions", x => x.id);
                    table.ForeignKey(
                        name: "fk_interim_opinions_milestones_milestone_id",
                        column: x => x.milestone_id,
                        principalTable: "milestones",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_interim_opinions_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "project_reports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    project_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    call_id = table.Column<Guid>(type: "uuid", nullable: false),
                    milestone_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sections = table.Column<string>(type: "jsonb", nullable: false),
                    begun_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    answers = table.Column<string>(type: "jsonb", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    saved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    saved_by = table.Column<Guid>(type: "uuid", nullable: true),
                    submissions = table.Column<string>(type: "jsonb", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    acceptance_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    acceptance_by = table.Column<Guid>(type: "uuid", nullable: true),
                    acceptance_justified = table.Column<decimal>(
                        type: "numeric(14,2)",
                        precision: 14,
                        scale: 2,
                        nullable: true
                    ),
                    acceptance_words = table.Column<string>(type: "text", nullable: true),
                    return_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    return_by = table.Column<Guid>(type: "uuid", nullable: true),
                    return_words = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_project_reports", x => x.id);
                    table.ForeignKey(
                        name: "fk_project_reports_milestones_milestone_id",
                        column: x => x.milestone_id,
                        principalTable: "milestones",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_project_reports_projects_project_id",
                        column: x => x.project_id,
                        principalTable: "projects",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_agreements_one_under_way",
                table: "agreements",
                column: "project_id",
                unique: true,
                filter: "by_service_at is null and dropped_at is null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_interim_opinions_expert",
                table: "interim_opinions",
                column: "expert"
            );

            migrationBuilder.CreateIndex(
                name: "ix_interim_opinions_milestone_id_expert",
                table: "interim_opinions",
                columns: new[] { "milestone_id", "expert" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_interim_opinions_project_id",
                table: "interim_opinions",
                column: "project_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_milestones_project_id_key",
                table: "milestones",
                columns: new[] { "project_id", "key" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_payments_project_id_tranche_key",
                table: "payments",
                columns: new[] { "project_id", "tranche_key" },
                unique: true,
                filter: "refusal_at is null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_project_changes_project_id",
                table: "project_changes",
                column: "project_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_project_reports_milestone_id",
                table: "project_reports",
                column: "milestone_id",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_project_reports_project_id",
                table: "project_reports",
                column: "project_id"
            );

            migrationBuilder.CreateIndex(name: "ix_projects_call_id", table: "projects", column: "call_id");

            migrationBuilder.CreateIndex(
                name: "ix_projects_dossier_id",
                table: "projects",
                column: "dossier_id",
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_projects_wave_id", table: "projects", column: "wave_id");

            migrationBuilder.CreateIndex(name: "ix_recoveries_project_id", table: "recoveries", column: "project_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "agreements");

            migrationBuilder.DropTable(name: "interim_opinions");

            migrationBuilder.DropTable(name: "payments");

            migrationBuilder.DropTable(name: "project_changes");

            migrationBuilder.DropTable(name: "project_reports");

            migrationBuilder.DropTable(name: "recoveries");

            migrationBuilder.DropTable(name: "milestones");

            migrationBuilder.DropTable(name: "projects");

            migrationBuilder.DropColumn(name: "follow_up", table: "calls");
        }
    }
}
