using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Evaluation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            EvaluationData.Prepare(migrationBuilder);
            migrationBuilder.DropForeignKey(name: "fk_conflicts_experts_expert_id", table: "conflicts");

            migrationBuilder.DropPrimaryKey(name: "pk_conflicts", table: "conflicts");

            migrationBuilder.DropColumn(name: "expert_id", table: "conflicts");

            migrationBuilder.RenameColumn(name: "reason", table: "conflicts", newName: "proposal_reason");

            migrationBuilder.RenameColumn(name: "declared_by", table: "conflicts", newName: "pool_expert_id");

            migrationBuilder.RenameColumn(name: "declared_at", table: "conflicts", newName: "found_at");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "panel_closed_at",
                table: "waves",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(name: "panel_closed_by", table: "waves", type: "uuid", nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "terms_carrier_hidden",
                table: "waves",
                type: "boolean",
                nullable: false,
                defaultValue: false
            );

            migrationBuilder.AddColumn<bool>(
                name: "terms_experts_named",
                table: "waves",
                type: "boolean",
                nullable: false,
                defaultValue: false
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "changed_at",
                table: "reviews",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "doubt_at",
                table: "reviews",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(name: "doubt_reason", table: "reviews", type: "text", nullable: true);

            migrationBuilder.AddColumn<string>(name: "draft", table: "reviews", type: "jsonb", nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "reopened_at",
                table: "reviews",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(name: "reopened_by", table: "reviews", type: "uuid", nullable: true);

            migrationBuilder.AddColumn<string>(name: "reopened_reason", table: "reviews", type: "text", nullable: true);

            migrationBuilder.AddColumn<string>(name: "appointment", table: "outbox", type: "jsonb", nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "confidence",
                table: "grids",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'::jsonb"
            );

            migrationBuilder.AddColumn<string>(
                name: "questions",
                table: "grids",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'::jsonb"
            );

            migrationBuilder.AddColumn<Guid>(
                name: "pool_expert_id",
                table: "experts",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000")
            );

            migrationBuilder.AddColumn<Guid>(
                name: "pool_expert_id",
                table: "expert_invitations",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000")
            );

            migrationBuilder.AlterColumn<string>(
                name: "proposal_reason",
                table: "conflicts",
                type: "text",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "text"
            );

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "conflicts",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: ""
            );

            migrationBuilder.AddColumn<string>(
                name: "evidence",
                table: "conflicts",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                defaultValue: ""
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "gone_at",
                table: "conflicts",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "lifting_at",
                table: "conflicts",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(name: "lifting_by", table: "conflicts", type: "uuid", nullable: true);

            migrationBuilder.AddColumn<Guid>(name: "noted_by", table: "conflicts", type: "uuid", nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "proposal_at",
                table: "conflicts",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<Guid>(name: "proposal_by", table: "conflicts", type: "uuid", nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "thesaurus",
                table: "calls",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'"
            );

            migrationBuilder.AddColumn<string>(
                name: "siren",
                table: "filed_organisations",
                type: "text",
                nullable: true,
                computedColumnSql: "left(siret, 9)",
                stored: true
            );

            migrationBuilder.AddPrimaryKey(
                name: "pk_conflicts",
                table: "conflicts",
                columns: new[] { "pool_expert_id", "dossier_id", "kind" }
            );

            migrationBuilder.CreateTable(
                name: "assignment_proposals",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    wave_id = table.Column<Guid>(type: "uuid", nullable: false),
                    terms = table.Column<string>(type: "jsonb", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    @try = table.Column<int>(name: "try", type: "integer", nullable: false),
                    done = table.Column<int>(type: "integer", nullable: false),
                    total = table.Column<int>(type: "integer", nullable: false),
                    solved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    panel = table.Column<string>(type: "jsonb", nullable: true),
                    pairs = table.Column<string>(type: "jsonb", nullable: false),
                    sum_bound = table.Column<double>(type: "double precision", nullable: false),
                    floor_bound = table.Column<double>(type: "double precision", nullable: false),
                    obstacles = table.Column<string>(type: "jsonb", nullable: false),
                    cancelled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    acceptance = table.Column<string>(type: "jsonb", nullable: true),
                    beat_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_assignment_proposals", x => x.id);
                    table.ForeignKey(
                        name: "fk_assignment_proposals_waves_wave_id",
                        column: x => x.wave_id,
                        principalTable: "waves",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "discussion_messages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_id = table.Column<Guid>(type: "uuid", nullable: true),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    written_by = table.Column<Guid>(type: "uuid", nullable: false),
                    written_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    struck_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    struck_by = table.Column<Guid>(type: "uuid", nullable: true),
                    struck_note = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_discussion_messages", x => x.id);
                    table.ForeignKey(
                        name: "fk_discussion_messages_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_discussion_messages_reviews_review_id",
                        column: x => x.review_id,
                        principalTable: "reviews",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "juries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    wave_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    quorum_percent = table.Column<int>(type: "integer", nullable: false),
                    founded_by = table.Column<Guid>(type: "uuid", nullable: false),
                    founded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    in_session = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_juries", x => x.id);
                    table.ForeignKey(
                        name: "fk_juries_waves_wave_id",
                        column: x => x.wave_id,
                        principalTable: "waves",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "passage_notes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    field = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    quote = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    text = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_passage_notes", x => x.id);
                    table.ForeignKey(
                        name: "fk_passage_notes_reviews_review_id",
                        column: x => x.review_id,
                        principalTable: "reviews",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "pool_experts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    wave_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: true),
                    role = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    organisation = table.Column<string>(
                        type: "character varying(200)",
                        maxLength: 200,
                        nullable: false
                    ),
                    siren = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: true),
                    region = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    capacity = table.Column<int>(type: "integer", nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    skills = table.Column<string[]>(type: "text[]", nullable: false),
                    texts = table.Column<string>(type: "jsonb", nullable: false),
                    links = table.Column<string>(type: "jsonb", nullable: false),
                    aliases = table.Column<string>(type: "jsonb", nullable: false),
                    added_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pool_experts", x => x.id);
                    table.CheckConstraint("capacity_in_range", "capacity between 0 and 100");
                    table.ForeignKey(
                        name: "fk_pool_experts_waves_wave_id",
                        column: x => x.wave_id,
                        principalTable: "waves",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "portfolios",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    wave_id = table.Column<Guid>(type: "uuid", nullable: false),
                    envelope = table.Column<decimal>(type: "numeric(14,2)", precision: 14, scale: 2, nullable: false),
                    lines = table.Column<string>(type: "jsonb", nullable: false),
                    rules = table.Column<string>(type: "jsonb", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    changed_by = table.Column<Guid>(type: "uuid", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_portfolios", x => x.id);
                    table.ForeignKey(
                        name: "fk_portfolios_waves_wave_id",
                        column: x => x.wave_id,
                        principalTable: "waves",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "ranking_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    wave_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    asked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    matter = table.Column<string>(type: "jsonb", nullable: false),
                    terms = table.Column<string>(type: "jsonb", nullable: false),
                    inputs_sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    model_version = table.Column<int>(type: "integer", nullable: false),
                    seed = table.Column<int>(type: "integer", nullable: false),
                    result = table.Column<string>(type: "jsonb", nullable: true),
                    computed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ranking_runs", x => x.id);
                    table.ForeignKey(
                        name: "fk_ranking_runs_waves_wave_id",
                        column: x => x.wave_id,
                        principalTable: "waves",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "review_versions",
                columns: table => new
                {
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    sheet = table.Column<string>(type: "jsonb", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_review_versions", x => new { x.review_id, x.revision });
                    table.ForeignKey(
                        name: "fk_review_versions_reviews_review_id",
                        column: x => x.review_id,
                        principalTable: "reviews",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "syntheses",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    wave_id = table.Column<Guid>(type: "uuid", nullable: false),
                    grid_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rapporteur = table.Column<Guid>(type: "uuid", nullable: false),
                    sheet = table.Column<string>(type: "jsonb", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    saved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    submitted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_syntheses", x => x.id);
                    table.ForeignKey(
                        name: "fk_syntheses_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_syntheses_grids_grid_id",
                        column: x => x.grid_id,
                        principalTable: "grids",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_syntheses_reviews_rapporteur",
                        column: x => x.rapporteur,
                        principalTable: "reviews",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_syntheses_waves_wave_id",
                        column: x => x.wave_id,
                        principalTable: "waves",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "take_overs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    wave_id = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    taken = table.Column<string>(type: "jsonb", nullable: false),
                    undone_by = table.Column<Guid>(type: "uuid", nullable: true),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_take_overs", x => x.id);
                    table.ForeignKey(
                        name: "fk_take_overs_waves_wave_id",
                        column: x => x.wave_id,
                        principalTable: "waves",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "jury_conflicts",
                columns: table => new
                {
                    jury_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    declared_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_jury_conflicts",
                        x => new
                        {
                            x.jury_id,
                            x.person,
                            x.dossier_id,
                        }
                    );
                    table.ForeignKey(
                        name: "fk_jury_conflicts_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_jury_conflicts_juries_jury_id",
                        column: x => x.jury_id,
                        principalTable: "juries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "jury_members",
                columns: table => new
                {
                    jury_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    role = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    seated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    conflicts_declared_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_jury_members", x => new { x.jury_id, x.person });
                    table.ForeignKey(
                        name: "fk_jury_members_juries_jury_id",
                        column: x => x.jury_id,
                        principalTable: "juries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "sittings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    jury_id = table.Column<Guid>(type: "uuid", nullable: false),
                    wave_id = table.Column<Guid>(type: "uuid", nullable: false),
                    place = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    roll = table.Column<string>(type: "jsonb", nullable: false),
                    current = table.Column<Guid>(type: "uuid", nullable: true),
                    polling = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    closing_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closing_by = table.Column<Guid>(type: "uuid", nullable: true),
                    opening_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    opening_by = table.Column<Guid>(type: "uuid", nullable: true),
                    start_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    start_civil = table.Column<DateTime>(type: "timestamp without time zone", nullable: false),
                    start_ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    start_grace_seconds = table.Column<int>(type: "integer", nullable: false),
                    start_zone = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sittings", x => x.id);
                    table.ForeignKey(
                        name: "fk_sittings_juries_jury_id",
                        column: x => x.jury_id,
                        principalTable: "juries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "synthesis_opinions",
                columns: table => new
                {
                    synthesis_id = table.Column<Guid>(type: "uuid", nullable: false),
                    review_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    agrees = table.Column<bool>(type: "boolean", nullable: false),
                    word = table.Column<string>(type: "text", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_synthesis_opinions",
                        x => new
                        {
                            x.synthesis_id,
                            x.review_id,
                            x.at,
                        }
                    );
                    table.ForeignKey(
                        name: "fk_synthesis_opinions_reviews_review_id",
                        column: x => x.review_id,
                        principalTable: "reviews",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_synthesis_opinions_syntheses_synthesis_id",
                        column: x => x.synthesis_id,
                        principalTable: "syntheses",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "synthesis_versions",
                columns: table => new
                {
                    synthesis_id = table.Column<Guid>(type: "uuid", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    sheet = table.Column<string>(type: "jsonb", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_synthesis_versions", x => new { x.synthesis_id, x.revision });
                    table.ForeignKey(
                        name: "fk_synthesis_versions_syntheses_synthesis_id",
                        column: x => x.synthesis_id,
                        principalTable: "syntheses",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "agenda_items",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sitting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    called_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    away = table.Column<string>(type: "jsonb", nullable: false),
                    notes = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false),
                    proposal = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agenda_items", x => x.id);
                    table.ForeignKey(
                        name: "fk_agenda_items_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_agenda_items_sittings_sitting_id",
                        column: x => x.sitting_id,
                        principalTable: "sittings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "attendances",
                columns: table => new
                {
                    sitting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey(
                        "pk_attendances",
                        x => new
                        {
                            x.sitting_id,
                            x.person,
                            x.from,
                        }
                    );
                    table.ForeignKey(
                        name: "fk_attendances_sittings_sitting_id",
                        column: x => x.sitting_id,
                        principalTable: "sittings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "audition_slots",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sitting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audition_slots", x => x.id);
                    table.ForeignKey(
                        name: "fk_audition_slots_sittings_sitting_id",
                        column: x => x.sitting_id,
                        principalTable: "sittings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "minutes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sitting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    drawn_up_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    chair_signature_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    chair_signature_by = table.Column<Guid>(type: "uuid", nullable: true),
                    secretary_signature_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    secretary_signature_by = table.Column<Guid>(type: "uuid", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_minutes", x => x.id);
                    table.CheckConstraint(
                        "two_signers",
                        "chair_signature_by is distinct from secretary_signature_by or chair_signature_by is null"
                    );
                    table.ForeignKey(
                        name: "fk_minutes_sittings_sitting_id",
                        column: x => x.sitting_id,
                        principalTable: "sittings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "polls",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sitting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    is_secret = table.Column<bool>(type: "boolean", nullable: false),
                    choices = table.Column<string>(type: "jsonb", nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closes_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    required = table.Column<int>(type: "integer", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    had_quorum = table.Column<bool>(type: "boolean", nullable: true),
                    tally = table.Column<string>(type: "jsonb", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_polls", x => x.id);
                    table.ForeignKey(
                        name: "fk_polls_agenda_items_item_id",
                        column: x => x.item_id,
                        principalTable: "agenda_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_polls_sittings_sitting_id",
                        column: x => x.sitting_id,
                        principalTable: "sittings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "auditions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sitting_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    proposed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    slot_id = table.Column<Guid>(type: "uuid", nullable: true),
                    sequence = table.Column<int>(type: "integer", nullable: false),
                    cancelled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    until_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until_civil = table.Column<DateTime>(type: "timestamp without time zone", nullable: false),
                    until_ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    until_grace_seconds = table.Column<int>(type: "integer", nullable: false),
                    until_zone = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_auditions", x => x.id);
                    table.ForeignKey(
                        name: "fk_auditions_audition_slots_slot_id",
                        column: x => x.slot_id,
                        principalTable: "audition_slots",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_auditions_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_auditions_sittings_sitting_id",
                        column: x => x.sitting_id,
                        principalTable: "sittings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "poll_voters",
                columns: table => new
                {
                    poll_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                    has_voted = table.Column<bool>(type: "boolean", nullable: false),
                    choice = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_poll_voters", x => new { x.poll_id, x.person });
                    table.ForeignKey(
                        name: "fk_poll_voters_polls_poll_id",
                        column: x => x.poll_id,
                        principalTable: "polls",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            EvaluationData.Fill(migrationBuilder);
            migrationBuilder.CreateIndex(
                name: "ix_filed_organisations_siren",
                table: "filed_organisations",
                column: "siren"
            );

            migrationBuilder.CreateIndex(
                name: "ix_experts_pool_expert_id",
                table: "experts",
                column: "pool_expert_id",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_expert_invitations_pool_expert_id",
                table: "expert_invitations",
                column: "pool_expert_id",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_agenda_items_dossier_id",
                table: "agenda_items",
                column: "dossier_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_agenda_items_sitting_id_dossier_id",
                table: "agenda_items",
                columns: new[] { "sitting_id", "dossier_id" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_assignment_proposals_wave_id",
                table: "assignment_proposals",
                column: "wave_id",
                unique: true,
                filter: "solved_at is null and cancelled_at is null and failed_at is null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_attendances_sitting_id_person",
                table: "attendances",
                columns: new[] { "sitting_id", "person" },
                unique: true,
                filter: "until is null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_audition_slots_sitting_id_starts_at",
                table: "audition_slots",
                columns: new[] { "sitting_id", "starts_at" },
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_auditions_dossier_id", table: "auditions", column: "dossier_id");

            migrationBuilder.CreateIndex(
                name: "ix_auditions_sitting_id_dossier_id",
                table: "auditions",
                columns: new[] { "sitting_id", "dossier_id" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_auditions_slot_id",
                table: "auditions",
                column: "slot_id",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_discussion_messages_dossier_id_written_at",
                table: "discussion_messages",
                columns: new[] { "dossier_id", "written_at" }
            );

            migrationBuilder.CreateIndex(
                name: "ix_discussion_messages_review_id",
                table: "discussion_messages",
                column: "review_id"
            );

            migrationBuilder.CreateIndex(name: "ix_juries_wave_id", table: "juries", column: "wave_id");

            migrationBuilder.CreateIndex(
                name: "ix_jury_conflicts_dossier_id",
                table: "jury_conflicts",
                column: "dossier_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_jury_members_jury_id_role",
                table: "jury_members",
                columns: new[] { "jury_id", "role" },
                unique: true,
                filter: "role in ('Chair', 'Secretary')"
            );

            migrationBuilder.CreateIndex(name: "ix_jury_members_person", table: "jury_members", column: "person");

            migrationBuilder.CreateIndex(
                name: "ix_minutes_sitting_id_version",
                table: "minutes",
                columns: new[] { "sitting_id", "version" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_passage_notes_review_id",
                table: "passage_notes",
                column: "review_id"
            );

            migrationBuilder.CreateIndex(name: "ix_polls_item_id", table: "polls", column: "item_id");

            migrationBuilder.CreateIndex(
                name: "ix_polls_sitting_id",
                table: "polls",
                column: "sitting_id",
                unique: true,
                filter: "closed_at is null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_pool_experts_wave_id_email",
                table: "pool_experts",
                columns: new[] { "wave_id", "email" },
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_portfolios_wave_id",
                table: "portfolios",
                column: "wave_id",
                unique: true
            );

            migrationBuilder.CreateIndex(
                name: "ix_ranking_runs_wave_id_inputs_sha256",
                table: "ranking_runs",
                columns: new[] { "wave_id", "inputs_sha256" },
                unique: true
            );

            migrationBuilder
                .CreateIndex(name: "ix_review_versions_at", table: "review_versions", column: "at")
                .Annotation("Npgsql:IndexMethod", "brin");

            migrationBuilder.CreateIndex(name: "ix_sittings_jury_id", table: "sittings", column: "jury_id");

            migrationBuilder.CreateIndex(
                name: "ix_syntheses_dossier_id",
                table: "syntheses",
                column: "dossier_id",
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_syntheses_grid_id", table: "syntheses", column: "grid_id");

            migrationBuilder.CreateIndex(name: "ix_syntheses_rapporteur", table: "syntheses", column: "rapporteur");

            migrationBuilder.CreateIndex(name: "ix_syntheses_wave_id", table: "syntheses", column: "wave_id");

            migrationBuilder.CreateIndex(
                name: "ix_synthesis_opinions_review_id",
                table: "synthesis_opinions",
                column: "review_id"
            );

            migrationBuilder.CreateIndex(name: "ix_take_overs_wave_id", table: "take_overs", column: "wave_id");

            migrationBuilder.AddForeignKey(
                name: "fk_conflicts_pool_experts_pool_expert_id",
                table: "conflicts",
                column: "pool_expert_id",
                principalTable: "pool_experts",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict
            );

            migrationBuilder.AddForeignKey(
                name: "fk_expert_invitations_pool_experts_pool_expert_id",
                table: "expert_invitations",
                column: "pool_expert_id",
                principalTable: "pool_experts",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict
            );

            migrationBuilder.AddForeignKey(
                name: "fk_experts_pool_experts_pool_expert_id",
                table: "experts",
                column: "pool_expert_id",
                principalTable: "pool_experts",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(name: "fk_conflicts_pool_experts_pool_expert_id", table: "conflicts");

            migrationBuilder.DropForeignKey(
                name: "fk_expert_invitations_pool_experts_pool_expert_id",
                table: "expert_invitations"
            );

            migrationBuilder.DropForeignKey(name: "fk_experts_pool_experts_pool_expert_id", table: "experts");

            migrationBuilder.DropTable(name: "assignment_proposals");

            migrationBuilder.DropTable(name: "attendances");

            migrationBuilder.DropTable(name: "auditions");

            migrationBuilder.DropTable(name: "discussion_messages");

            migrationBuilder.DropTable(name: "jury_conflicts");

            migrationBuilder.DropTable(name: "jury_members");

            migrationBuilder.DropTable(name: "minutes");

            migrationBuilder.DropTable(name: "passage_notes");

            migrationBuilder.DropTable(name: "poll_voters");

            migrationBuilder.DropTable(name: "pool_experts");

            migrationBuilder.DropTable(name: "portfolios");

            migrationBuilder.DropTable(name: "ranking_runs");

            migrationBuilder.DropTable(name: "review_versions");

            migrationBuilder.DropTable(name: "synthesis_opinions");

            migrationBuilder.DropTable(name: "synthesis_versions");

            migrationBuilder.DropTable(name: "take_overs");

            migrationBuilder.DropTable(name: "audition_slots");

            migrationBuilder.DropTable(name: "polls");

            migrationBuilder.DropTable(name: "syntheses");

            migrationBuilder.DropTable(name: "agenda_items");

            migrationBuilder.DropTable(name: "sittings");

            migrationBuilder.DropTable(name: "juries");

            migrationBuilder.DropIndex(name: "ix_filed_organisations_siren", table: "filed_organisations");

            migrationBuilder.DropIndex(name: "ix_experts_pool_expert_id", table: "experts");

            migrationBuilder.DropIndex(name: "ix_expert_invitations_pool_expert_id", table: "expert_invitations");

            migrationBuilder.DropPrimaryKey(name: "pk_conflicts", table: "conflicts");

            migrationBuilder.DropColumn(name: "siren", table: "filed_organisations");

            migrationBuilder.DropColumn(name: "panel_closed_at", table: "waves");

            migrationBuilder.DropColumn(name: "panel_closed_by", table: "waves");

            migrationBuilder.DropColumn(name: "terms_carrier_hidden", table: "waves");

            migrationBuilder.DropColumn(name: "terms_experts_named", table: "waves");

            migrationBuilder.DropColumn(name: "changed_at", table: "reviews");

            migrationBuilder.DropColumn(name: "doubt_at", table: "reviews");

            migrationBuilder.DropColumn(name: "doubt_reason", table: "reviews");

            migrationBuilder.DropColumn(name: "draft", table: "reviews");

            migrationBuilder.DropColumn(name: "reopened_at", table: "reviews");

            migrationBuilder.DropColumn(name: "reopened_by", table: "reviews");

            migrationBuilder.DropColumn(name: "reopened_reason", table: "reviews");

            migrationBuilder.DropColumn(name: "appointment", table: "outbox");

            migrationBuilder.DropColumn(name: "confidence", table: "grids");

            migrationBuilder.DropColumn(name: "questions", table: "grids");

            migrationBuilder.DropColumn(name: "pool_expert_id", table: "experts");

            migrationBuilder.DropColumn(name: "pool_expert_id", table: "expert_invitations");

            migrationBuilder.DropColumn(name: "kind", table: "conflicts");

            migrationBuilder.DropColumn(name: "evidence", table: "conflicts");

            migrationBuilder.DropColumn(name: "gone_at", table: "conflicts");

            migrationBuilder.DropColumn(name: "lifting_at", table: "conflicts");

            migrationBuilder.DropColumn(name: "lifting_by", table: "conflicts");

            migrationBuilder.DropColumn(name: "noted_by", table: "conflicts");

            migrationBuilder.DropColumn(name: "proposal_at", table: "conflicts");

            migrationBuilder.DropColumn(name: "proposal_by", table: "conflicts");

            migrationBuilder.DropColumn(name: "thesaurus", table: "calls");

            migrationBuilder.RenameColumn(name: "proposal_reason", table: "conflicts", newName: "reason");

            migrationBuilder.RenameColumn(name: "found_at", table: "conflicts", newName: "declared_at");

            migrationBuilder.RenameColumn(name: "pool_expert_id", table: "conflicts", newName: "declared_by");

            migrationBuilder.AlterColumn<string>(
                name: "reason",
                table: "conflicts",
                type: "text",
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true
            );

            migrationBuilder.AddColumn<Guid>(
                name: "expert_id",
                table: "conflicts",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000")
            );

            migrationBuilder.AddPrimaryKey(
                name: "pk_conflicts",
                table: "conflicts",
                columns: new[] { "expert_id", "dossier_id" }
            );

            migrationBuilder.AddForeignKey(
                name: "fk_conflicts_experts_expert_id",
                table: "conflicts",
                column: "expert_id",
                principalTable: "experts",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict
            );
        }
    }
}
