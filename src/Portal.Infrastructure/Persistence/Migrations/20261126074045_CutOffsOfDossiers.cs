using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class CutOffsOfDossiers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(name: "ix_dossiers_cut_off_id", table: "dossiers", column: "cut_off_id");

            migrationBuilder.AddForeignKey(
                name: "fk_dossiers_cut_offs_cut_off_id",
                table: "dossiers",
                column: "cut_off_id",
                principalTable: "cut_offs",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(name: "fk_dossiers_cut_offs_cut_off_id", table: "dossiers");

            migrationBuilder.DropIndex(name: "ix_dossiers_cut_off_id", table: "dossiers");
        }
    }
}
