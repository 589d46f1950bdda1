using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class WishesOfExperts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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

            migrationBuilder.CreateIndex(name: "ix_wishes_dossier_id", table: "wishes", column: "dossier_id");

            migrationBuilder.CreateIndex(name: "ix_wishes_wave_id", table: "wishes", column: "wave_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(name: "wishes");

            migrationBuilder.DropColumn(name: "wishes_asked_at", table: "waves");

            migrationBuilder.DropColumn(name: "wishes_until_at", table: "waves");

            migrationBuilder.DropColumn(name: "wishes_until_civil", table: "waves");

            migrationBuilder.DropColumn(name: "wishes_until_ends_at", table: "waves");

            migrationBuilder.DropColumn(name: "wishes_until_grace_seconds", table: "waves");

            migrationBuilder.DropColumn(name: "wishes_until_zone", table: "waves");
        }
    }
}
