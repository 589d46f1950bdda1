using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class RetentionAndAroundTheCalls : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "experts_forgotten_at",
                table: "waves",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "forgetting_announced_at",
                table: "waves",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(
                name: "visa",
                table: "retention_rules",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: ""
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "erased_at",
                table: "dossiers",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<string>(name: "admission", table: "calls", type: "jsonb", nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "closed_at",
                table: "accounts",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "erasure_asked_at",
                table: "accounts",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "idle_announced_at",
                table: "accounts",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "seen_at",
                table: "accounts",
                type: "timestamp with time zone",
                nullable: true
            );

            migrationBuilder.CreateTable(
                name: "admissions",
                columns: table => new
                {
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    wave_id = table.Column<Guid>(type: "uuid", nullable: false),
                    filed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    met_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    next_expiry = table.Column<DateOnly>(type: "date", nullable: true),
                    records = table.Column<string>(type: "jsonb", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_admissions", x => x.dossier_id);
                    table.ForeignKey(
                        name: "fk_admissions_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "award_editions",
                columns: table => new
                {
                    wave_id = table.Column<Guid>(type: "uuid", nullable: false),
                    category_field = table.Column<string>(
                        type: "character varying(80)",
                        maxLength: 80,
                        nullable: false
                    ),
                    shortlist = table.Column<string>(type: "jsonb", nullable: false),
                    shortlisted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    votes_until_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    votes_until_civil = table.Column<DateTime>(type: "timestamp without time zone", nullable: true),
                    votes_until_ends_at = table.Column<DateTimeOffset>(
                        type: "timestamp with time zone",
                        nullable: true
                    ),
                    votes_until_grace_seconds = table.Column<int>(type: "integer", nullable: true),
                    votes_until_zone = table.Column<string>(
                        type: "character varying(60)",
                        maxLength: 60,
                        nullable: true
                    ),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_award_editions", x => x.wave_id);
                    table.ForeignKey(
                        name: "fk_award_editions_waves_wave_id",
                        column: x => x.wave_id,
                        principalTable: "waves",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "call_retentions",
                columns: table => new
                {
                    call_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    days = table.Column<int>(type: "integer", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_call_retentions", x => new { x.call_id, x.kind });
                    table.ForeignKey(
                        name: "fk_call_retentions_calls_call_id",
                        column: x => x.call_id,
                        principalTable: "calls",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "challenges",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    words = table.Column<string>(type: "jsonb", nullable: false),
                    roadmap = table.Column<string>(type: "jsonb", nullable: false),
                    committee = table.Column<string>(type: "jsonb", nullable: false),
                    calls = table.Column<string[]>(type: "text[]", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_challenges", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "cohorts",
                columns: table => new
                {
                    slug = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    call = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    wave = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "jsonb", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cohorts", x => x.slug);
                }
            );

            migrationBuilder.CreateTable(
                name: "contact_bodies",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    region = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    website = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    help = table.Column<string>(type: "jsonb", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contact_bodies", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "dossier_openings",
                columns: table => new
                {
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    opened_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dossier_openings", x => x.dossier_id);
                    table.ForeignKey(
                        name: "fk_dossier_openings_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "followed_reports",
                columns: table => new
                {
                    slug = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    words = table.Column<string>(type: "jsonb", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_followed_reports", x => x.slug);
                }
            );

            migrationBuilder.CreateTable(
                name: "guides",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    content = table.Column<string>(type: "jsonb", nullable: false),
                    published_by = table.Column<Guid>(type: "uuid", nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_guides", x => x.id);
                }
            );

            migrationBuilder.CreateTable(
                name: "programme_events",
                columns: table => new
                {
                    slug = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    content = table.Column<string>(type: "jsonb", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_programme_events", x => x.slug);
                }
            );

            migrationBuilder.CreateTable(
                name: "votes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    wave_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    category = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    mailbox = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    network = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    cast_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_votes", x => x.id);
                    table.ForeignKey(
                        name: "fk_votes_award_editions_wave_id",
                        column: x => x.wave_id,
                        principalTable: "award_editions",
                        principalColumn: "wave_id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_votes_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "consultations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    slug = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    challenge_id = table.Column<Guid>(type: "uuid", nullable: true),
                    words = table.Column<string>(type: "jsonb", nullable: false),
                    opens_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    plan = table.Column<string>(type: "jsonb", nullable: false),
                    final = table.Column<string>(type: "jsonb", nullable: true),
                    answered_by = table.Column<Guid>(type: "uuid", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    closes_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closes_civil = table.Column<DateTime>(type: "timestamp without time zone", nullable: true),
                    closes_ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    closes_grace_seconds = table.Column<int>(type: "integer", nullable: true),
                    closes_zone = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_consultations", x => x.id);
                    table.ForeignKey(
                        name: "fk_consultations_challenges_challenge_id",
                        column: x => x.challenge_id,
                        principalTable: "challenges",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "contact_comments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    dossier_id = table.Column<Guid>(type: "uuid", nullable: false),
                    body_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    written_by = table.Column<Guid>(type: "uuid", nullable: false),
                    written_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contact_comments", x => x.id);
                    table.ForeignKey(
                        name: "fk_contact_comments_contact_bodies_body_id",
                        column: x => x.body_id,
                        principalTable: "contact_bodies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_contact_comments_dossiers_dossier_id",
                        column: x => x.dossier_id,
                        principalTable: "dossiers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "contact_people",
                columns: table => new
                {
                    body_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person = table.Column<Guid>(type: "uuid", nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contact_people", x => new { x.body_id, x.person });
                    table.ForeignKey(
                        name: "fk_contact_people_contact_bodies_body_id",
                        column: x => x.body_id,
                        principalTable: "contact_bodies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "recommendations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    report = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    axis = table.Column<string>(type: "jsonb", nullable: false),
                    text = table.Column<string>(type: "jsonb", nullable: false),
                    owner = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    next_day = table.Column<DateOnly>(type: "date", nullable: true),
                    steps = table.Column<string>(type: "jsonb", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_recommendations", x => x.id);
                    table.ForeignKey(
                        name: "fk_recommendations_followed_reports_report",
                        column: x => x.report,
                        principalTable: "followed_reports",
                        principalColumn: "slug",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "contribution_groups",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    consultation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    article = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    title = table.Column<string>(type: "jsonb", nullable: false),
                    answer = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    because = table.Column<string>(type: "jsonb", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contribution_groups", x => x.id);
                    table.ForeignKey(
                        name: "fk_contribution_groups_consultations_consultation_id",
                        column: x => x.consultation_id,
                        principalTable: "consultations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateTable(
                name: "contributions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    consultation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    article = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: true),
                    mailbox = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    replaced_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    scan_tried_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    group_id = table.Column<Guid>(type: "uuid", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    file_sha256 = table.Column<string>(type: "text", nullable: true),
                    file_size = table.Column<long>(type: "bigint", nullable: true),
                    file_stored_as = table.Column<Guid>(type: "uuid", nullable: true),
                    from_email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    from_is_named = table.Column<bool>(type: "boolean", nullable: false),
                    from_name = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false),
                    from_organisation = table.Column<string>(
                        type: "character varying(150)",
                        maxLength: 150,
                        nullable: false
                    ),
                    moderation_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    moderation_by = table.Column<Guid>(type: "uuid", nullable: true),
                    moderation_is_accepted = table.Column<bool>(type: "boolean", nullable: true),
                    moderation_reason = table.Column<string>(type: "text", nullable: true),
                    scan_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    scan_engine = table.Column<string>(type: "text", nullable: true),
                    scan_signatures = table.Column<string>(type: "text", nullable: true),
                    scan_threat = table.Column<string>(type: "text", nullable: true),
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contributions", x => x.id);
                    table.ForeignKey(
                        name: "fk_contributions_consultations_consultation_id",
                        column: x => x.consultation_id,
                        principalTable: "consultations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                    table.ForeignKey(
                        name: "fk_contributions_contribution_groups_group_id",
                        column: x => x.group_id,
                        principalTable: "contribution_groups",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict
                    );
                }
            );

            migrationBuilder.CreateIndex(
                name: "ix_history_erased",
                table: "history",
                column: "at",
                filter: "name in ('dossier.erased', 'dossier.filed-erased', 'wave.experts-forgotten', 'person.account-closed')"
            );

            migrationBuilder.CreateIndex(name: "ix_admissions_next_expiry", table: "admissions", column: "next_expiry");

            migrationBuilder.CreateIndex(name: "ix_admissions_wave_id", table: "admissions", column: "wave_id");

            migrationBuilder.CreateIndex(name: "ix_challenges_slug", table: "challenges", column: "slug", unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_consultations_challenge_id",
                table: "consultations",
                column: "challenge_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_consultations_slug",
                table: "consultations",
                column: "slug",
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_contact_bodies_region", table: "contact_bodies", column: "region");

            migrationBuilder.CreateIndex(
                name: "ix_contact_comments_body_id",
                table: "contact_comments",
                column: "body_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_contact_comments_dossier_id",
                table: "contact_comments",
                column: "dossier_id"
            );

            migrationBuilder.CreateIndex(name: "ix_contact_people_person", table: "contact_people", column: "person");

            migrationBuilder.CreateIndex(
                name: "ix_contribution_groups_consultation_id",
                table: "contribution_groups",
                column: "consultation_id"
            );

            migrationBuilder.CreateIndex(
                name: "ix_contributions_consultation_id_confirmed_at",
                table: "contributions",
                columns: new[] { "consultation_id", "confirmed_at" }
            );

            migrationBuilder.CreateIndex(name: "ix_contributions_group_id", table: "contributions", column: "group_id");

            migrationBuilder.CreateIndex(name: "ix_contributions_key", table: "contributions", column: "key");

            migrationBuilder
                .CreateIndex(
                    name: "ix_contributions_that_count",
                    table: "contributions",
                    columns: new[] { "consultation_id", "mailbox", "article" },
                    unique: true,
                    filter: "confirmed_at is not null and replaced_at is null"
                )
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_dossier_openings_region",
                table: "dossier_openings",
                column: "region",
                filter: "closed_at is null"
            );

            migrationBuilder.CreateIndex(name: "ix_guides_version", table: "guides", column: "version", unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_recommendations_report_number",
                table: "recommendations",
                columns: new[] { "report", "number" },
                unique: true
            );

            migrationBuilder.CreateIndex(name: "ix_votes_dossier_id", table: "votes", column: "dossier_id");

            migrationBuilder.CreateIndex(name: "ix_votes_key", table: "votes", column: "key", unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_votes_that_count",
                table: "votes",
                columns: new[] { "wave_id", "mailbox", "category" },
                unique: true,
                filter: "confirmed_at is not null"
            );

            migrationBuilder.CreateIndex(
                name: "ix_votes_wave_id_dossier_id",
                table: "votes",
                columns: new[] { "wave_id", "dossier_id" },
                filter: "confirmed_at is not null"
            );
            // Nobody has been idle yet: the time of an account runs from now on.
            migrationBuilder.Sql("update accounts set seen_at = now()");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "admissions");

            migrationBuilder.DropTable(name: "call_retentions");

            migrationBuilder.DropTable(name: "cohorts");

            migrationBuilder.DropTable(name: "contact_comments");

            migrationBuilder.DropTable(name: "contact_people");

            migrationBuilder.DropTable(name: "contributions");

            migrationBuilder.DropTable(name: "dossier_openings");

            migrationBuilder.DropTable(name: "guides");

            migrationBuilder.DropTable(name: "programme_events");

            migrationBuilder.DropTable(name: "recommendations");

            migrationBuilder.DropTable(name: "votes");

            migrationBuilder.DropTable(name: "contact_bodies");

            migrationBuilder.DropTable(name: "contribution_groups");

            migrationBuilder.DropTable(name: "followed_reports");

            migrationBuilder.DropTable(name: "award_editions");

            migrationBuilder.DropTable(name: "consultations");

            migrationBuilder.DropTable(name: "challenges");

            migrationBuilder.DropIndex(name: "ix_history_erased", table: "history");

            migrationBuilder.DropColumn(name: "experts_forgotten_at", table: "waves");

            migrationBuilder.DropColumn(name: "forgetting_announced_at", table: "waves");

            migrationBuilder.DropColumn(name: "visa", table: "retention_rules");

            migrationBuilder.DropColumn(name: "erased_at", table: "dossiers");

            migrationBuilder.DropColumn(name: "admission", table: "calls");

            migrationBuilder.DropColumn(name: "closed_at", table: "accounts");

            migrationBuilder.DropColumn(name: "erasure_asked_at", table: "accounts");

            migrationBuilder.DropColumn(name: "idle_announced_at", table: "accounts");

            migrationBuilder.DropColumn(name: "seen_at", table: "accounts");
        }
    }
}
