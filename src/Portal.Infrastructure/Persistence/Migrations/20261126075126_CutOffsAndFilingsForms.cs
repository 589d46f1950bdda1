using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class CutOffsAndFilingsForms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(name: "form_id", table: "filings", type: "uuid", nullable: true);

            // No dossier left the form that it was filed with, until now.
            migrationBuilder.Sql(
                "update filings set form_id = (select form_id from dossiers where dossiers.id = filings.dossier_id)"
            );

            migrationBuilder.AlterColumn<Guid>(
                name: "form_id",
                table: "filings",
                type: "uuid",
                nullable: false,
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true
            );

            migrationBuilder.CreateIndex(name: "ix_filings_form_id", table: "filings", column: "form_id");

            migrationBuilder.CreateIndex(name: "ix_dossiers_cut_off_id", table: "dossiers", column: "cut_off_id");

            migrationBuilder.AddForeignKey(
                name: "fk_dossiers_cut_offs_cut_off_id",
                table: "dossiers",
                column: "cut_off_id",
                principalTable: "cut_offs",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict
            );

            migrationBuilder.AddForeignKey(
                name: "fk_filings_forms_form_id",
                table: "filings",
                column: "form_id",
                principalTable: "forms",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(name: "fk_dossiers_cut_offs_cut_off_id", table: "dossiers");

            migrationBuilder.DropForeignKey(name: "fk_filings_forms_form_id", table: "filings");

            migrationBuilder.DropIndex(name: "ix_filings_form_id", table: "filings");

            migrationBuilder.DropIndex(name: "ix_dossiers_cut_off_id", table: "dossiers");

            migrationBuilder.DropColumn(name: "form_id", table: "filings");
        }
    }
}
